//! What do both answers to a request say, line by line?

use crate::Traced;
use gatewright_contract::collections::SortedMap;
use gatewright_contract::{Answer, AnswerBackend, AnswerKind, Aspect};
use serde::Serialize;
use std::collections::BTreeSet;

/// A line of both answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// What it is about: `rule`, `answer`, `backend`, `path`, `host`, `guards`, `> header sent on`, `< header sent back`.
    pub name: String,
    /// Before; `?` where that is not known.
    pub before: String,
    /// Now.
    pub after: String,
    /// Whether that is a difference to somebody.
    pub differs: bool,
}

/// What both answers say, line by line. What neither says has no line.
pub fn rows(one: &Traced) -> Vec<Row> {
    let mut rows = Vec::new();
    let decided = |by: &Option<String>| shown(by.as_deref().unwrap_or_default());
    if one.decided_by.before.is_some() || one.decided_by.after.is_some() {
        let (before, after) = (decided(&one.decided_by.before), decided(&one.decided_by.after));
        rows.push(Row { name: "rule".to_owned(), before, after, differs: false });
    }
    let mut row = |name: &str, aspect: Aspect, of: &dyn Fn(&Answer) -> String| {
        let before = one.before.as_ref().map_or_else(|| "?".to_owned(), of);
        let after = of(&one.after);
        if !(after.is_empty() && (before.is_empty() || before == "?")) {
            let differs = before != after && one.differences.contains(&aspect);
            rows.push(Row { name: shown(name), before: shown(&before), after: shown(&after), differs });
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

/// A text of manifests or of a plugin as a terminal may have it: what would steer it or turn the direction is spelled out.
fn shown(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}')
    };
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if steers(c) { out.extend(c.escape_unicode()) } else { out.push(c) }
    }
    if out.is_empty() { "-".to_owned() } else { out }
}

type Changes = SortedMap<String, Option<String>>;

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

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn nothing_steers_a_terminal() {
        assert_eq!(shown("location /a\u{1b}[31m of Ingress\u{202e} x"), "location /a\\u{1b}[31m of Ingress\\u{202e} x");
        assert_eq!(shown(""), "-");
    }
}
