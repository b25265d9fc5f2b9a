//! How does the JSON report show a finding, its fix, and a withheld rule?

use crate::diagnostic::{Diagnostic, Fix, Safety};
use crate::input::Place;
use crate::report::position::Sources;
use crate::report::{self, Report, object};
use gatewright_contract::{FactId, ObjectRef, Severity};
use serde::Serialize;

/// A finding; `labels` are the places beside the first.
#[derive(Serialize)]
pub(super) struct Finding<'a> {
    code: &'a str,
    severity: Severity,
    message: &'a str,
    file: Option<&'a str>,
    range: Option<Range>,
    help: Option<&'a str>,
    object: Option<&'a ObjectRef>,
    labels: Vec<Label<'a>>,
    fix: Option<Mend<'a>>,
}

#[derive(Serialize)]
struct Label<'a> {
    file: Option<&'a str>,
    range: Option<Range>,
    text: Option<&'a str>,
}

#[derive(Serialize)]
struct Mend<'a> {
    title: &'a str,
    safe: bool,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    file: Option<&'a str>,
    range: Option<Range>,
    text: &'a str,
}

#[derive(Serialize)]
struct Range {
    start: Point,
    end: Point,
}

#[derive(Serialize)]
struct Point {
    line: u32,
    column: u32,
}

/// A rule that was closed.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Withheld<'a> {
    object: Option<&'a ObjectRef>,
    rule: &'a str,
    because: &'a [FactId],
    closed_as: u16,
}

impl<'a> Finding<'a> {
    pub(super) fn of(report: &'a Report, sources: &Sources<'a>, diagnostic: &'a Diagnostic) -> Finding<'a> {
        let mut labels = diagnostic.labels.iter().map(|label| {
            let (file, range) = locate(sources, label.place);
            Label { file, range, text: label.text.as_deref() }
        });
        let first = labels.next();
        let (file, range) = first.map_or((None, None), |label| (label.file, label.range));
        Finding {
            code: &diagnostic.code,
            severity: diagnostic.severity,
            message: &diagnostic.message,
            file,
            range,
            help: diagnostic.help.as_deref(),
            object: diagnostic.object.and_then(|id| object::reference(report, id)),
            labels: labels.collect(),
            fix: diagnostic.fix.as_ref().map(|fix| mend(sources, fix)),
        }
    }
}

impl<'a> Withheld<'a> {
    pub(super) fn of(report: &'a Report, withheld: &'a report::Withheld) -> Withheld<'a> {
        Withheld {
            object: object::reference(report, withheld.object),
            rule: &withheld.rule,
            because: &withheld.because,
            closed_as: withheld.closed_as,
        }
    }
}

fn mend<'a>(sources: &Sources<'a>, fix: &'a Fix) -> Mend<'a> {
    let edits = fix.edits.iter().map(|edit| {
        let (file, range) = locate(sources, edit.place);
        Edit { file, range, text: &edit.text }
    });
    let safe = match fix.safety {
        Safety::Safe => true,
        Safety::Unsafe => false,
    };
    Mend { title: &fix.title, safe, edits: edits.collect() }
}

fn locate<'a>(sources: &Sources<'a>, place: Place) -> (Option<&'a str>, Option<Range>) {
    let Some((source, start, end)) = sources.locate(place) else { return (None, None) };
    let point = |at: crate::yaml::LineColumn| Point { line: at.line, column: at.column };
    (Some(source.name), Some(Range { start: point(start), end: point(end) }))
}
