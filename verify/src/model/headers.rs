//! What do header modifiers change?

use crate::tree::{list, text, texts};
use serde_json::Value;
use std::collections::BTreeMap;

/// Changes by lower-case name; `None` is removed.
pub(super) type Changes = BTreeMap<String, Option<String>>;

/// Adds what `{set, add, remove}` does to headers, which had these values before.
pub(super) fn change<'a>(modifier: &Value, was: impl Fn(&str) -> Option<&'a str>, changes: &mut Changes) {
    for name in texts(&modifier["remove"]) {
        changes.insert(name.to_ascii_lowercase(), None);
    }
    for (name, value) in pairs(&modifier["set"]) {
        changes.insert(name, Some(value.to_owned()));
    }
    for (name, value) in pairs(&modifier["add"]) {
        let held = match changes.get(&name) {
            Some(changed) => changed.clone(),
            None => was(&name).map(str::to_owned),
        };
        let value = held.map_or_else(|| value.to_owned(), |held| format!("{held},{value}"));
        changes.insert(name, Some(value));
    }
}

fn pairs(value: &Value) -> impl Iterator<Item = (String, &str)> {
    list(value)
        .iter()
        .filter_map(|pair| Some((text(&pair["name"])?.to_ascii_lowercase(), text(&pair["value"]).unwrap_or_default())))
}
