//! Which parts of the schemas are equal? Each is kept once, whatever kind or release it belongs to.

use super::edition::{Edition, Kind};
use super::tree::{Field, Shape, Tree};
use std::collections::BTreeMap;

/// All schemas, equal parts once.
#[derive(Default)]
pub(super) struct Interned {
    /// Each part before every part that uses it.
    pub(super) trees: Vec<Tree>,
    /// Which schema a kind has in each edition.
    pub(super) kinds: BTreeMap<Kind, [Option<usize>; Edition::ALL.len()]>,
    /// By part; what it uses comes first.
    numbers: BTreeMap<Tree, usize>,
}

impl Interned {
    /// Adds a kind of an edition.
    pub(super) fn add(&mut self, kind: Kind, column: usize, tree: Tree) {
        let number = self.intern(&tree);
        if let Some(cell) = self.kinds.entry(kind).or_default().get_mut(column) {
            *cell = Some(number);
        }
    }

    /// The number of a part.
    pub(super) fn number(&self, tree: &Tree) -> usize {
        self.numbers.get(tree).copied().unwrap_or_default()
    }

    fn intern(&mut self, tree: &Tree) -> usize {
        if let Some(number) = self.numbers.get(tree) {
            return *number;
        }
        match &tree.shape {
            Shape::List { items, .. } => _ = self.intern(items),
            Shape::Dict { values, .. } => _ = self.intern(values),
            Shape::Object { fields, .. } => fields.iter().for_each(|Field { tree, .. }| _ = self.intern(tree)),
            Shape::Text { .. } | Shape::Int { .. } | Shape::Bool | Shape::IntOrText | Shape::Metadata | Shape::Any => {}
        }
        let number = self.trees.len();
        self.trees.push(tree.clone());
        self.numbers.insert(tree.clone(), number);
        number
    }
}
