//! Rules about replacing the prefix of a path: what is replaced must be one prefix.

use super::listener::exactly_one;
use crate::check::view::View;

/// Of the rule's own filters.
pub(super) fn of_rule(this: View<'_>, member: &str) -> Option<bool> {
    match replaces(this, member)? {
        true => one_prefix(this),
        false => Some(true),
    }
}

/// Of the filters of its backends.
pub(super) fn of_backends(this: View<'_>, member: &str) -> Option<bool> {
    let Some(backends) = this.get("backendRefs") else { return Some(true) };
    match exactly_one(backends, |backend| replaces(backend, member))? {
        true => one_prefix(this),
        false => Some(true),
    }
}

/// Whether exactly one filter replaces a prefix.
fn replaces(this: View<'_>, member: &str) -> Option<bool> {
    let Some(filters) = this.get("filters") else { return Some(false) };
    exactly_one(filters, |filter| match filter.get(member).and_then(|filter| filter.get("path")) {
        Some(path) => Some(path.text_of("type")? == "ReplacePrefixMatch" && path.has("replacePrefixMatch")),
        None => Some(false),
    })
}

fn one_prefix(this: View<'_>) -> Option<bool> {
    let matches = this.get("matches")?;
    let path = matches.item(0).and_then(|first| first.get("path"));
    match (matches.len(), path) {
        (1, Some(path)) => Some(path.text_of("type")? == "PathPrefix"),
        _ => Some(false),
    }
}
