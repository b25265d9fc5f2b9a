//! Whether two objects say the same.

use super::object::Object;
use super::reader::text;
use crate::yaml::{Kind, NodeId, Tree};
use gatewright_contract::collections::Arrange;
use std::cmp::Ordering;

/// Members that change without anybody's doing.
const BOOKKEEPING: [&str; 6] = [
    "status",
    "managedFields",
    "resourceVersion",
    "generation",
    "uid",
    "kubectl.kubernetes.io/last-applied-configuration",
];

/// Compares the content of two objects. The order of keys and what the API server keeps for itself do not count.
pub(super) fn compare(trees: &[Tree<'_>], one: &Object, other: &Object) -> Ordering {
    let (Some(left), Some(right)) = (trees.get(one.file.0 as usize), trees.get(other.file.0 as usize)) else {
        return one.file.cmp(&other.file);
    };
    nodes((left, one.node), (right, other.node))
}

fn nodes(one: (&Tree<'_>, NodeId), other: (&Tree<'_>, NodeId)) -> Ordering {
    let rank = |(tree, node): (&Tree<'_>, NodeId)| match tree.kind(node) {
        Kind::Scalar => 0,
        Kind::Sequence => 1,
        Kind::Mapping => 2,
    };
    rank(one).cmp(&rank(other)).then_with(|| match one.0.kind(one.1) {
        Kind::Scalar => {
            let string = |(tree, node): (&Tree<'_>, NodeId)| tree.as_str(node).is_some();
            text(one.0, one.1).cmp(&text(other.0, other.1)).then_with(|| string(one).cmp(&string(other)))
        }
        Kind::Sequence => {
            let left = one.0.items(one.1).map(|node| (one.0, node));
            let mut right = other.0.items(other.1).map(|node| (other.0, node));
            for item in left {
                let Some(twin) = right.next() else { return Ordering::Greater };
                let order = nodes(item, twin);
                if order.is_ne() {
                    return order;
                }
            }
            if right.next().is_some() { Ordering::Less } else { Ordering::Equal }
        }
        Kind::Mapping => {
            let (left, right) = (members(one), members(other));
            for ((key, value), (twin_key, twin)) in left.iter().zip(&right) {
                let order = key.cmp(twin_key).then_with(|| nodes((one.0, *value), (other.0, *twin)));
                if order.is_ne() {
                    return order;
                }
            }
            left.len().cmp(&right.len())
        }
    })
}

fn members<'a>((tree, node): (&'a Tree<'_>, NodeId)) -> Vec<(&'a str, NodeId)> {
    let entries = tree.entries(node).filter_map(|(key, value)| Some((text(tree, key)?, value)));
    let mut members: Vec<_> = entries.filter(|(key, _)| !BOOKKEEPING.contains(key)).collect();
    members.arrange_by_key(|(key, _)| *key);
    members
}
