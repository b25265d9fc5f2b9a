//! How much was read, and what became of it, in numbers?

use super::{Outcome, Report};
use gatewright_contract::Severity;
use serde::Serialize;

/// The numbers of a conversion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// Objects read.
    pub objects: usize,
    /// Facts read; the six outcomes below add up to it.
    pub facts: usize,
    /// Facts the output does the same.
    pub exact: usize,
    /// Facts the output does nearly the same.
    pub approximate: usize,
    /// Facts only a policy of the target can do.
    pub needs_policy: usize,
    /// Facts that are not in the output.
    pub unsupported: usize,
    /// Facts that change nothing.
    pub inert: usize,
    /// Facts that were never valid.
    pub invalid: usize,
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Objects made.
    pub outputs: usize,
    /// Rules that were closed.
    pub withheld: usize,
}

impl Summary {
    /// Counts a report.
    pub fn of(report: &Report) -> Summary {
        let mut summary = Summary {
            objects: report.objects.len(),
            facts: report.facts.len(),
            outputs: report.outputs.len(),
            withheld: report.withheld.len(),
            ..Summary::default()
        };
        for fact in &report.facts {
            *summary.count_mut(fact.outcome) += 1;
        }
        for diagnostic in &report.diagnostics {
            match diagnostic.severity {
                Severity::Error => summary.errors += 1,
                Severity::Warning => summary.warnings += 1,
                Severity::Info => {}
            }
        }
        summary
    }

    /// How many facts had an outcome.
    pub fn count(mut self, outcome: Outcome) -> usize {
        *self.count_mut(outcome)
    }

    fn count_mut(&mut self, outcome: Outcome) -> &mut usize {
        match outcome {
            Outcome::Inert => &mut self.inert,
            Outcome::Exact => &mut self.exact,
            Outcome::Approximate => &mut self.approximate,
            Outcome::NeedsPolicy => &mut self.needs_policy,
            Outcome::Unsupported => &mut self.unsupported,
            Outcome::Invalid => &mut self.invalid,
        }
    }
}
