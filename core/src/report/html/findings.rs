//! How does the page show findings?

use super::escape::Escaped;
use crate::diagnostic::Label;
use crate::report::text::{Family, Group, Quotes, families};
use crate::report::{Report, object};
use gatewright_contract::Severity;
use std::fmt::{self, Write};

/// Messages of one code that are shown.
const MESSAGES: usize = 20;
/// Places of one message that are named.
const PLACES: usize = 20;

pub(super) fn write(report: &Report, quotes: &Quotes<'_>, out: &mut impl Write) -> fmt::Result {
    if report.diagnostics.is_empty() {
        return Ok(());
    }
    out.write_str("<h2>Findings</h2>\n")?;
    for family in families(&report.diagnostics) {
        for group in family.groups.iter().take(MESSAGES) {
            article(report, quotes, (&family, group), out)?;
        }
        let hidden = family.groups.len().saturating_sub(MESSAGES);
        if hidden > 0 {
            writeln!(out, "<p class=\"faint\">and {hidden} more of {}</p>", Escaped(family.code))?;
        }
    }
    Ok(())
}

fn article(
    report: &Report,
    quotes: &Quotes<'_>,
    (family, group): (&Family<'_>, &Group<'_>),
    out: &mut impl Write,
) -> fmt::Result {
    let first = group.first;
    let class = match family.severity {
        Severity::Error => "bad",
        Severity::Warning => "warn",
        Severity::Info => "note",
    };
    let (code, message) = (Escaped(family.code), Escaped(&first.message));
    writeln!(out, "<article class=\"{class}\"><header>{message} <code class=\"faint\">{code}</code></header>")?;
    for label in &first.labels {
        self::label(quotes, label, out)?;
    }
    if let Some(name) = first.object.and_then(|id| object::name(report, id)) {
        writeln!(out, "<p class=\"faint\">{}</p>", Escaped(&name))?;
    }
    if let Some(help) = &first.help {
        writeln!(out, "<p><b>What to do:</b> {}</p>", Escaped(help))?;
    }
    if group.count > 1 {
        let named: Vec<String> = group.others.iter().take(PLACES).filter_map(|label| place(quotes, label)).collect();
        let rest = group.count - 1 - named.len();
        let rest = if rest > 0 { format!(" and {rest} more") } else { String::new() };
        writeln!(out, "<p class=\"faint\">also: <span class=\"mono\">{}</span>{rest}</p>", Escaped(&named.join(", ")))?;
    }
    out.write_str("</article>\n")
}

fn label(quotes: &Quotes<'_>, label: &Label, out: &mut impl Write) -> fmt::Result {
    let Some(place) = place(quotes, label) else { return Ok(()) };
    let text = label.text.as_deref().unwrap_or_default();
    writeln!(out, "<p class=\"faint mono\">{} {}</p>", Escaped(&place), Escaped(text))?;
    if let Some(excerpt) = quotes.excerpt(label.place, 110) {
        let marks = format!("{}{}", " ".repeat(excerpt.indent), "^".repeat(excerpt.carets));
        writeln!(out, "<pre>{}\n{marks}</pre>", Escaped(&excerpt.text))?;
    }
    Ok(())
}

fn place(quotes: &Quotes<'_>, label: &Label) -> Option<String> {
    let (name, position) = quotes.position(label.place)?;
    Some(format!("{name}:{}:{}", position.line, position.column))
}
