//! Objects as plugins see them: JSON without what the API server keeps for itself, and of Secrets only the shape.

use super::secret;
use crate::yaml::{Kind, NodeId, Tree, Typed};
use gatewright_contract::{Content, Node};

/// Members that change without anybody's doing.
const LEFT_OUT: [&str; 2] = ["managedFields", "kubectl.kubernetes.io/last-applied-configuration"];

/// The content of an object.
pub(super) fn body(tree: &Tree<'_>, node: NodeId, kind: &str) -> Node {
    if kind == "Secret" {
        return secret::shape(tree, node);
    }
    let entries = tree.entries(node).map(|(key, value)| (tree.key(key), value)).filter(|(key, _)| *key != "status");
    Node::map(
        entries.map(|(key, value)| (key, if key == "metadata" { metadata(tree, value) } else { plain(tree, value) })),
    )
}

/// Metadata; values of annotations and labels are texts whatever they look like.
pub(super) fn metadata(tree: &Tree<'_>, node: NodeId) -> Node {
    let entries = tree.entries(node).map(|(key, value)| (tree.key(key), value));
    Node::map(entries.filter(|(key, _)| !LEFT_OUT.contains(key)).map(|(key, value)| {
        let value = match key {
            "annotations" | "labels" => texts(tree, value),
            "name" | "namespace" | "creationTimestamp" => text(tree, value),
            _ => plain(tree, value),
        };
        (key, value)
    }))
}

fn texts(tree: &Tree<'_>, node: NodeId) -> Node {
    let entries = tree.entries(node).filter(|(key, _)| !LEFT_OUT.contains(&tree.key(*key)));
    Node::map(entries.map(|(key, value)| (tree.key(key), text(tree, value))))
}

fn text(tree: &Tree<'_>, node: NodeId) -> Node {
    tree.scalar(node).map_or_else(Node::default, |scalar| Node::text(scalar.text))
}

/// A node as it is.
fn plain(tree: &Tree<'_>, node: NodeId) -> Node {
    match tree.kind(node) {
        Kind::Scalar => match tree.typed(node) {
            Some(Typed::Text(text)) => Node::text(text),
            Some(Typed::Int(number)) => Content::Number(number.into()).into(),
            Some(Typed::Bool(value)) => value.into(),
            Some(Typed::Number) => number(tree, node),
            Some(Typed::Null) | None => Node::default(),
        },
        Kind::Sequence => Node::list(tree.items(node).map(|item| plain(tree, item))),
        Kind::Mapping => Node::map(tree.entries(node).map(|(key, value)| (tree.key(key), plain(tree, value)))),
    }
}

/// A number that is no whole one, or larger than any: as JSON has it, or its text where JSON cannot say it so.
fn number(tree: &Tree<'_>, node: NodeId) -> Node {
    let text = tree.scalar(node).map(|scalar| scalar.text).unwrap_or_default();
    serde_json::from_str(text).unwrap_or_else(|_| Node::text(text))
}
