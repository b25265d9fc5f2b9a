//! Does a value fit its schema, member by member?

use super::Violation;
use super::broken::Broken;
use super::metadata::quote;
use super::path::Path;
use super::rules;
use super::schema::{Dict, Int, List, Object, Presence, Schema, Shape, Text};
use super::unique::{FEW, twins};
use super::view::{View, same};
use crate::emit::{Key, Manifest, Node, Value};
use gatewright_contract::collections::Arrange;

/// One reading of one object.
#[derive(Default)]
pub(super) struct Walk {
    /// What is wrong.
    pub(super) found: Vec<Violation>,
    /// How much of it is wrong with single values; rules look only at values whose parts are sound.
    unsound: usize,
}

impl Walk {
    /// A whole object.
    pub(super) fn object(&mut self, manifest: &Manifest, schema: &'static Schema) {
        self.identity(manifest);
        self.value(&manifest.root, schema, &Path::Root);
    }

    /// Keeps something that is wrong.
    pub(super) fn report(&mut self, path: &Path<'_>, rule: Broken, message: String) {
        if !matches!(rule, Broken::Rule(_)) {
            self.unsound += 1;
        }
        self.found.push(Violation { pointer: path.pointer(), rule, message });
    }

    fn value(&mut self, node: &Node, schema: &'static Schema, path: &Path<'_>) {
        let before = self.unsound;
        match (&schema.shape, &node.value) {
            (Shape::Text(limits), Value::Str(text)) => self.text(limits, text, path),
            (Shape::Int(limits), Value::Int(number)) => self.int(limits, *number, path),
            (Shape::List(list), Value::List(items)) => self.list(list, items, path),
            (Shape::Object(object), Value::Map(entries)) => self.fields(object, entries, path),
            (Shape::Dict(dict), Value::Map(entries)) => self.dict(dict, entries, path),
            (Shape::Metadata, Value::Map(entries)) => self.metadata(entries, path),
            (Shape::Bool, Value::Bool(_)) | (Shape::IntOrText, Value::Int(_) | Value::Str(_)) | (Shape::Any, _) => {}
            (shape, value) => {
                let message = format!("this is {}, where {} belongs", what(value), shape.name());
                self.report(path, Broken::Type, message);
            }
        }
        if self.unsound == before {
            self.whole(node, schema, path);
        }
    }

    /// What is asked of a value whose parts are sound.
    fn whole(&mut self, node: &Node, schema: &'static Schema, path: &Path<'_>) {
        let before = self.unsound;
        let view = View::new(node, schema);
        if let Shape::List(list) = &schema.shape {
            for (earlier, later) in twins(list, view) {
                let message = format!("this item repeats item {earlier}");
                self.report(&Path::Item(path, later), Broken::Unique, message);
            }
        }
        if !schema.conditions.iter().all(|condition| condition.holds(view)) {
            self.report(path, Broken::Condition, "the values here do not fit each other".to_owned());
        }
        if self.unsound > before {
            return;
        }
        for rule in schema.rules {
            if !rules::holds(*rule, view) {
                self.report(path, Broken::Rule(*rule), rules::says(*rule).to_owned());
            }
        }
    }

    fn text(&mut self, limits: &Text, text: &str, path: &Path<'_>) {
        if !limits.length.hold_length(text) {
            let (min, max, length) = (limits.length.min, limits.length.max, text.chars().count());
            let message = format!("{} has {length} characters, where {min} to {max} are allowed", quote(text));
            self.report(path, Broken::Length, message);
        }
        if let Some(pattern) = limits.pattern
            && !pattern.matches(text)
        {
            self.report(path, Broken::Pattern(pattern), format!("{} is not {}", quote(text), pattern.says()));
        }
        if let Some(format) = limits.format
            && !format.holds(text)
        {
            self.report(path, Broken::Format, format!("{} is not {}", quote(text), format.says()));
        }
        if !limits.values.is_empty() && !limits.values.contains(&text) {
            let message = format!("{} is none of {}", quote(text), limits.values.join(", "));
            self.report(path, Broken::Listed, message);
        }
    }

