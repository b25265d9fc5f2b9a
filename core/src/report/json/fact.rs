//! How does the JSON report show a fact?

use super::trace::{Link, Traces};
use crate::report::position::Sources;
use crate::report::{FactRecord, Report, object, value};
use gatewright_contract::{FactId, ObjectRef, VerdictPart};
use serde::Serialize;
use std::borrow::Cow;

/// A fact, and where in the output it lives on.
#[derive(Serialize)]
pub(super) struct Fact<'a> {
    id: u32,
    object: Option<&'a ObjectRef>,
    path: String,
    key: Option<Cow<'a, str>>,
    value: Cow<'a, str>,
    file: Option<&'a str>,
    line: Option<u32>,
    owner: Option<&'a str>,
    outcome: &'static str,
    why: Option<&'a str>,
    advice: Option<&'a str>,
    granted: Option<&'a str>,
    outputs: Vec<Link<'a>>,
    #[serde(skip_serializing_if = "<[VerdictPart]>::is_empty")]
    parts: &'a [VerdictPart],
}

impl<'a> Fact<'a> {
    pub(super) fn of(
        report: &'a Report,
        (sources, traces): (&Sources<'a>, &'a Traces<'a>),
        (id, fact): (u32, &'a FactRecord),
    ) -> Fact<'a> {
        let object = object::reference(report, fact.object);
        let source = sources.file(fact.place.file);
        let detail = fact.detail.as_deref();
        Fact {
            id,
            object,
            path: fact.pointer.to_string(),
            key: fact.pointer.key(),
            value: match object {
                Some(object) if object.kind == "Secret" => Cow::Borrowed(value::HIDDEN),
                Some(_) | None => source.map(|source| value::read(source, fact.place.span)).unwrap_or_default(),
            },
            file: source.map(|source| source.name),
            line: source.map(|source| source.line(source.clamp(fact.place.span.start))),
            owner: fact.owner.map(|owner| report.owner(owner)),
            outcome: fact.outcome.name(),
            why: detail.and_then(|detail| detail.why.as_deref()),
            advice: detail.and_then(|detail| detail.advice.as_deref()),
            granted: detail.and_then(|detail| detail.granted.as_deref()),
            outputs: traces.of_fact(FactId(id)).collect(),
            parts: detail.map(|detail| detail.parts.as_slice()).unwrap_or_default(),
        }
    }
}
