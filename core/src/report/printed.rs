//! How is the output printed, with which comments, and on which lines do its parts stand?

use super::Report;
use super::clean::clean;
use super::position::Sources;
use crate::emit::Manifest;
use crate::emit::write::{self, Lines, Notes};
use crate::input::Input;
use crate::options::{Options, Provenance};
use gatewright_contract::FactId;
use std::borrow::Cow;
use std::fmt;

/// Facts that are named above one part of the output.
const NAMED: usize = 4;

/// Prints some of a report's outputs, with comments that say where they came from.
///
/// # Errors
/// Only those of `out`.
pub fn print(
    manifests: &[&Manifest],
    done: (&Report, &Input),
    options: &Options,
    out: &mut dyn fmt::Write,
) -> fmt::Result {
    write::print(manifests, options.format, &Comments::of(done, options), out)
}

/// The lines on which all of a report's outputs stand when they are printed together.
pub(crate) fn lines(done: (&Report, &Input), options: &Options) -> Lines {
    let manifests: Vec<&Manifest> = done.0.outputs.iter().collect();
    write::lines(&manifests, options.format, &Comments::of(done, options))
}

/// What the comments are made from.
struct Comments<'a> {
    report: &'a Report,
    /// `None` where single lines are not named.
    sources: Option<Sources<'a>>,
}

impl<'a> Comments<'a> {
    fn of((report, input): (&'a Report, &'a Input), options: &Options) -> Comments<'a> {
        let sources = match options.provenance {
            Provenance::Objects => None,
            Provenance::Lines => Some(Sources::of(input)),
        };
        Comments { report, sources }
    }

    /// `shop.yaml:7 metadata.annotations['example.com/key']`.
    fn fact(&self, sources: &Sources<'_>, fact: FactId) -> Option<String> {
        let record = self.report.facts.get(usize::try_from(fact.0).ok()?)?;
        let (source, at, _) = sources.locate(record.place)?;
        Some(format!("{}:{} {}", clean(source.name), at.line, clean(&record.pointer.to_string())))
    }
}

impl Notes for Comments<'_> {
    fn document(&self, manifest: &Manifest) -> Option<Cow<'_, str>> {
        (!manifest.origin.is_empty()).then(|| Cow::Owned(format!("from {}", clean(&manifest.origin))))
    }

    fn above(&self, facts: &[FactId]) -> Option<Cow<'_, str>> {
        let sources = self.sources.as_ref()?;
        let mut lines: Vec<String> = facts.iter().take(NAMED).filter_map(|fact| self.fact(sources, *fact)).collect();
        if facts.len() > NAMED {
            lines.push(format!("and {} more", facts.len() - NAMED));
        }
        (!lines.is_empty()).then(|| Cow::Owned(lines.join("\n")))
    }
}
