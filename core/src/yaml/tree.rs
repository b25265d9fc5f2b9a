//! What does a document hold? Ids are valid for the tree that gave them; a foreign id reads as null.

use super::node::{Body, Kind, Node, NodeId};
use super::scalar::{Scalar, Style, Tag, Typed};
use crate::input::{FileId, Place, Span};
use std::ops::Range;

/// All documents of one file.
#[derive(Debug)]
pub struct Tree<'t> {
    pub(super) file: FileId,
    pub(super) text: &'t str,
    pub(super) nodes: Vec<Node>,
    /// Values that differ from what is written: escapes, folded and block scalars.
    pub(super) side: String,
    pub(super) documents: Vec<Document>,
}

/// One document; documents without content are not listed.
#[derive(Clone, Copy, Debug)]
pub struct Document {
    /// Its value.
    pub root: NodeId,
    /// From its first byte to its last, comments above included.
    pub span: Span,
}

const NOTHING: Node = Node {
    span: Span { start: 0, end: 0 },
    body: Body::Verbatim { style: Style::Plain, tag: Tag::None, hidden: false },
};

impl<'t> Tree<'t> {
    /// The documents, in the order of the text.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The file this tree was read from.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// What a node is.
    pub fn kind(&self, id: NodeId) -> Kind {
        match self.node(id).body {
            Body::Mapping { .. } => Kind::Mapping,
            Body::Sequence { .. } => Kind::Sequence,
            Body::Verbatim { .. } | Body::Owned { .. } | Body::Alias { .. } => Kind::Scalar,
        }
    }

    /// Where a node stands: a scalar with its quotes, `[]` and `{}` with their brackets, any other collection from its
    /// first child to the end of its last. A value reached through an alias stands at its anchor.
    pub fn span(&self, id: NodeId) -> Span {
        self.node(id).span
    }

    /// The same, with the file.
    pub fn place(&self, id: NodeId) -> Place {
        Place { file: self.file, span: self.span(id) }
    }

    /// Pairs of a mapping, items of a sequence; 0 for a scalar.
    pub fn len(&self, id: NodeId) -> usize {
        match self.node(id).body {
            Body::Mapping { len, .. } | Body::Sequence { len, .. } => len as usize,
            Body::Verbatim { .. } | Body::Owned { .. } | Body::Alias { .. } => 0,
        }
    }

    /// Whether [`Tree::len`] is 0.
    pub fn is_empty(&self, id: NodeId) -> bool {
        self.len(id) == 0
    }

