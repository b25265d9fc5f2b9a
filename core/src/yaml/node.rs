//! How is a node kept? In the order of the text, parents before children, 20 bytes each.

use super::scalar::{Style, Tag};
use crate::input::Span;

/// A node of one [`Tree`](super::Tree).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(super) u32);

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Keys and values.
    Mapping,
    /// Values in order.
    Sequence,
    /// Anything else, null included.
    Scalar,
}

/// A node and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) span: Span,
    pub(super) body: Body,
}

/// The children of a collection follow it; `end` is the first node behind the last of them. A hidden key counts no more:
/// it is written again further down, or is a merge that was carried out.
#[derive(Clone, Copy, Debug)]
pub(super) enum Body {
    /// A scalar whose value stands in the text as it is.
    Verbatim { style: Style, tag: Tag, hidden: bool },
    /// A scalar whose value differs from its text: bytes of the tree's side text.
    Owned { style: Style, tag: Tag, hidden: bool, start: u32, len: u32 },
    /// Keys and values by turns; `len` counts the pairs that are not hidden.
    Mapping { end: u32, len: u32 },
    /// Items.
    Sequence { end: u32, len: u32 },
    /// Another node, never an alias itself.
    Alias { target: NodeId, hidden: bool },
}

impl Node {
    /// The node behind this one and all it holds.
    pub(super) fn next(&self, own: u32) -> u32 {
        match self.body {
            Body::Mapping { end, .. } | Body::Sequence { end, .. } => end,
            Body::Verbatim { .. } | Body::Owned { .. } | Body::Alias { .. } => own + 1,
        }
    }

    pub(super) fn is_hidden(&self) -> bool {
        match self.body {
            Body::Verbatim { hidden, .. } | Body::Owned { hidden, .. } | Body::Alias { hidden, .. } => hidden,
            Body::Mapping { .. } | Body::Sequence { .. } => false,
        }
    }

    pub(super) fn hide(&mut self) {
        match &mut self.body {
            Body::Verbatim { hidden, .. } | Body::Owned { hidden, .. } | Body::Alias { hidden, .. } => *hidden = true,
            Body::Mapping { .. } | Body::Sequence { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_node_is_small() {
        assert_eq!(size_of::<super::Node>(), 20);
    }
}
