//! How does a person see what became of a request?

use super::traced::Traced;
use crate::terminal::When;
use gatewright_contract::{Answer, AnswerBackend, AnswerKind, Aspect};
use gatewright_core::report::Report;
use std::collections::{BTreeMap, BTreeSet};
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

/// A line of both answers.
struct Row {
    name: String,
    aspect: Aspect,
    before: String,
    after: String,
}

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
        let differs = row.before != row.after && one.differences.contains(&row.aspect);
        let mark = if differs { colour.paint(BAD, "≠") } else { " ".to_owned() };
        let padding = " ".repeat(width - row.before.chars().count());
        let after = if differs { colour.paint(STRONG, &row.after) } else { row.after.clone() };
        writeln!(out, "  {mark} {:names$}  {}{padding}  {after}", row.name, row.before)?;
    }
    for code in &one.announced_by {
        let told =
            report.diagnostics.iter().find(|finding| finding.code == *code).map(|finding| finding.message.as_str());
        writeln!(out, "    {}: {}", colour.paint(WARNING, code), told.unwrap_or_default())?;
    }
    writeln!(out)
}

fn rows(one: &Traced) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut row = |name: &str, aspect: Aspect, of: &dyn Fn(&Answer) -> String| {
        let before = one.before.as_ref().map_or_else(|| "?".to_owned(), of);
        let after = of(&one.after);
        if !(after.is_empty() && (before.is_empty() || before == "?")) {
            let shown = |text: String| if text.is_empty() { "-".to_owned() } else { text };
            rows.push(Row { name: name.to_owned(), aspect, before: shown(before), after: shown(after) });
        }
    };
    row("answer", Aspect::Answer, &answer);
    row("backend", Aspect::Backends, &|answer| backends(&answer.backends));
    row("path", Aspect::Upstream, &|answer| answer.upstream_path.clone().unwrap_or_default());
    row("host", Aspect::Upstream, &|answer| answer.upstream_host.clone().unwrap_or_default());
    row("guards", Aspect::Guards, &guards);
    for name in names(one, |answer| &answer.request_headers) {
        row(&format!("> {name}"), Aspect::RequestHeaders, &|answer| header(&answer.request_headers, &name));
    }
    for name in names(one, |answer| &answer.response_headers) {
        row(&format!("< {name}"), Aspect::ResponseHeaders, &|answer| header(&answer.response_headers, &name));
    }
    rows
}

type Changes = BTreeMap<String, Option<String>>;

fn names(one: &Traced, of: impl Fn(&Answer) -> &Changes) -> BTreeSet<String> {
    one.before.iter().chain([&one.after]).flat_map(|answer| of(answer).keys().cloned()).collect()
}

fn header(changes: &Changes, name: &str) -> String {
    changes.get(name).map_or_else(String::new, |value| value.clone().unwrap_or_else(|| "(removed)".to_owned()))
}

fn answer(answer: &Answer) -> String {
    let status = answer.status.map_or_else(|| "?".to_owned(), |status| status.to_string());
    match answer.kind {
        AnswerKind::Forward => "forwarded".to_owned(),
        AnswerKind::Redirect => format!("{status} to {}", answer.location.as_deref().unwrap_or("?")),
        AnswerKind::Respond => format!("answered {status}"),
        AnswerKind::Refuse => format!("closed: answered {status}"),
    }
}

/// `shop/web:80`, or with shares where there are several: `shop/web:80 90%, shop/next:80 10%`.
fn backends(backends: &[AnswerBackend]) -> String {
    let total: u64 = backends.iter().map(|one| u64::from(one.weight)).sum();
    let named = backends.iter().filter(|one| one.weight > 0 || total == 0).map(|one| {
        let name = format!("{}/{}:{}", one.namespace, one.service, one.port);
        let share = u64::from(one.weight) * 100;
        if share == total * 100 || total == 0 { name } else { format!("{name} {}%", share / total.max(1)) }
    });
    named.collect::<Vec<_>>().join(", ")
}

fn guards(answer: &Answer) -> String {
    let named = answer.guards.iter().map(|guard| match &guard.granted_by {
        Some(by) => format!("{} ({by})", guard.kind),
        None => guard.kind.clone(),
    });
    named.collect::<Vec<_>>().join(", ")
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
