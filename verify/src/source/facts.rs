//! Which settings does an object have?

use gatewright_contract::{FactId, Object};
use serde_json::Value;

/// Numbers the settings of objects: every scalar is one, and so is every list of scalars.
pub(super) fn number(objects: &mut [Object]) {
    let mut next = 0;
    for object in objects {
        let mut pointers = Vec::new();
        collect(&object.body, &mut String::new(), &mut pointers);
        for pointer in pointers {
            object.facts.insert(pointer, FactId(next));
            next += 1;
        }
    }
}

fn collect(value: &Value, pointer: &mut String, found: &mut Vec<String>) {
    let here = pointer.len();
    let below = |step: &str, value: &Value, pointer: &mut String, found: &mut Vec<String>| {
        pointer.push('/');
        pointer.push_str(&step.replace('~', "~0").replace('/', "~1"));
        collect(value, pointer, found);
        pointer.truncate(here);
    };
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => found.push(pointer.clone()),
        Value::Array(items) if !items.iter().any(|item| item.is_object() || item.is_array()) => {
            found.push(pointer.clone());
        }
        Value::Array(items) => {
            (0..).zip(items).for_each(|(at, item): (usize, _)| below(&at.to_string(), item, pointer, found));
        }
        Value::Object(members) => members.iter().for_each(|(key, value)| below(key, value, pointer, found)),
    }
}
