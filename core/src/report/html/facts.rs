//! How does the page show what became of every setting?

use super::class;
use super::escape::Escaped;
use crate::report::position::Sources;
use crate::report::{FactRecord, Outcome, Report, Summary, object};
use gatewright_contract::collections::Arrange;
use std::fmt::{self, Write};

/// Rows of a table; the page stays one that a browser opens.
pub(super) const ROWS: usize = 5000;

/// Style rules that show the rows of the chosen outcome alone.
pub(super) fn filter_rules() -> String {
    let mut rules = String::from("#all:checked ~ .filters label[for=all]");
    for outcome in Outcome::ALL {
        rules.push_str(&format!(", #{0}:checked ~ .filters label[for={0}]", outcome.name()));
    }
    rules.push_str(" { border-color: currentColor; font-weight: 600; }\n");
    for outcome in Outcome::ALL {
        rules.push_str(&format!(
            "#{0}:checked ~ table tr[data-o]:not([data-o={0}]) {{ display: none; }}\n",
            outcome.name()
        ));
    }
    rules
}

pub(super) fn write(report: &Report, sources: &Sources<'_>, out: &mut impl Write) -> fmt::Result {
    let summary = Summary::of(report);
    out.write_str("<h2>Settings</h2>\n<section>\n")?;
    out.write_str("<input class=\"filter\" type=\"radio\" name=\"o\" id=\"all\" checked>\n")?;
    for outcome in Outcome::ALL {
        writeln!(out, "<input class=\"filter\" type=\"radio\" name=\"o\" id=\"{}\">", outcome.name())?;
    }
    write!(out, "<div class=\"filters\"><label for=\"all\">all {}</label>", summary.facts)?;
    for outcome in Outcome::ALL {
        let (name, count) = (outcome.name(), summary.count(outcome));
        write!(
            out,
            "<label for=\"{name}\" class=\"{}\" title=\"{}\">{name} {count}</label>",
            class(outcome),
            outcome.meaning()
        )?;
    }
    out.write_str("</div>\n<table><tr><th>Outcome</th><th>Setting</th><th>Object</th><th>Where</th><th>Why, and what to do</th></tr>\n")?;
    let mut facts: Vec<&FactRecord> = report.facts.iter().collect();
    // What is lost first, so that the rows left out of a very long table are the ones that need nobody.
    facts.arrange_by_key(|fact| std::cmp::Reverse(fact.outcome));
    for fact in facts.iter().take(ROWS) {
        row(report, sources, fact, out)?;
    }
    out.write_str("</table>\n</section>\n")?;
    left_out(facts.len(), "settings", out)
}

/// Says how many rows a table of so many has not.
pub(super) fn left_out(all: usize, what: &str, out: &mut impl Write) -> fmt::Result {
    match all.saturating_sub(ROWS) {
        0 => Ok(()),
        hidden => writeln!(out, "<p class=\"faint\">and {hidden} more {what}; the JSON report has them all</p>"),
    }
}

fn row(report: &Report, sources: &Sources<'_>, fact: &FactRecord, out: &mut impl Write) -> fmt::Result {
    let (name, class) = (fact.outcome.name(), class(fact.outcome));
    let path = fact.pointer.to_string();
    let object = object::name(report, fact.object).unwrap_or_default();
    let place = sources.locate(fact.place).map(|(source, start, _)| format!("{}:{}", source.name, start.line));
    let detail = fact.detail.as_deref();
    let part = |text: Option<&String>| text.map(String::as_str).unwrap_or_default().to_owned();
    let why = detail.map(|detail| part(detail.why.as_ref())).unwrap_or_default();
    let advice = detail.map(|detail| part(detail.advice.as_ref())).unwrap_or_default();
    write!(out, "<tr data-o=\"{name}\"><td class=\"{class}\">{name}</td><td class=\"mono\">{}</td>", Escaped(&path))?;
    write!(out, "<td>{}</td><td class=\"mono faint\">{}</td>", Escaped(&object), Escaped(&place.unwrap_or_default()))?;
    writeln!(out, "<td>{} {}</td></tr>", Escaped(&why), Escaped(&advice))
}
