//! Objects as a plugin sees them: values that know which fact they are.

use gatewright_contract::{FactId, Object, ObjectId};
use serde_json::Value;
use std::borrow::Cow;

/// A value and the fact it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told<T> {
    /// The value.
    pub value: T,
    /// The fact.
    pub fact: FactId,
}

impl<T> Told<T> {
    /// The same fact, with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Told<U> {
        Told { value: change(self.value), fact: self.fact }
    }
}

/// The objects of a request.
#[derive(Clone, Copy, Debug)]
pub struct Objects<'r> {
    all: &'r [Object],
}

impl<'r> Objects<'r> {
    /// Those of a request.
    pub fn new(all: &'r [Object]) -> Objects<'r> {
        Objects { all }
    }

    /// Every object of a kind, by namespace and name.
    pub fn of_kind(self, kind: &str) -> impl Iterator<Item = View<'r>> {
        self.all.iter().filter(move |object| object.reference.kind == kind).map(|object| View { object })
    }

    /// Every object.
    pub fn all(self) -> impl Iterator<Item = View<'r>> {
        self.all.iter().map(|object| View { object })
    }
}

/// One object.
#[derive(Clone, Copy, Debug)]
pub struct View<'r> {
    object: &'r Object,
}

impl<'r> View<'r> {
    /// A view of an object.
    pub fn of(object: &'r Object) -> View<'r> {
        View { object }
    }

    /// Its number.
    pub fn id(self) -> ObjectId {
        self.object.id
    }

    /// Its kind.
    pub fn kind(self) -> &'r str {
        &self.object.reference.kind
    }

    /// Its namespace; empty for cluster-scoped objects.
    pub fn namespace(self) -> &'r str {
        self.object.reference.namespace.as_deref().unwrap_or_default()
    }

    /// Its name.
    pub fn name(self) -> &'r str {
        self.object.reference.name.as_deref().unwrap_or_default()
    }

    /// The gateway of an Ingress that the plugin is the source of.
    pub fn gateway(self) -> Option<&'r str> {
        self.object.gateway.as_deref()
    }

    /// Its content.
    pub fn body(self) -> &'r Value {
        &self.object.body
    }

    /// The root of its content.
    pub fn root(self) -> Cursor<'r> {
        Cursor { object: self.object, value: &self.object.body, pointer: String::new() }
    }

    /// The fact at a JSON pointer.
    pub fn fact(self, pointer: &str) -> Option<FactId> {
        self.object.facts.get(pointer).copied()
    }

    /// Every fact of the object.
    pub fn facts(self) -> impl Iterator<Item = (&'r str, FactId)> {
        self.object.facts.iter().map(|(pointer, fact)| (pointer.as_str(), *fact))
    }

    /// The value of an annotation, whoever owns it.
    pub fn annotation_text(self, key: &str) -> Option<&'r str> {
        self.object.body.get("metadata")?.get("annotations")?.get(key)?.as_str()
    }

    /// An annotation that is a fact of the plugin.
    pub fn annotation(self, key: &str) -> Option<Told<&'r str>> {
        let value = self.annotation_text(key)?;
        let fact = self.fact(&format!("/metadata/annotations/{}", escaped(key)))?;
        Some(Told { value, fact })
    }

    /// Every annotation that is a fact of the plugin: key and value.
    pub fn annotations(self) -> impl Iterator<Item = (&'r str, Told<&'r str>)> {
        let all = self.object.body.get("metadata").and_then(|metadata| metadata.get("annotations"));
        let all = all.and_then(Value::as_object).into_iter().flatten();
        all.filter_map(move |(key, _)| Some((key.as_str(), self.annotation(key)?)))
    }

    /// `metadata.creationTimestamp`; RFC 3339 texts in UTC sort by time.
    pub fn created(self) -> Option<&'r str> {
        let text = self.object.body.get("metadata")?.get("creationTimestamp")?.as_str()?;
        (!text.is_empty()).then_some(text)
    }
}

/// A place in an object.
#[derive(Clone, Debug)]
pub struct Cursor<'r> {
    object: &'r Object,
    value: &'r Value,
    pointer: String,
}

impl<'r> Cursor<'r> {
    /// The member of a mapping.
    pub fn get(&self, key: &str) -> Option<Cursor<'r>> {
        let value = self.value.get(key).filter(|value| !value.is_null())?;
        Some(Cursor { object: self.object, value, pointer: below(&self.pointer, &escaped(key)) })
    }

    /// The items of a list.
    pub fn items(&self) -> impl Iterator<Item = Cursor<'r>> + use<'r> {
        let items = self.value.as_array().map(Vec::as_slice).unwrap_or_default();
        let (object, pointer) = (self.object, self.pointer.clone());
        items.iter().enumerate().map(move |(at, value)| Cursor {
            object,
            value,
            pointer: below(&pointer, &at.to_string()),
        })
    }

    /// The members of a mapping.
    pub fn members(&self) -> impl Iterator<Item = (&'r str, Cursor<'r>)> + use<'r> {
        let (object, pointer) = (self.object, self.pointer.clone());
        let members = self.value.as_object().into_iter().flatten();
        members
            .map(move |(key, value)| (key.as_str(), Cursor { object, value, pointer: below(&pointer, &escaped(key)) }))
    }

    /// The value.
    pub fn value(&self) -> &'r Value {
        self.value
    }

    /// The JSON pointer.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The fact, where there is one.
    pub fn fact(&self) -> Option<FactId> {
        self.object.facts.get(&self.pointer).copied()
    }

    /// A text.
    pub fn str(&self) -> Option<&'r str> {
        self.value.as_str()
    }

    /// A text that is a fact.
    pub fn told(&self) -> Option<Told<&'r str>> {
        Some(Told { value: self.str()?, fact: self.fact()? })
    }

    /// A scalar as text, that is a fact: `80`, `true`, `http`.
    pub fn scalar(&self) -> Option<Told<String>> {
        let value = match self.value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Bool(value) => value.to_string(),
            Value::Null | Value::Array(_) | Value::Object(_) => return None,
        };
        Some(Told { value, fact: self.fact()? })
    }

    /// A list of texts, that is one fact.
    pub fn texts(&self) -> Option<Told<Vec<&'r str>>> {
        let items = self.value.as_array()?;
        Some(Told { value: items.iter().filter_map(Value::as_str).collect(), fact: self.fact()? })
    }
}

/// A key as a segment of a JSON pointer.
pub fn escaped(key: &str) -> Cow<'_, str> {
    if key.contains(['~', '/']) { Cow::Owned(key.replace('~', "~0").replace('/', "~1")) } else { Cow::Borrowed(key) }
}

/// A pointer and one more segment.
fn below(pointer: &str, segment: &str) -> String {
    let mut longer = String::with_capacity(pointer.len() + segment.len() + 1);
    longer.push_str(pointer);
    longer.push('/');
    longer.push_str(segment);
    longer
}
