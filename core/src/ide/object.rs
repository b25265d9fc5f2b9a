//! Which objects were read and made, where do they stand, and what became of the settings of each?

use super::{Desk, Lines, Page, Range};
use crate::report::object;
use gatewright_contract::Severity;
use gatewright_contract::collections::SortedMap;
use serde::Serialize;

/// An object of the input.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InputObject {
    /// `Ingress shop/web`.
    pub name: String,
    /// Index among the files.
    pub file: u32,
    /// Where it stands.
    pub range: Range,
    /// How many of its settings had each outcome, spelled as in the JSON report.
    pub outcomes: SortedMap<&'static str, u32>,
    /// Findings about it that are errors.
    pub errors: u32,
}

/// An object that was made.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OutputObject {
    /// Its API version.
    pub api_version: String,
    /// Its kind.
    pub kind: String,
    /// Its namespace.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// Lines of the printed text, from the comment above it to the separator below.
    pub lines: Lines,
}

/// A part of the list of objects that were read and have settings.
pub fn inputs(desk: &Desk, from: usize, count: usize) -> Page<InputObject> {
    let mut outcomes: SortedMap<u32, SortedMap<&'static str, u32>> = SortedMap::new();
    for fact in &desk.report.facts {
        *outcomes.entry(fact.object.0).or_default().entry(fact.outcome.name()).or_default() += 1;
    }
    let mut errors: SortedMap<u32, u32> = SortedMap::new();
    for finding in desk.report.diagnostics.iter().filter(|finding| finding.severity == Severity::Error) {
        *errors.entry(finding.object.map_or(u32::MAX, |object| object.0)).or_default() += 1;
    }
    let total = outcomes.len();
    let row = |(id, outcomes): (u32, SortedMap<&'static str, u32>)| {
        let record = desk.report.objects.get(super::index(id))?;
        Some(InputObject {
            name: object::spell(&record.reference),
            file: record.place.file.0,
            range: desk.range(record.place)?,
            outcomes,
            errors: errors.get(&id).copied().unwrap_or_default(),
        })
    };
    Page { total, rows: outcomes.into_iter().skip(from).take(count).filter_map(row).collect() }
}

/// A part of the list of objects that were made, in printing order.
pub fn outputs(desk: &Desk, from: usize, count: usize) -> Page<OutputObject> {
    let starts = &desk.links().starts;
    let line = |number: usize| starts.get(number).copied().unwrap_or_else(|| desk.line_count());
    let row = |(number, manifest): (usize, &crate::emit::Manifest)| OutputObject {
        api_version: manifest.api_version.to_owned(),
        kind: manifest.kind.to_owned(),
        namespace: manifest.namespace.clone(),
        name: manifest.name.clone(),
        lines: Lines { from: line(number), to: line(number + 1) },
    };
    let rows = desk.report.outputs.iter().enumerate().skip(from).take(count).map(row).collect();
    Page { total: desk.report.outputs.len(), rows }
}
