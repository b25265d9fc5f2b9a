//! The engine for JavaScript: a thin layer of conversions between its values and ours. Nothing is decided here.
//!
//! `wasm/npm` wraps it in the package people use.

mod choice;
mod crossing;
mod docs;
mod engine;
mod failure;
mod foreign;
mod letter;
mod plugin;

pub use choice::{Choices, Wish};
pub use docs::Docs;
pub use engine::Engine;
pub use failure::Failure;
pub use letter::letter;
pub use plugin::PluginRow;