    /// A scalar's value and how it was written; `None` for a collection.
    pub fn scalar(&self, id: NodeId) -> Option<Scalar<'_>> {
        let node = self.node(id);
        match node.body {
            Body::Verbatim { style, tag, .. } => {
                Some(Scalar { text: self.text.get(verbatim(node.span, style)).unwrap_or_default(), style, tag })
            }
            Body::Owned { style, tag, start, len, .. } => {
                let text = self.side.get(start as usize..(start + len) as usize).unwrap_or_default();
                Some(Scalar { text, style, tag })
            }
            Body::Mapping { .. } | Body::Sequence { .. } | Body::Alias { .. } => None,
        }
    }

    /// A scalar's value under the rules of Kubernetes; `None` for a collection.
    pub fn typed(&self, id: NodeId) -> Option<Typed<'_>> {
        self.scalar(id).map(|scalar| scalar.typed())
    }

    /// The value, if it is a text (an unquoted `on` or `8080` is not).
    pub fn as_str(&self, id: NodeId) -> Option<&str> {
        match self.typed(id)? {
            Typed::Text(text) => Some(text),
            Typed::Null | Typed::Bool(_) | Typed::Int(_) | Typed::Number => None,
        }
    }

    /// The value, if it is a whole number.
    pub fn as_int(&self, id: NodeId) -> Option<i64> {
        match self.typed(id)? {
            Typed::Int(int) => Some(int),
            Typed::Null | Typed::Bool(_) | Typed::Number | Typed::Text(_) => None,
        }
    }

    /// The value, if it is true or false.
    pub fn as_bool(&self, id: NodeId) -> Option<bool> {
        match self.typed(id)? {
            Typed::Bool(value) => Some(value),
            Typed::Null | Typed::Int(_) | Typed::Number | Typed::Text(_) => None,
        }
    }

    /// Whether the value is null: empty, `~` or `null`.
    pub fn is_null(&self, id: NodeId) -> bool {
        self.typed(id) == Some(Typed::Null)
    }

    /// The value of a mapping's key.
    pub fn get(&self, id: NodeId, key: &str) -> Option<NodeId> {
        self.entries(id).find(|(name, _)| self.key(*name) == key).map(|(_, value)| value)
    }

    /// Keys and values of a mapping; nothing for any other node. Each key comes once: of several the last, and keys
    /// merged by `<<` after those that are written out.
    pub fn entries(&self, id: NodeId) -> Entries<'_, 't> {
        let (next, end) = match self.node(id).body {
            Body::Mapping { end, .. } => (id.0 + 1, end),
            Body::Sequence { .. } | Body::Verbatim { .. } | Body::Owned { .. } | Body::Alias { .. } => (0, 0),
        };
        Entries { tree: self, next, end }
    }

    /// Items of a sequence; nothing for any other node.
    pub fn items(&self, id: NodeId) -> Items<'_, 't> {
        let (next, end) = match self.node(id).body {
            Body::Sequence { end, .. } => (id.0 + 1, end),
            Body::Mapping { .. } | Body::Verbatim { .. } | Body::Owned { .. } | Body::Alias { .. } => (0, 0),
        };
        Items { tree: self, next, end }
    }

    /// A key's text.
    pub fn key(&self, id: NodeId) -> &str {
        self.scalar(id).map_or("", |scalar| scalar.text)
    }

    /// Where a part of a scalar's value stands in the file. It is the whole scalar if the value is written with escapes
    /// or in several lines.
    pub fn part(&self, id: NodeId, part: Range<u32>) -> Span {
        let node = self.node(id);
        let Body::Verbatim { style, .. } = node.body else { return node.span };
        let inner = verbatim(node.span, style);
        let at = |offset: u32| inner.start.saturating_add(offset as usize).min(inner.end);
        match (u32::try_from(at(part.start)), u32::try_from(at(part.end))) {
            (Ok(start), Ok(end)) if start <= end => Span { start, end },
            _ => node.span,
        }
    }

    /// Takes the last document off the list; its nodes go with whatever is read next.
    pub(super) fn reopen(&mut self) {
        if let Some(document) = self.documents.pop() {
            self.nodes.truncate(document.root.0 as usize);
        }
    }

    /// The node itself, aliases followed.
    fn node(&self, id: NodeId) -> &Node {
        let node = self.nodes.get(id.0 as usize).unwrap_or(&NOTHING);
        match node.body {
            Body::Alias { target, .. } => self.nodes.get(target.0 as usize).unwrap_or(&NOTHING),
            Body::Verbatim { .. } | Body::Owned { .. } | Body::Mapping { .. } | Body::Sequence { .. } => node,
        }
    }

    /// The id of the node itself, and the index behind it.
    pub(super) fn step(&self, index: u32) -> (NodeId, u32) {
        let node = self.nodes.get(index as usize).unwrap_or(&NOTHING);
        let id = match node.body {
            Body::Alias { target, .. } => target,
            Body::Verbatim { .. } | Body::Owned { .. } | Body::Mapping { .. } | Body::Sequence { .. } => NodeId(index),
        };
        (id, node.next(index))
    }
}

fn verbatim(span: Span, style: Style) -> Range<usize> {
    match style {
        Style::Plain | Style::Block => span.start as usize..span.end as usize,
        Style::Quoted => span.start as usize + 1..(span.end as usize).saturating_sub(1),
    }
}

/// See [`Tree::entries`].
#[derive(Clone, Debug)]
pub struct Entries<'a, 't> {
    tree: &'a Tree<'t>,
    next: u32,
    end: u32,
}

impl Iterator for Entries<'_, '_> {
    type Item = (NodeId, NodeId);

    fn next(&mut self) -> Option<(NodeId, NodeId)> {
        while self.next < self.end {
            let hidden = self.tree.nodes.get(self.next as usize).is_some_and(Node::is_hidden);
            let (key, after_key) = self.tree.step(self.next);
            let (value, after) = self.tree.step(after_key);
            self.next = after;
            if !hidden {
                return Some((key, value));
            }
        }
        None
    }
}

/// See [`Tree::items`].
#[derive(Clone, Debug)]
pub struct Items<'a, 't> {
    tree: &'a Tree<'t>,
    next: u32,
    end: u32,
}

impl Iterator for Items<'_, '_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        (self.next < self.end).then(|| {
            let (item, after) = self.tree.step(self.next);
            self.next = after;
            item
        })
    }
}
