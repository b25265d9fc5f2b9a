//! An output object: an ordered tree whose nodes know the facts they came from.

use gatewright_contract::FactId;
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// A mapping's key.
pub type Key = Cow<'static, str>;

/// One object to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// `gateway.networking.k8s.io/v1`.
    pub api_version: &'static str,
    /// `HTTPRoute`.
    pub kind: &'static str,
    /// Namespace, as decided.
    pub namespace: String,
    /// Name.
    pub name: String,
    /// What it was made from, for a person: `Ingress shop/web`.
    pub origin: String,
    /// The object, from `apiVersion` down.
    pub root: Node,
}

/// A value and the facts it came from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Sorted; empty where the parent's facts say all.
    pub facts: Box<[FactId]>,
}

/// A value. There is no null: what is absent is not printed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// A text.
    Str(Key),
    /// A whole number.
    Int(i64),
    /// True or false.
    Bool(bool),
    /// A sequence.
    List(Box<[Node]>),
    /// A mapping, in the order it is printed.
    Map(Box<[(Key, Node)]>),
}

impl Node {
    /// A text.
    pub fn str(text: impl Into<Key>) -> Node {
        Value::Str(text.into()).into()
    }

    /// A whole number.
    pub fn int(number: impl Into<i64>) -> Node {
        Value::Int(number.into()).into()
    }

    /// True or false.
    pub fn bool(value: bool) -> Node {
        Value::Bool(value).into()
    }

    /// A sequence.
    pub fn list(items: impl IntoIterator<Item = Node>) -> Node {
        Value::List(items.into_iter().collect()).into()
    }

    /// A mapping, in the order it is printed.
    pub fn map(entries: impl IntoIterator<Item = (&'static str, Node)>) -> Node {
        Value::Map(entries.into_iter().map(|(key, node)| (Key::Borrowed(key), node)).collect()).into()
    }

    /// The same value, with facts.
    #[must_use]
    pub fn because(mut self, facts: &[FactId]) -> Node {
        let mut all = Vec::with_capacity(self.facts.len() + facts.len());
        all.extend_from_slice(&self.facts);
        all.extend_from_slice(facts);
        FactId::arrange(&mut all);
        self.facts = all.into_boxed_slice();
        self
    }

    /// The member of a mapping.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.value {
            Value::Map(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, node)| node),
            Value::Str(_) | Value::Int(_) | Value::Bool(_) | Value::List(_) => None,
        }
    }
}

/// The value alone.
impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.value {
            Value::Str(text) => serializer.serialize_str(text),
            Value::Int(number) => serializer.serialize_i64(*number),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::List(items) => serializer.collect_seq(items),
            Value::Map(entries) => serializer.collect_map(entries.iter().map(|(key, node)| (key, node))),
        }
    }
}

impl From<Value> for Node {
    fn from(value: Value) -> Node {
        Node { value, facts: Box::default() }
    }
}
