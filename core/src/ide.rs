//! What does an editor ask about a conversion? Answers are plain data in its terms: lines and columns count from 0,
//! columns in UTF-16 units, ends are exclusive.
//!
//! A [`Desk`] holds one conversion with what it was made of; every question is a function of it.

mod complete;
mod fact;
mod finding;
mod hover;
mod links;
mod object;
mod redact;
mod text;

pub use complete::{Completion, Offer, complete};
pub use fact::{FactFilter, FactRow, facts, facts_between};
pub use finding::{Edit, FindingFilter, FindingRow, Fix, Note, findings, findings_between};
pub use hover::{Hover, hover};
pub use links::{Lines, Link, Source, causes, effects, links};
pub use object::{InputObject, OutputObject, inputs, outputs};
pub use redact::{Redacted, redacted};
pub use text::{Point, Range};

use crate::convert::convert;
use crate::input::{FileId, Input, Place};
use crate::options::Options;
use crate::report::{Report, printed};
use gatewright_contract::collections::Arrange;
use gatewright_contract::{FactId, Plugin};
use links::Links;
use serde::Serialize;
use std::cell::OnceCell;
use text::LineStarts;

/// A conversion, and what it was made of.
#[derive(Debug)]
pub struct Desk {
    /// What was converted.
    pub input: Input,
    /// With which choices.
    pub options: Options,
    /// What came of it.
    pub report: Report,
    /// The manifests, as they are printed.
    pub printed: String,
    files: Vec<LineStarts>,
    lines: LineStarts,
    /// Facts by the place of their values.
    places: Vec<(u32, u32, FactId)>,
    links: OnceCell<Links>,
}

/// A part of a list that may be long.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Page<T> {
    /// How many there are in all.
    pub total: usize,
    /// Those asked for.
    pub rows: Vec<T>,
}

impl Desk {
    /// Converts.
    pub fn of(input: Input, options: Options, plugins: &[&dyn Plugin]) -> Desk {
        let report = convert(&input, &options, plugins);
        let outputs: Vec<_> = report.outputs.iter().collect();
        let mut printed = String::new();
        // A text takes all that is written to it.
        let _ = printed::print(&outputs, (&report, &input), &options, &mut printed);
        drop(outputs);
        let mut places: Vec<(u32, u32, FactId)> =
            (0..).zip(&report.facts).map(|(id, fact)| (fact.place.file.0, fact.place.span.start, FactId(id))).collect();
        places.arrange();
        Desk {
            files: input.files.iter().map(|file| LineStarts::of(&file.text)).collect(),
            lines: LineStarts::of(&printed),
            input,
            options,
            report,
            printed,
            places,
            links: OnceCell::new(),
        }
    }

    /// Lines of the printed manifests.
    pub fn line_count(&self) -> u32 {
        self.lines.count(&self.printed)
    }

    /// These lines of the printed manifests, with their breaks; the end is exclusive.
    pub fn lines(&self, from: u32, to: u32) -> &str {
        self.printed.get(self.lines.start(from, &self.printed)..self.lines.start(to, &self.printed)).unwrap_or_default()
    }

    fn links(&self) -> &Links {
        self.links.get_or_init(|| Links::of(self))
    }

    fn file(&self, file: FileId) -> Option<(&str, &LineStarts)> {
        let index = usize::try_from(file.0).ok()?;
        Some((self.input.files.get(index)?.text.as_str(), self.files.get(index)?))
    }

    fn range(&self, place: Place) -> Option<Range> {
        let (text, lines) = self.file(place.file)?;
        Some(lines.range(text, place.span))
    }

    /// The facts whose values begin in these lines of a file, the end exclusive, in order.
    fn facts_of_lines(&self, file: u32, from: u32, to: u32) -> impl Iterator<Item = FactId> + '_ {
        let bytes = self.file(FileId(file)).map_or((0, 0), |(text, lines)| {
            let byte = |line| u32::try_from(lines.start(line, text)).unwrap_or(u32::MAX);
            (byte(from), byte(to))
        });
        let start = self.places.partition_point(|(of, at, _)| (*of, *at) < (file, bytes.0));
        let rest = self.places.get(start..).unwrap_or_default().iter();
        rest.take_while(move |(of, at, _)| *of == file && *at < bytes.1).map(|(_, _, fact)| *fact)
    }
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests;
