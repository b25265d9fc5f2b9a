//! What does a code scanner read?
//!
//! SARIF 2.1.0: one run, a rule for every code that occurs with the text of `explain` as its help, a result for every
//! finding with its region, the other places, its fix, and a fingerprint that survives edits elsewhere in the file.

#[cfg(test)]
mod law;
mod place;
mod result;
mod rule;

use super::position::Sources;
use super::{Report, Summary, Verdict};
use crate::input::Input;
use gatewright_contract::collections::SortedMap;
use serde_json::json;
use std::fmt::{self, Write};

/// Writes the findings of a report; `version` is that of the tool that writes it.
///
/// # Errors
/// Only those of `out`.
pub fn write(report: &Report, input: &Input, version: &str, out: &mut impl Write) -> fmt::Result {
    let sources = Sources::of(input);
    let rules: SortedMap<&str, usize> = rule::indices(&report.diagnostics);
    let driver = json!({
        "name": "gatewright",
        "version": version,
        "rules": rules.keys().map(|code| rule::descriptor(code, &report.diagnostics)).collect::<Vec<_>>(),
    });
    let summary = Summary::of(report);
    // Everything is said in the results; an incomplete conversion is still one that ran.
    let successful = match summary.verdict() {
        Verdict::Done | Verdict::Warned => true,
        Verdict::Incomplete => !report.objects.is_empty(),
    };
    writeln!(out, "{{ \"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n  \"version\": \"2.1.0\",")?;
    writeln!(out, "  \"runs\": [ {{ \"tool\": {{ \"driver\": {driver} }},")?;
    writeln!(out, "    \"columnKind\": \"unicodeCodePoints\",")?;
    writeln!(out, "    \"invocations\": {},", json!([{ "executionSuccessful": successful }]))?;
    writeln!(out, "    \"properties\": {},", json!({ "summary": summary }))?;
    out.write_str("    \"results\": [")?;
    let mut seen = result::Seen::default();
    for (index, diagnostic) in report.diagnostics.iter().enumerate() {
        out.write_str(if index == 0 { "\n      " } else { ",\n      " })?;
        let rule = rules.get(diagnostic.code.as_ref()).copied().unwrap_or_default();
        write!(out, "{}", result::Scope { report, sources: &sources }.result((diagnostic, rule), &mut seen))?;
    }
    out.write_str(" ] } ] }\n")
}
