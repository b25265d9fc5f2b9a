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

/// A map of the standard library, gathered entry by entry: `collect` sorts, with code of its own for each type.
pub fn gathered<K: Ord, V>(entries: impl IntoIterator<Item = (K, V)>) -> std::collections::BTreeMap<K, V> {
    let mut map = std::collections::BTreeMap::new();
    map.extend(entries);
    map
}
