//! What does the second opinion say of an object?
//!
//! It goes the way of the API server: defaults are added, single values are looked at, and only where these are sound
//! the expressions.

use super::expression::Expressions;
use super::structure;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// What it says.
#[derive(Debug, Default)]
pub(super) struct Opinion {
    /// What is wrong with single values.
    pub(super) structure: Vec<String>,
    /// Which rules do not hold: pointers, and names of rules.
    pub(super) rules: BTreeSet<(String, String)>,
}

impl Opinion {
    /// Whether it accepts the object.
    pub(super) fn accepts(&self) -> bool {
        self.structure.is_empty() && self.rules.is_empty()
    }

    /// What both say together.
    pub(super) fn and(mut self, other: Opinion) -> Opinion {
        self.structure.extend(other.structure);
        self.rules.extend(other.rules);
        self
    }

    /// A refusal.
    pub(super) fn refused(why: &str) -> Opinion {
        Opinion { structure: vec![why.to_owned()], rules: BTreeSet::new() }
    }

    /// Of an object, by the schema of its kind.
    pub(super) fn of(object: &Value, schema: &Value, expressions: &mut Expressions) -> Opinion {
        let mut object = object.clone();
        add_defaults(&mut object, schema);
        let mut opinion = Opinion { structure: structure::faults(&object, schema), rules: BTreeSet::new() };
        if opinion.structure.is_empty() {
            opinion.apply((&object, schema), &mut String::new(), expressions);
        }
        opinion
    }

    fn apply(&mut self, (value, schema): (&Value, &Value), pointer: &mut String, expressions: &mut Expressions) {
        let broken = expressions.broken(value, schema);
        self.rules.extend(broken.into_iter().map(|rule| (pointer.clone(), rule)));
        let length = pointer.len();
        for (key, value) in value.as_object().into_iter().flatten() {
            if let Some(schema) = member(schema, key) {
                pointer.push_str(&format!("/{}", key.replace('~', "~0").replace('/', "~1")));
                self.apply((value, schema), pointer, expressions);
                pointer.truncate(length);
            }
        }
        for (index, value) in value.as_array().into_iter().flatten().enumerate() {
            pointer.push_str(&format!("/{index}"));
            self.apply((value, &schema["items"]), pointer, expressions);
            pointer.truncate(length);
        }
    }
}

/// The schema of a mapping's member.
pub(super) fn member<'a>(schema: &'a Value, key: &str) -> Option<&'a Value> {
    schema["properties"].get(key).or_else(|| schema.get("additionalProperties"))
}

fn add_defaults(value: &mut Value, schema: &Value) {
    match value {
        Value::Object(entries) => {
            for (name, part) in schema["properties"].as_object().unwrap_or(&Map::new()) {
                if let (Some(default), None) = (part.get("default"), entries.get(name)) {
                    entries.insert(name.clone(), default.clone());
                }
            }
            for (name, value) in entries {
                if let Some(part) = member(schema, name) {
                    add_defaults(value, part);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| add_defaults(item, &schema["items"])),
        Value::String(_) | Value::Number(_) | Value::Bool(_) | Value::Null => {}
    }
}
