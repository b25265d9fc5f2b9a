//! Are two answers the same to whoever asked, and to the backend?

use crate::{place, request};
use gatewright_contract::collections::SortedMap;
use gatewright_contract::{Answer, AnswerBackend, AnswerKind, Aspect, HttpRequest};
use std::collections::{BTreeMap, BTreeSet};

/// In what two answers to one request differ; empty where they are the same.
///
/// `refuse` and `respond` of one status are the same to whoever asked. What follows from a difference of kind is not
/// counted again: where only one answer is forwarded, [`Aspect::Answer`] and [`Aspect::Guards`] alone can differ.
/// Complete both with [`complete`] first.
pub fn same(before: &Answer, after: &Answer) -> Vec<Aspect> {
    let mut differences = Vec::new();
    let mut note = |differs: bool, aspect: Aspect| {
        if differs && !differences.contains(&aspect) {
            differences.push(aspect);
        }
    };
    let alike = answered(before.kind) == answered(after.kind);
    note(!alike || before.status != after.status, Aspect::Answer);
    note(alike && location(before) != location(after), Aspect::Answer);
    if alike && before.kind == AnswerKind::Forward {
        note(shares(&before.backends) != shares(&after.backends), Aspect::Backends);
        note(before.upstream_path != after.upstream_path, Aspect::Upstream);
        note(before.upstream_host != after.upstream_host, Aspect::Upstream);
        note(headers(&before.request_headers) != headers(&after.request_headers), Aspect::RequestHeaders);
    }
    note(alike && headers(&before.response_headers) != headers(&after.response_headers), Aspect::ResponseHeaders);
    note(guards(before) != guards(after), Aspect::Guards);
    differences
}

/// An answer with everything said that its request implies: a path and host that nobody changed are those asked for, and
/// headers for scripts of other origins are there only where they mean something.
pub fn complete(mut answer: Answer, asked: &HttpRequest) -> Answer {
    if answer.kind == AnswerKind::Forward {
        answer.status = None;
        answer.upstream_path.get_or_insert_with(|| asked.path.clone());
        answer.upstream_host.get_or_insert_with(|| request::host(asked));
    }
    let cross_origin = request::header(asked, "origin").is_some();
    let preflight = request::preflight(asked);
    answer.response_headers.retain(|name, _| match name.as_str() {
        "access-control-allow-methods" | "access-control-allow-headers" | "access-control-max-age" => preflight,
        "access-control-expose-headers" => cross_origin && !preflight,
        "access-control-allow-origin" | "access-control-allow-credentials" => cross_origin,
        _ => true,
    });
    answer
}

/// What the client can tell apart: a closed rule is an answer.
fn answered(kind: AnswerKind) -> AnswerKind {
    match kind {
        AnswerKind::Refuse | AnswerKind::Respond => AnswerKind::Respond,
        AnswerKind::Forward => AnswerKind::Forward,
        AnswerKind::Redirect => AnswerKind::Redirect,
    }
}

fn location(answer: &Answer) -> Option<String> {
    answer.location.as_deref().map(place::normal)
}

/// Backends that get anything, with weights divided by what all have in common.
fn shares(backends: &[AnswerBackend]) -> BTreeMap<(&str, &str, u16), u64> {
    let mut shares: BTreeMap<(&str, &str, u16), u64> = BTreeMap::new();
    for backend in backends.iter().filter(|backend| backend.weight > 0) {
        *shares.entry((&backend.namespace, &backend.service, backend.port)).or_default() += u64::from(backend.weight);
    }
    let common = shares.values().copied().fold(0, divisor).max(1);
    shares.values_mut().for_each(|weight| *weight /= common);
    shares
}

fn divisor(one: u64, other: u64) -> u64 {
    if other == 0 { one } else { divisor(other, one % other) }
}

/// By lower-case name; lists without the space after their commas.
fn headers(changes: &SortedMap<String, Option<String>>) -> SortedMap<String, Option<String>> {
    let value = |name: &str, value: &str| {
        if !name.starts_with("access-control-") {
            return value.to_owned();
        }
        value.split(',').map(str::trim).collect::<Vec<_>>().join(",").to_ascii_lowercase()
    };
    let entries = changes.iter().map(|(name, text)| (name.to_ascii_lowercase(), text));
    entries.map(|(name, text)| (name.clone(), text.as_deref().map(|text| value(&name, text)))).collect()
}

/// One guard of a kind is as good as another: whom it lets in is not told here.
fn guards(answer: &Answer) -> BTreeSet<&str> {
    answer.guards.iter().map(|guard| guard.kind.as_str()).collect()
}
