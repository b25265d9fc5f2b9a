//! Maps, sets and sorting, in one copy of code for all types.
//!
//! The standard library sorts, and keeps a tree, with code of its own for each type: a large part of a module for browsers.
//! Here entries stand where they came, and [`order`] holds their places by key, whatever they are.

mod arrange;
mod map;
mod order;
mod set;

pub use arrange::Arrange;
pub use map::{Entry, SortedMap};
pub use set::SortedSet;
