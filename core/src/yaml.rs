//! Text to a tree with a span on every node.
