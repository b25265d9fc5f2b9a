//! Which keys of a mapping count? Of a key written twice the last; of a merge (`<<`) those not written out.

use super::build::index;
use super::node::{Body, Kind, Node, NodeId};
use super::problem::{Problem, Problems};
use super::scalar::{Style, Tag};
use super::tree::Tree;
use gatewright_contract::Severity;
use gatewright_contract::collections::{Arrange, SortedSet};

/// Mappings up to this size are compared key by key.
const SMALL: usize = 12;

/// Two nodes with the same key: the earlier counts no more.
struct Twice {
    earlier: u32,
    later: u32,
}

/// Hides keys that are written again further down, and says so.
pub(super) fn settle(tree: &mut Tree<'_>, map: NodeId, warnings: &mut Problems) {
    let mut twice = duplicates(tree, map);
    twice.arrange_by_key(|twice| twice.later);
    for Twice { earlier, later } in &twice {
        warnings.push(repeated(tree, *earlier, *later));
        hide(tree, map, *earlier);
    }
}

fn duplicates(tree: &Tree<'_>, map: NodeId) -> Vec<Twice> {
    let len = tree.len(map);
    let mut twice = Vec::new();
    if len <= SMALL {
        let mut seen = [("", 0); SMALL];
        for (slot, key) in keys(tree, map).enumerate() {
            let text = name(tree, key);
            let before = seen.get(..slot).unwrap_or_default();
            if let Some((_, earlier)) = before.iter().rev().find(|(other, _)| *other == text && !is_merge(tree, key)) {
                twice.push(Twice { earlier: *earlier, later: key });
            }
            if let Some(slot) = seen.get_mut(slot) {
                *slot = (text, key);
            }
        }
        return twice;
    }
    let mut all: Vec<(&str, u32)> = keys(tree, map).map(|key| (name(tree, key), key)).collect();
    all.arrange();
    for pair in all.windows(2) {
        if let [(first, earlier), (second, later)] = pair
            && first == second
            && !is_merge(tree, *later)
        {
            twice.push(Twice { earlier: *earlier, later: *later });
        }
    }
    twice
}

/// Two objects without a `---` between them are one to YAML, and the first is lost: that is worse than a key twice.
fn repeated(tree: &Tree<'_>, earlier: u32, later: u32) -> Problem {
    let key = name(tree, later);
    let message = format!("`{}` is written twice in one mapping; the last one counts", clip(key));
    let (severity, help) = match key {
        "apiVersion" | "kind" => {
            let help = "if these are two objects, put a line `---` between them: the first is lost; else remove one of the two";
            (Severity::Error, help)
        }
        _ => (Severity::Warning, "remove one of the two"),
    };
    Problem {
        code: "core/duplicate-key",
        severity,
        message,
        help: help.to_owned(),
        span: written(tree, later),
        related: Some((written(tree, earlier), "written here before")),
    }
}

/// Carries the merges of a mapping out: their keys are added behind its own, as aliases.
pub(super) fn merge(tree: &mut Tree<'_>, map: NodeId) -> Result<(), Problem> {
    let merges: Vec<u32> = keys(tree, map).filter(|key| is_merge(tree, *key)).collect();
    let mut sources = Vec::new();
    for key in &merges {
        let (value, _) = tree.step(*key + 1);
        match tree.kind(value) {
            Kind::Mapping => sources.push(value),
            Kind::Sequence => sources.extend(tree.items(value)),
            Kind::Scalar => sources.push(value),
        }
        if sources.iter().any(|source| tree.kind(*source) != Kind::Mapping) {
            let span = written(tree, *key + 1);
            let message = "`<<` merges mappings, and this is none";
            return Err(Problem::error("core/yaml-syntax", span, message).help("name a mapping, or a list of mappings"));
        }
        hide(tree, map, *key);
    }
    let mut known: SortedSet<&str> = tree.entries(map).map(|(key, _)| tree.key(key)).collect();
    let mut added = Vec::new();
    for source in sources {
        added.extend(tree.entries(source).filter(|(key, _)| known.insert(tree.key(*key))));
    }
    drop(known);
    let span = tree.span(map);
    for (key, value) in &added {
        for target in [*key, *value] {
            tree.nodes.push(Node { span, body: Body::Alias { target, hidden: false } });
        }
    }
    let behind = index(tree.nodes.len());
    if let Some(Node { body: Body::Mapping { end, len }, .. }) = tree.nodes.get_mut(map.0 as usize) {
        *end = behind;
        *len += index(added.len());
    }
    Ok(())
}

/// The keys that are not hidden, as they are written.
fn keys<'a>(tree: &'a Tree<'_>, map: NodeId) -> impl Iterator<Item = u32> + 'a {
    let end = index(tree.nodes.len());
    let mut next = map.0 + 1;
    std::iter::from_fn(move || {
        while next < end {
            let key = next;
            next = tree.step(tree.step(key).1).1;
            if !tree.nodes.get(key as usize).is_some_and(Node::is_hidden) {
                return Some(key);
            }
        }
        None
    })
}

fn name<'a>(tree: &'a Tree<'_>, key: u32) -> &'a str {
    tree.key(NodeId(key))
}

fn is_merge(tree: &Tree<'_>, key: u32) -> bool {
    let plain = matches!(
        tree.nodes.get(key as usize),
        Some(Node { body: Body::Verbatim { style: Style::Plain, tag: Tag::None, .. }, .. })
    );
    plain && name(tree, key) == "<<"
}

fn hide(tree: &mut Tree<'_>, map: NodeId, key: u32) {
    if let Some(node) = tree.nodes.get_mut(key as usize) {
        node.hide();
    }
    if let Some(Node { body: Body::Mapping { len, .. }, .. }) = tree.nodes.get_mut(map.0 as usize) {
        *len = len.saturating_sub(1);
    }
}

fn written(tree: &Tree<'_>, node: u32) -> crate::input::Span {
    tree.nodes.get(node as usize).map_or_else(|| tree.span(NodeId(node)), |node| node.span)
}

/// A key short enough for a message.
fn clip(key: &str) -> std::borrow::Cow<'_, str> {
    match key.char_indices().nth(80) {
        Some((end, _)) => format!("{}...", key.get(..end).unwrap_or_default()).into(),
        None => key.into(),
    }
}
