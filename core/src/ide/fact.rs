//! What became of each setting, as rows of a list or as marks beside a text?

use super::{Desk, Page, Range, index};
use crate::input::{FileId, Input, SourceFile, Span};
use crate::report::position::Sources;
use crate::report::{FactRecord, object, value};
use gatewright_contract::{FactId, VerdictPart};
use serde::{Deserialize, Serialize};

/// A setting and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FactRow {
    /// Its number.
    pub id: u32,
    /// `Ingress shop/web`.
    pub object: String,
    /// `metadata.annotations['example.com/key']`.
    pub path: String,
    /// The key that the user chose, such as an annotation's.
    pub key: Option<String>,
    /// Its value, cut where it is long; never that of a Secret.
    pub value: String,
    /// Index among the files.
    pub file: u32,
    /// Where the value stands.
    pub range: Range,
    /// Who answers for it.
    pub owner: Option<String>,
    /// As the JSON report spells it.
    pub outcome: &'static str,
    /// Why this outcome.
    pub why: Option<String>,
    /// What to do.
    pub advice: Option<String>,
    /// The object that keeps it.
    pub granted: Option<String>,
    /// Where the value is a small program: each statement and what became of it.
    pub parts: Vec<VerdictPart>,
}

/// Which settings are asked for; without a field, all.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct FactFilter {
    /// Only these outcomes.
    pub outcomes: Option<Vec<String>>,
    /// Only those of this file.
    pub file: Option<u32>,
    /// Only annotations and other keys that the user chose.
    pub keys: Option<bool>,
}

/// A part of the list of settings.
pub fn facts(desk: &Desk, filter: &FactFilter, from: usize, count: usize) -> Page<FactRow> {
    let fits = |fact: &FactRecord| {
        filter.outcomes.as_ref().is_none_or(|outcomes| outcomes.iter().any(|name| name == fact.outcome.name()))
            && filter.file.is_none_or(|file| fact.place.file.0 == file)
            && filter.keys.is_none_or(|keys| fact.pointer.key().is_some() == keys)
    };
    let fitting: Vec<u32> = (0..).zip(&desk.report.facts).filter(|(_, fact)| fits(fact)).map(|(id, _)| id).collect();
    let rows = fitting.iter().skip(from).take(count).filter_map(|id| row(desk, FactId(*id))).collect();
    Page { total: fitting.len(), rows }
}

/// The settings whose values begin in these lines of a file, the end exclusive.
pub fn facts_between(desk: &Desk, file: u32, from: u32, to: u32) -> Vec<FactRow> {
    desk.facts_of_lines(file, from, to).filter_map(|fact| row(desk, fact)).collect()
}

/// The facts a person means who points at a line: those whose value, or whose key, is on it.
pub(super) fn on_line(desk: &Desk, file: u32, line: u32) -> Vec<FactId> {
    let Some((text, lines)) = desk.file(FileId(file)) else { return Vec::new() };
    let begin_here: Vec<FactId> = desk.facts_of_lines(file, line, line.saturating_add(1)).collect();
    if !begin_here.is_empty() {
        return begin_here;
    }
    let line_text = |line: u32| {
        text.get(lines.start(line, text)..lines.start(line.saturating_add(1), text)).unwrap_or_default().trim()
    };
    // A key alone on its line has its value below it; inside a long value the one that began last is meant.
    let key_alone = line_text(line).ends_with([':', '|', '>', '-', '+']);
    let below = key_alone.then(|| {
        let next = line.saturating_add(1);
        desk.facts_of_lines(file, next, next.saturating_add(1)).collect::<Vec<_>>()
    });
    if let Some(below) = below.filter(|below| !below.is_empty()) {
        return below;
    }
    let byte = u32::try_from(lines.start(line, text)).unwrap_or(u32::MAX);
    let before = desk.places.partition_point(|(of, at, _)| (*of, *at) <= (file, byte));
    let last = before.checked_sub(1).and_then(|last| desk.places.get(last));
    let around = last.filter(|(of, _, fact)| {
        let end = desk.report.facts.get(index(fact.0)).map_or(0, |fact| fact.place.span.end);
        *of == file && end > byte && !line_text(line).is_empty()
    });
    around.map(|(_, _, fact)| *fact).into_iter().collect()
}

pub(super) fn row(desk: &Desk, id: FactId) -> Option<FactRow> {
    let fact = desk.report.facts.get(index(id.0))?;
    let reference = object::reference(&desk.report, fact.object);
    let secret = reference.is_some_and(|reference| reference.kind == "Secret");
    let detail = fact.detail.as_deref();
    Some(FactRow {
        id: id.0,
        object: reference.map(object::spell).unwrap_or_default(),
        path: fact.pointer.to_string(),
        key: fact.pointer.key().map(std::borrow::Cow::into_owned),
        value: if secret { value::HIDDEN.to_owned() } else { shown(desk, fact) },
        file: fact.place.file.0,
        range: desk.range(fact.place)?,
        owner: fact.owner.map(|owner| desk.report.owner(owner).to_owned()),
        outcome: fact.outcome.name(),
        why: detail.and_then(|detail| detail.why.clone()),
        advice: detail.and_then(|detail| detail.advice.clone()),
        granted: detail.and_then(|detail| detail.granted.clone()),
        parts: detail.map(|detail| detail.parts.clone()).unwrap_or_default(),
    })
}

/// The value, read from the file it stands in.
fn shown(desk: &Desk, fact: &FactRecord) -> String {
    let Some(file) = desk.input.files.get(index(fact.place.file.0)) else { return String::new() };
    let span = fact.place.span;
    let near = file.text.get(index(span.start)..index(span.end)).unwrap_or_default();
    if let Some(simple) = value::simple(near.trim()) {
        return value::cut(std::borrow::Cow::Borrowed(simple)).into_owned();
    }
    // In a text of its own, from the start of its line, so that the lines below keep their indentation.
    let lines = desk.files.get(index(fact.place.file.0));
    let start = lines.map_or(0, |lines| lines.start(lines.line(span.start), &file.text));
    let text = file.text.get(start..index(span.end)).unwrap_or_default().to_owned();
    let one = Input { files: vec![SourceFile { name: String::new(), text }] };
    let offset = u32::try_from(start).unwrap_or_default();
    let span = Span { start: span.start.saturating_sub(offset), end: span.end.saturating_sub(offset) };
    let sources = Sources::of(&one);
    sources.file(FileId(0)).map(|source| value::read(source, span).into_owned()).unwrap_or_default()
}
