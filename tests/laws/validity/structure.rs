//! Does an object have the structure its schema asks for?

use super::opinion::member;
use regex::Regex;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::net::IpAddr;

/// What is wrong with single values.
pub(super) fn faults(object: &Value, schema: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for name in ["apiVersion", "kind", "metadata"] {
        require(object.get(name).is_some(), "/", name, &mut found);
    }
    for (name, value) in object.as_object().into_iter().flatten() {
        let place = format!("/{name}");
        match name.as_str() {
            "metadata" => metadata(value, &mut found),
            _ => match member(schema, name) {
                Some(schema) => value_faults(value, schema, &place, &mut found),
                None => found.push(format!("{place}: unknown")),
            },
        }
    }
    required(object, schema, "/", &mut found);
    found
}

fn value_faults(value: &Value, schema: &Value, place: &str, found: &mut Vec<String>) {
    let kind = schema["type"].as_str();
    let fits = match (kind, value) {
        (Some("string"), Value::String(_)) | (Some("boolean"), Value::Bool(_)) => true,
        (Some("integer" | "number"), Value::Number(number)) => number.is_i64(),
        (Some("array"), Value::Array(_)) | (Some("object"), Value::Object(_)) => true,
        (None, _) => true,
        (Some(_), _) => false,
    };
    require(fits, place, "type", found);
    if !fits {
        return;
    }
    if let Some(allowed) = schema["enum"].as_array() {
        require(allowed.contains(value), place, "enum", found);
    }
    match value {
        Value::String(text) => text_faults(text, schema, place, found),
        Value::Number(number) => {
            let number = number.as_i64().unwrap();
            require(schema["minimum"].as_i64().is_none_or(|min| number >= min), place, "minimum", found);
            require(schema["maximum"].as_i64().is_none_or(|max| number <= max), place, "maximum", found);
            require(schema["format"] != "int32" || i32::try_from(number).is_ok(), place, "int32", found);
        }
        Value::Array(items) => {
            count(items.len(), (&schema["minItems"], &schema["maxItems"]), place, found);
            unique(items, schema, place, found);
            if let Some(schema) = schema.get("items") {
                let items = items.iter().enumerate();
                items.for_each(|(index, item)| value_faults(item, schema, &format!("{place}/{index}"), found));
            }
        }
        Value::Object(entries) => {
            count(entries.len(), (&schema["minProperties"], &schema["maxProperties"]), place, found);
            required(value, schema, place, found);
            for (name, value) in entries {
                match member(schema, name) {
                    Some(schema) => value_faults(value, schema, &format!("{place}/{name}"), found),
                    None => require(kind.is_none(), place, name, found),
                }
            }
        }
        Value::Bool(_) | Value::Null => {}
    }
    combinations(value, schema, place, found);
}

fn text_faults(text: &str, schema: &Value, place: &str, found: &mut Vec<String>) {
    count(text.chars().count(), (&schema["minLength"], &schema["maxLength"]), place, found);
    if let Some(pattern) = schema["pattern"].as_str() {
        require(is_match(pattern, text), place, pattern, found);
    }
    match schema["format"].as_str() {
        Some("ipv4") => require(text.parse::<IpAddr>().is_ok() && text.contains('.'), place, "ipv4", found),
        Some("ipv6") => require(text.parse::<IpAddr>().is_ok() && text.contains(':'), place, "ipv6", found),
        Some(other) => panic!("{place}: format {other}"),
        None => {}
    }
}

/// Schemas inside combinations have no type; what they do not name, they allow.
fn combinations(value: &Value, schema: &Value, place: &str, found: &mut Vec<String>) {
    let passes = |schema: &Value| {
        let mut faults = Vec::new();
        value_faults(value, schema, place, &mut faults);
        faults.is_empty()
    };
    let parts = |name: &str| schema[name].as_array().map(|parts| parts.iter().filter(|part| passes(part)).count());
    let all = schema["allOf"].as_array().map(Vec::len);
    require(parts("allOf") == all, place, "allOf", found);
    require(parts("anyOf").is_none_or(|count| count > 0), place, "anyOf", found);
    require(parts("oneOf").is_none_or(|count| count == 1), place, "oneOf", found);
    require(schema.get("not").is_none_or(|part| !passes(part)), place, "not", found);
}

fn unique(items: &[Value], schema: &Value, place: &str, found: &mut Vec<String>) {
    let keys = schema["x-kubernetes-list-map-keys"].as_array();
    let identity = |item: &Value| match keys {
        Some(keys) => keys.iter().map(|key| item.get(key.as_str().unwrap()).cloned()).collect(),
        None => vec![Some(item.clone())],
    };
    if matches!(schema["x-kubernetes-list-type"].as_str(), Some("set" | "map")) {
        let identities: Vec<_> = items.iter().map(identity).collect();
        let distinct = (0..items.len()).all(|index| !identities[..index].contains(&identities[index]));
        require(distinct, place, "duplicate", found);
    }
}

fn required(value: &Value, schema: &Value, place: &str, found: &mut Vec<String>) {
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        require(value.get(name).is_some(), place, name, found);
    }
}

fn count(number: usize, (min, max): (&Value, &Value), place: &str, found: &mut Vec<String>) {
    let number = number as u64;
    let fits = min.as_u64().is_none_or(|min| number >= min) && max.as_u64().is_none_or(|max| number <= max);
    require(fits, place, "length", found);
}

/// What Kubernetes asks of the metadata of any object, as far as manifests of the engine have it.
fn metadata(value: &Value, found: &mut Vec<String>) {
    let subdomain = r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";
    let word = r"^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$";
    let text = |value: &Value, fits: &dyn Fn(&str) -> bool| value.as_str().is_some_and(fits);
    let key = |key: &str| {
        let (prefix, name) = key.split_once('/').map_or((None, key), |(prefix, name)| (Some(prefix), name));
        let prefix = prefix.is_none_or(|prefix| prefix.len() <= 253 && is_match(subdomain, prefix));
        prefix && name.len() <= 63 && is_match(word, name)
    };
    require(value.get("name").is_some(), "/metadata", "name", found);
    for (name, value) in value.as_object().into_iter().flatten() {
        let fits = match (name.as_str(), value) {
            ("name", value) => text(value, &|name| name.len() <= 253 && is_match(subdomain, name)),
            ("namespace", value) => {
                text(value, &|name| name.len() <= 63 && is_match("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", name))
            }
            ("labels", Value::Object(labels)) => labels.iter().all(|(name, value)| {
                key(name) && text(value, &|value| value.is_empty() || value.len() <= 63 && is_match(word, value))
            }),
            ("annotations", Value::Object(annotations)) => {
                let size = |(name, value): (&String, &Value)| name.len() + value.as_str().map_or(0, str::len);
                annotations.iter().all(|(name, value)| key(&name.to_lowercase()) && value.is_string())
                    && annotations.iter().map(size).sum::<usize>() <= 256 * 1024
            }
            _ => false,
        };
        require(fits, "/metadata", name, found);
    }
    require(value.is_object(), "/metadata", "type", found);
}

fn require(holds: bool, place: &str, what: &str, found: &mut Vec<String>) {
    if !holds {
        found.push(format!("{place}: {what}"));
    }
}

fn is_match(pattern: &str, text: &str) -> bool {
    thread_local!(static KNOWN: RefCell<BTreeMap<String, Regex>> = const { RefCell::new(BTreeMap::new()) });
    KNOWN.with_borrow_mut(|known| {
        let regex = known.entry(pattern.to_owned()).or_insert_with(|| Regex::new(pattern).unwrap());
        regex.is_match(text)
    })
}
