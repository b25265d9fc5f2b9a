//! What do header modifiers change?

use super::format;
use crate::tree::{list, text, texts};
use gatewright_contract::HttpRequest;
use gatewright_contract::collections::SortedMap;
use serde_json::Value;

/// Changes by lower-case name; `None` is removed.
pub(super) type Changes = SortedMap<String, Option<String>>;

/// Adds what `{set, add, remove}` does to headers, which had these values before. A value that is not known is not told.
pub(super) fn change<'a>(
    modifier: &Value,
    (asked, was): (&HttpRequest, impl Fn(&str) -> Option<&'a str>),
    changes: &mut Changes,
) {
    for name in texts(&modifier["remove"]) {
        changes.insert(name.to_ascii_lowercase(), None);
    }
    for (name, value) in pairs(&modifier["set"], asked) {
        changes.insert(name, Some(value));
    }
    for (name, value) in pairs(&modifier["add"], asked) {
        let held = match changes.get(&name) {
            Some(changed) => changed.clone(),
            None => was(&name).map(str::to_owned),
        };
        let value = held.map_or_else(|| value.clone(), |held| format!("{held},{value}"));
        changes.insert(name, Some(value));
    }
}

/// Reads the values that a route's filters set and add: letter by letter, or as pieces where a request fills some in.
pub(super) fn unformat(route: &mut Value) {
    match route {
        Value::Object(members) => {
            for (name, member) in members {
                let changes = matches!(name.as_str(), "requestHeaderModifier" | "responseHeaderModifier");
                if changes { plain(member) } else { unformat(member) }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(unformat),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn plain(modifier: &mut Value) {
    for change in ["set", "add"] {
        let pairs = modifier.get_mut(change).and_then(Value::as_array_mut);
        for value in pairs.into_iter().flatten().filter_map(|pair| pair.get_mut("value")) {
            if let Value::String(text) = value {
                *value = format::read(text);
            }
        }
    }
}

fn pairs(value: &Value, asked: &HttpRequest) -> impl Iterator<Item = (String, String)> {
    list(value).iter().filter_map(|pair| {
        let name = text(&pair["name"])?.to_ascii_lowercase();
        Some((name, format::value(&pair["value"], asked)?))
    })
}
