//! Objects as plugins see them: JSON without what the API server keeps for itself, and of Secrets only the shape.

use super::secret;
use crate::yaml::{Kind, NodeId, Tree, Typed};
use serde_json::{Map, Number, Value};

/// Members that change without anybody's doing.
const LEFT_OUT: [&str; 2] = ["managedFields", "kubectl.kubernetes.io/last-applied-configuration"];

/// The content of an object.
pub(super) fn body(tree: &Tree<'_>, node: NodeId, kind: &str) -> Value {
    if kind == "Secret" {
        return secret::shape(tree, node);
    }
    let entries = tree.entries(node).map(|(key, value)| (tree.key(key), value)).filter(|(key, _)| *key != "status");
    let members = entries.map(|(key, value)| {
        let value = if key == "metadata" { metadata(tree, value) } else { json(tree, value) };
        (key.to_owned(), value)
    });
    Value::Object(members.collect())
}

/// Metadata; values of annotations and labels are texts whatever they look like.
pub(super) fn metadata(tree: &Tree<'_>, node: NodeId) -> Value {
    let mut members = Map::new();
    for (key, value) in tree.entries(node) {
        let key = tree.key(key);
        if LEFT_OUT.contains(&key) {
            continue;
        }
        let value = match key {
            "annotations" | "labels" => texts(tree, value),
            "name" | "namespace" | "creationTimestamp" => text(tree, value),
            _ => json(tree, value),
        };
        members.insert(key.to_owned(), value);
    }
    Value::Object(members)
}

fn texts(tree: &Tree<'_>, node: NodeId) -> Value {
    let entries = tree.entries(node).filter(|(key, _)| !LEFT_OUT.contains(&tree.key(*key)));
    Value::Object(entries.map(|(key, value)| (tree.key(key).to_owned(), text(tree, value))).collect())
}

fn text(tree: &Tree<'_>, node: NodeId) -> Value {
    tree.scalar(node).map_or(Value::Null, |scalar| Value::String(scalar.text.to_owned()))
}

/// A node as JSON.
fn json(tree: &Tree<'_>, node: NodeId) -> Value {
    match tree.kind(node) {
        Kind::Scalar => match tree.typed(node) {
            Some(Typed::Text(text)) => Value::String(text.to_owned()),
            Some(Typed::Int(number)) => Value::Number(number.into()),
            Some(Typed::Bool(value)) => Value::Bool(value),
            Some(Typed::Number) => number(tree, node),
            Some(Typed::Null) | None => Value::Null,
        },
        Kind::Sequence => Value::Array(tree.items(node).map(|item| json(tree, item)).collect()),
        Kind::Mapping => Value::Object(
            tree.entries(node).map(|(key, value)| (tree.key(key).to_owned(), json(tree, value))).collect(),
        ),
    }
}

/// A number that is no whole one, or larger than any.
fn number(tree: &Tree<'_>, node: NodeId) -> Value {
    let text = tree.scalar(node).map(|scalar| scalar.text).unwrap_or_default();
    text.parse().ok().and_then(Number::from_f64).map_or_else(|| Value::String(text.to_owned()), Value::Number)
}
