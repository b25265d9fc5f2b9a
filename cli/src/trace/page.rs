//! How does a person see what became of a request?

use crate::terminal::When;
use gatewright_core::report::Report;
use gatewright_verify::{Traced, rows};
use std::fmt::Write;
use std::io::IsTerminal;

/// Whether the text has colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Colour {
    Ansi,
    Plain,
}

pub(crate) const STRONG: &str = "1";
pub(crate) const GOOD: &str = "32";
pub(crate) const BAD: &str = "1;31";
pub(crate) const WARNING: &str = "1;33";
pub(crate) const QUIET: &str = "2";

/// A block for each request, and a line that counts them.
pub(crate) fn text(traced: &[Traced], report: &Report, colour: Colour) -> String {
    let mut out = String::new();
    for one in traced {
        // Writing to a String does not fail.
        let _ = block(one, report, colour, &mut out);
    }
    out.push_str(&closing(traced));
    out
}

/// One request, line by line.
pub(crate) fn block(one: &Traced, report: &Report, colour: Colour, out: &mut String) -> std::fmt::Result {
    let request = &one.request;
    let line = format!("{} {}://{}{}", request.method, request.scheme, request.host, request.path);
    let verdict = match one.same {
        Some(true) => colour.paint(GOOD, "same"),
        Some(false) if one.announced_by.is_empty() => colour.paint(BAD, "differs, and no finding says so"),
        Some(false) => colour.paint(WARNING, "differs, as announced"),
        None => colour.paint(WARNING, "not checked: what was answered before is not known"),
    };
    writeln!(out, "{}  {verdict}", colour.paint(STRONG, &line))?;
    for (name, value) in &request.headers {
        writeln!(out, "  {}", colour.paint(QUIET, &format!("{name}: {value}")))?;
    }
    let rows = rows(one);
    let names = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or_default();
    let width = rows.iter().map(|row| row.before.chars().count()).max().unwrap_or_default().max("before".len());
    writeln!(out, "    {}", colour.paint(QUIET, &format!("{:names$}  {:width$}  now", "", "before")))?;
    for row in &rows {
        let mark = if row.differs { colour.paint(BAD, "≠") } else { " ".to_owned() };
        let padding = " ".repeat(width - row.before.chars().count());
        let after = if row.differs { colour.paint(STRONG, &row.after) } else { row.after.clone() };
        writeln!(out, "  {mark} {:names$}  {}{padding}  {after}", row.name, row.before)?;
    }
    for code in &one.announced_by {
        let told =
            report.diagnostics.iter().find(|finding| finding.code == *code).map(|finding| finding.message.as_str());
        writeln!(out, "    {}: {}", colour.paint(WARNING, code), told.unwrap_or_default())?;
    }
    writeln!(out)
}

fn closing(traced: &[Traced]) -> String {
    let count = |wanted: &dyn Fn(&Traced) -> bool| traced.iter().filter(|one| wanted(one)).count();
    let parts = [
        (count(&|one| one.same == Some(true)), "the same"),
        (count(&|one| one.same == Some(false) && !one.announced_by.is_empty()), "different as announced"),
        (count(&|one| one.same == Some(false) && one.announced_by.is_empty()), "different without a finding"),
        (count(&|one| one.same.is_none()), "not checked"),
    ];
    let parts = parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
    let requests = if traced.len() == 1 { "request" } else { "requests" };
    let parts: Vec<String> = parts.collect();
    let told = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) };
    format!("{} {requests}{told}\n", traced.len())
}

impl Colour {
    /// As the user chose.
    pub(crate) fn of(when: When) -> Colour {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let on = match when {
            When::Auto => std::io::stdout().is_terminal() && !plain,
            When::Always => true,
            When::Never => false,
        };
        if on { Colour::Ansi } else { Colour::Plain }
    }

    /// A text in a colour.
    pub(crate) fn paint(self, code: &str, text: &str) -> String {
        match self {
            Colour::Ansi => format!("\x1b[{code}m{text}\x1b[0m"),
            Colour::Plain => text.to_owned(),
        }
    }
}
