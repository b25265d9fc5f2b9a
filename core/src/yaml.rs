//! Text to a tree with a span on every node: what stands in a file, and where?
//!
//! ```
//! use gatewright_core::{input::FileId, yaml};
//!
//! let parsed = yaml::parse(FileId(0), "kind: Ingress\nspec: {rules: []}\n");
//! let root = parsed.tree.documents()[0].root;
//! let kind = parsed.tree.get(root, "kind").unwrap();
//! assert_eq!(parsed.tree.as_str(kind), Some("Ingress"));
//! assert!(parsed.problems.is_empty());
//! ```
//!
//! A broken document costs itself alone: it becomes one [`Problem`] and the others are read. Nothing here fails, and
//! neither time nor memory grows faster than the text, whatever stands in it (see [`limit`]).

mod build;
mod document;
mod keys;
pub mod limit;
mod lines;
mod node;
mod problem;
mod reader;
mod scalar;
mod syntax;
mod template;
mod tree;

#[cfg(test)]
mod tests;

pub use lines::{LineColumn, LineIndex};
pub use node::{Kind, NodeId};
pub use problem::Problem;
pub use reader::{Parsed, parse};
pub use scalar::{Scalar, Style, Tag, Typed};
pub use tree::{Document, Entries, Items, Tree};
