//! Elements by path: which of many can overlap with a given one.

use super::element::{Element, Meet};
use super::path::{Path, ancestors};
use gatewright_contract::collections::SortedMap;

/// Distinct elements in the order in which they came, found by path.
#[derive(Debug, Default)]
pub(super) struct Shelf<'a> {
    pub(super) elements: Vec<Element<'a>>,
    known: SortedMap<Element<'a>, usize>,
    by_path: SortedMap<String, Vec<usize>>,
    by_regex: Vec<usize>,
}

impl<'a> Shelf<'a> {
    /// Adds one; none if it is there already.
    pub(super) fn add(&mut self, element: Element<'a>) -> Option<usize> {
        let at = self.elements.len();
        if self.known.contains_key(&element) {
            return None;
        }
        match &element.path {
            Path::Exact(path) | Path::Prefix(path) => match self.by_path.get_mut(path.as_ref()) {
                Some(shelf) => shelf.push(at),
                None => {
                    self.by_path.insert(path.as_ref().to_owned(), vec![at]);
                }
            },
            Path::Regex(_) => self.by_regex.push(at),
        }
        self.known.insert(element.clone(), at);
        self.elements.push(element);
        Some(at)
    }

    /// Where an element stands.
    pub(super) fn find(&self, element: &Element<'a>) -> Option<usize> {
        self.known.get(element).copied()
    }

    /// Every element that can overlap with this path, and a few more.
    pub(super) fn near(&self, path: &Path<'a>) -> Vec<usize> {
        let mut near = self.by_regex.clone();
        match path {
            Path::Regex(_) => near.extend(self.by_path.values().flatten()),
            Path::Exact(path) => near.extend(self.above(path)),
            Path::Prefix(prefix) => {
                near.extend(self.above(prefix));
                let below = format!("{prefix}/");
                let range = self.by_path.starting(&below).take_while(|(path, _)| path.starts_with(&below));
                near.extend(range.flat_map(|(_, shelf)| shelf));
            }
        }
        near
    }

    /// Every element that can hold this path whole, and a few more.
    pub(super) fn around(&self, path: &Path<'a>) -> Vec<usize> {
        match path {
            Path::Regex(_) => self.by_regex.clone(),
            Path::Exact(path) | Path::Prefix(path) => self.above(path).collect(),
        }
    }

    /// Whether it overlaps with an element of a regular expression.
    pub(super) fn meets_regex(&self, element: &Element<'a>) -> bool {
        let mut regexes = self.by_regex.iter().filter_map(|at| self.elements.get(*at));
        regexes.any(|regex| regex.meet(element) != Meet::Disjoint)
    }

    fn above(&self, path: &str) -> impl Iterator<Item = usize> {
        ancestors(path).filter_map(|at| self.by_path.get(at)).flatten().copied()
    }
}