    fn int(&mut self, limits: &Int, number: i64, path: &Path<'_>) {
        if !(limits.min..=limits.max).contains(&number) {
            let message = format!("{number} is outside {} to {}", limits.min, limits.max);
            self.report(path, Broken::Range, message);
        }
        if !limits.values.is_empty() && !limits.values.contains(&number) {
            let values: Vec<String> = limits.values.iter().map(i64::to_string).collect();
            self.report(path, Broken::Listed, format!("{number} is none of {}", values.join(", ")));
        }
    }

    fn list(&mut self, list: &List, items: &[Node], path: &Path<'_>) {
        if !list.count.hold(items.len()) {
            let (min, max) = (list.count.min, list.count.max);
            let message = format!("{} items, where {min} to {max} are allowed", items.len());
            self.report(path, Broken::Count, message);
        }
        for (index, item) in items.iter().enumerate() {
            self.value(item, list.items, &Path::Item(path, index));
        }
    }

    fn fields(&mut self, object: &Object, entries: &[(Key, Node)], path: &Path<'_>) {
        let mut seen = 0_u64;
        for (key, node) in entries {
            let at = Path::Field(path, key);
            let Some(index) = object.fields.iter().position(|field| same(field.name, key)) else {
                self.report(&at, Broken::Unknown, format!("there is no `{key}` here in this release and channel"));
                continue;
            };
            if seen & (1 << index) != 0 {
                self.again(key, path);
            }
            seen |= 1 << index;
            if let Some(field) = object.fields.get(index) {
                self.value(node, field.schema, &at);
            }
        }
        for (index, field) in object.fields.iter().enumerate() {
            if matches!(field.presence, Presence::Required) && seen & (1 << index) == 0 {
                self.report(path, Broken::Missing, format!("`{}` is missing", field.name));
            }
        }
        if !object.count.hold(entries.len()) {
            let (min, max) = (object.count.min, object.count.max);
            let message = format!("{} members, where {min} to {max} are allowed", entries.len());
            self.report(path, Broken::Count, message);
        }
    }

    fn dict(&mut self, dict: &Dict, entries: &[(Key, Node)], path: &Path<'_>) {
        if !dict.count.hold(entries.len()) {
            let (min, max) = (dict.count.min, dict.count.max);
            let message = format!("{} entries, where {min} to {max} are allowed", entries.len());
            self.report(path, Broken::Count, message);
        }
        self.repeated(entries, path);
        for (key, node) in entries {
            self.value(node, dict.values, &Path::Field(path, key));
        }
    }

    /// Keys of the user's that are there twice.
    pub(super) fn repeated(&mut self, entries: &[(Key, Node)], path: &Path<'_>) {
        if entries.len() > FEW {
            let mut keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_ref()).collect();
            keys.arrange();
            for (key, _) in keys.iter().zip(keys.iter().skip(1)).filter(|(key, next)| key == next) {
                self.again(key, path);
            }
            return;
        }
        for (index, (key, _)) in entries.iter().enumerate() {
            if entries.iter().take(index).any(|(other, _)| same(other, key)) {
                self.again(key, path);
            }
        }
    }

    fn again(&mut self, key: &str, path: &Path<'_>) {
        self.report(&Path::Field(path, key), Broken::Repeated, format!("`{key}` is there twice"));
    }
}

impl Shape {
    fn name(&self) -> &'static str {
        match self {
            Shape::Text(_) => "a text",
            Shape::Int(_) => "a whole number",
            Shape::Bool => "true or false",
            Shape::List(_) => "a list",
            Shape::Object(_) | Shape::Dict(_) | Shape::Metadata => "a mapping",
            Shape::IntOrText => "a whole number or a text",
            Shape::Any => "anything",
        }
    }
}

/// What a value is, for a person.
pub(super) fn what(value: &Value) -> &'static str {
    match value {
        Value::Str(_) => "a text",
        Value::Int(_) => "a whole number",
        Value::Bool(_) => "true or false",
        Value::List(_) => "a list",
        Value::Map(_) => "a mapping",
    }
}
