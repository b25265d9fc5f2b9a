//! What is to be said about the input, as rows of a list or as marks under a text?

use super::{Desk, Page, Range};
use crate::diagnostic::{self, Diagnostic, Safety};
use crate::input::Place;
use crate::report::object;
use gatewright_contract::Severity;
use gatewright_contract::collections::Arrange;
use serde::{Deserialize, Serialize};

/// A finding.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FindingRow {
    /// Its number.
    pub id: u32,
    /// Stable code, `owner/slug`.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// One line: what is the case.
    pub message: String,
    /// One instruction: what to do.
    pub help: Option<String>,
    /// `Ingress shop/web`.
    pub object: Option<String>,
    /// Index among the files; none where no file is concerned.
    pub file: Option<u32>,
    /// Where in it.
    pub range: Option<Range>,
    /// Places beside the first.
    pub notes: Vec<Note>,
    /// Edits that mend it.
    pub fix: Option<Fix>,
}

/// A place, and what is to be said about it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Note {
    /// Index among the files.
    pub file: u32,
    /// Where.
    pub range: Range,
    /// What.
    pub text: Option<String>,
}

/// Edits that mend a finding.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fix {
    /// What applying it does.
    pub title: String,
    /// Whether it keeps the meaning.
    pub safe: bool,
    /// The edits; they do not overlap.
    pub edits: Vec<Edit>,
}

/// Replace a range by a text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Edit {
    /// Index among the files.
    pub file: u32,
    /// The range.
    pub range: Range,
    /// The text.
    pub text: String,
}

/// Which findings are asked for; without a field, all.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct FindingFilter {
    /// Only these severities.
    pub severities: Option<Vec<Severity>>,
    /// Only those of this file.
    pub file: Option<u32>,
}

/// A part of the list of findings; what matters most comes first.
pub fn findings(desk: &Desk, filter: &FindingFilter, from: usize, count: usize) -> Page<FindingRow> {
    let fits = |finding: &Diagnostic| {
        filter.severities.as_ref().is_none_or(|severities| severities.contains(&finding.severity))
            && filter.file.is_none_or(|file| place(finding).is_some_and(|place| place.file.0 == file))
    };
    let mut fitting: Vec<(Severity, u32, &Diagnostic)> = (0..)
        .zip(&desk.report.diagnostics)
        .filter(|(_, finding)| fits(finding))
        .map(|(id, finding)| (finding.severity, id, finding))
        .collect();
    fitting.arrange_by_key(|(severity, id, _)| (*severity, *id));
    let rows = fitting.iter().skip(from).take(count).map(|(_, id, finding)| row(desk, *id, finding)).collect();
    Page { total: fitting.len(), rows }
}

/// The findings that begin in these lines of a file, the end exclusive.
pub fn findings_between(desk: &Desk, file: u32, from: u32, to: u32) -> Vec<FindingRow> {
    let Some((text, lines)) = desk.file(crate::input::FileId(file)) else { return Vec::new() };
    let bytes = lines.start(from, text)..lines.start(to, text);
    let inside = |finding: &Diagnostic| {
        place(finding).is_some_and(|place| place.file.0 == file && bytes.contains(&super::index(place.span.start)))
    };
    let all = (0..).zip(&desk.report.diagnostics);
    all.filter(|(_, finding)| inside(finding)).map(|(id, finding)| row(desk, id, finding)).collect()
}

fn place(finding: &Diagnostic) -> Option<Place> {
    finding.labels.first().map(|label| label.place)
}

fn row(desk: &Desk, id: u32, finding: &Diagnostic) -> FindingRow {
    let first = place(finding);
    let note = |label: &diagnostic::Label| {
        Some(Note { file: label.place.file.0, range: desk.range(label.place)?, text: label.text.clone() })
    };
    FindingRow {
        id,
        code: finding.code.to_string(),
        severity: finding.severity,
        message: finding.message.clone(),
        help: finding.help.clone(),
        object: finding.object.and_then(|id| object::name(&desk.report, id)),
        file: first.map(|place| place.file.0),
        range: first.and_then(|place| desk.range(place)),
        notes: finding.labels.iter().skip(1).filter_map(note).collect(),
        fix: finding.fix.as_ref().map(|fix| mend(desk, fix)),
    }
}

fn mend(desk: &Desk, fix: &diagnostic::Fix) -> Fix {
    let edit = |edit: &diagnostic::Edit| {
        Some(Edit { file: edit.place.file.0, range: desk.range(edit.place)?, text: edit.text.clone() })
    };
    let safe = match fix.safety {
        Safety::Safe => true,
        Safety::Unsafe => false,
    };
    Fix { title: fix.title.clone(), safe, edits: fix.edits.iter().filter_map(edit).collect() }
}
