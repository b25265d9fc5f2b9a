//! Requests that the controller's ConfigMap keeps out everywhere, by what they say of themselves.

use super::condition::any;
use crate::settings::Settings;
use gatewright_plugin_sdk::contract::{Anchoring, Atom, Dialect, Expr, FactId, Regex, StringMatch};

/// The requests, and the entries that name them; none where there are no such entries.
pub(super) fn blocked(settings: &Settings) -> Option<(Expr, Vec<FactId>)> {
    let mut parts = Vec::new();
    let mut facts = Vec::new();
    for (entry, header) in [("block-user-agents", "User-Agent"), ("block-referers", "Referer")] {
        let Some(told) = settings.entry(entry).filter(|told| !told.value.trim().is_empty()) else { continue };
        facts.push(told.fact);
        for word in told.value.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            let value = match word.strip_prefix('~') {
                Some(pattern) => StringMatch::Regex(Regex {
                    pattern: pattern.trim_start_matches('*').to_owned(),
                    dialect: Dialect::Pcre,
                    anchoring: Anchoring::Search,
                    ignore_case: pattern.starts_with('*'),
                }),
                None => StringMatch::Exact(word.to_owned()),
            };
            parts.push(Expr::Is(Atom::Header { name: header.to_owned(), value }));
        }
    }
    (!parts.is_empty()).then(|| (any(parts), facts))
}
