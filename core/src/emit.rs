//! Gateway API objects as text.

mod node;

pub use node::{Key, Manifest, Node, Value};
