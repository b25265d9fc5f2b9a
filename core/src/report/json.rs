//! What does a program read?
//!
//! One JSON object whose shape is stable: fields are added, never renamed. Lines and columns count from 1, columns in
//! Unicode scalars, and ends are exclusive. It is written piece by piece, one line for each fact and each finding, so
//! its size never stands in memory.

mod fact;
mod finding;
mod trace;

use super::position::Sources;
use super::{Report, Summary};
use crate::emit::Manifest;
use crate::input::Input;
use crate::options::Options;
use serde::Serialize;
use std::fmt::{self, Write};
use trace::Traces;

/// Writes the report. Lines of the output are those of the text that the same options print.
///
/// # Errors
/// Only those of `out`.
pub fn write(report: &Report, input: &Input, options: &Options, out: &mut impl Write) -> fmt::Result {
    let sources = Sources::of(input);
    let traces = Traces::of((report, input), options);
    write!(out, "{{ \"version\": 1,\n  \"summary\": {},\n  \"facts\": ", Json(&Summary::of(report)))?;
    list(out, (0..).zip(&report.facts).map(|(id, fact)| fact::Fact::of(report, (&sources, &traces), (id, fact))))?;
    out.write_str(",\n  \"diagnostics\": ")?;
    list(out, report.diagnostics.iter().map(|diagnostic| finding::Finding::of(report, &sources, diagnostic)))?;
    out.write_str(",\n  \"withheld\": ")?;
    list(out, report.withheld.iter().map(|withheld| finding::Withheld::of(report, withheld)))?;
    out.write_str(",\n  \"map\": ")?;
    list(out, traces.entries())?;
    write!(out, ",\n  \"verify\": {},\n  \"outputs\": ", Json(&report.traffic))?;
    list(out, report.outputs.iter().enumerate().map(|(index, manifest)| Output::of(manifest, traces.line(index))))?;
    out.write_str(" }\n")
}

/// An object that was made.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Output<'a> {
    api_version: &'a str,
    kind: &'a str,
    namespace: &'a str,
    name: &'a str,
    line: Option<u32>,
}

impl<'a> Output<'a> {
    fn of(manifest: &'a Manifest, line: Option<u32>) -> Output<'a> {
        Output {
            api_version: manifest.api_version,
            kind: manifest.kind,
            namespace: &manifest.namespace,
            name: &manifest.name,
            line,
        }
    }
}

/// Writes a list with one line for each item.
fn list<T: Serialize>(out: &mut impl Write, items: impl Iterator<Item = T>) -> fmt::Result {
    out.write_char('[')?;
    let mut empty = true;
    for item in items {
        out.write_str(if empty { "\n    " } else { ",\n    " })?;
        write!(out, "{}", Json(&item))?;
        empty = false;
    }
    out.write_str(if empty { "]" } else { "\n  ]" })
}

/// Displays a value as JSON on one line.
struct Json<'a, T>(&'a T);

impl<T: Serialize> fmt::Display for Json<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Maps with keys that are no strings would fail; there are none here.
        f.write_str(&serde_json::to_string(self.0).map_err(|_| fmt::Error)?)
    }
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::options::Options;
    use crate::report::{Report, sample};
    use serde_json::Value;

    fn printed(report: &Report) -> String {
        let mut out = String::new();
        write(report, &sample::input(), &Options::default(), &mut out).unwrap();
        out
    }

    fn value(report: &Report) -> Value {
        serde_json::from_str(&printed(report)).unwrap()
    }

    fn keys(value: &Value) -> Vec<&str> {
        value.as_object().unwrap().keys().map(String::as_str).collect()
    }

    #[test]
    fn a_report_reads_like_the_documented_one() {
        insta::assert_snapshot!(printed(&sample::report()));
    }

    #[test]
    fn an_empty_report_has_every_part() {
        let value = value(&Report::default());
        let parts = ["diagnostics", "facts", "map", "outputs", "summary", "verify", "version", "withheld"];
        assert_eq!(keys(&value), parts);
        assert_eq!(value["facts"], Value::Array(Vec::new()));
    }

    #[test]
    fn what_is_unknown_is_null_and_never_absent() {
        let mut report = sample::report();
        report.facts[0].detail = None;
        report.diagnostics[0].labels.clear();
        let value = value(&report);
        let fact = &value["facts"][0];
        for key in ["key", "line", "owner", "why", "advice", "granted"] {
            assert!(fact.get(key).is_some(), "{key}");
        }
        assert_eq!(fact["owner"], Value::Null);
        let finding = &value["diagnostics"][0];
        for key in ["file", "range", "help", "object", "fix"] {
            assert!(finding.get(key).is_some(), "{key}");
        }
        assert_eq!(finding["range"], Value::Null);
    }

    #[test]
    fn the_value_of_a_secret_is_not_in_it() {
        let mut report = sample::report();
        report.facts[0].object = gatewright_contract::ObjectId(1);
        report.facts[0].place = sample::place(0, "hunter2");
        assert!(!printed(&report).contains("hunter2"));
    }
}
