//! All sets of requests on which the rules of one hostname differ: their conjuncts, and whatever these have in common.

use super::claim::Claim;
use super::element::{Element, Meet};
use super::shelf::Shelf;
use gatewright_contract::collections::Arrange;

/// Elements closed under intersection.
#[derive(Debug, Default)]
pub(super) struct Closure<'a> {
    pub(super) shelf: Shelf<'a>,
    /// For each element the rules whose conjuncts made it, sorted.
    pub(super) origins: Vec<Vec<usize>>,
    /// Whether it is closed; else these are the conjuncts alone, because there would be too many.
    pub(super) complete: bool,
}

/// Comparisons for one hostname.
const MAX_WORK: usize = 4_000_000;

/// Closes the claims' areas, and what they leave out of them, under intersection.
pub(super) fn close<'a>(claims: &[Claim<'_, 'a>], floor: Floor) -> Closure<'a> {
    let mut closure = Closure { complete: true, ..Closure::default() };
    if floor == Floor::Needed {
        closure.add(Element::everything(), &[], &[]);
    }
    for claim in claims {
        let own = [claim.conjunct.rule];
        closure.add(claim.conjunct.area.clone(), &own, &[]);
    }
    for claim in claims {
        let own = [claim.conjunct.rule];
        for except in &claim.conjunct.except {
            match claim.conjunct.area.meet(&except.area) {
                Meet::Disjoint => {}
                Meet::Known(element) => closure.add(element, &own, &[]),
                Meet::Split { left, right } => {
                    closure.add(left, &own, &[]);
                    closure.add(right, &own, &[]);
                }
            }
        }
    }
    if !closure.grow(2048 + 8 * claims.len()) {
        closure = Closure { complete: false, ..Closure::default() };
        if floor == Floor::Needed {
            closure.add(Element::everything(), &[], &[]);
        }
        for claim in claims {
            closure.add(claim.conjunct.area.clone(), &[claim.conjunct.rule], &[]);
        }
    }
    closure
}

/// Whether a hostname must answer everything itself, because a wider one would answer what it leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Floor {
    /// It must.
    Needed,
    /// It need not.
    Free,
}

impl<'a> Closure<'a> {
    fn add(&mut self, element: Element<'a>, left: &[usize], right: &[usize]) {
        if self.shelf.add(element).is_some() {
            let mut origins: Vec<usize> = left.iter().chain(right).copied().collect();
            origins.arrange();
            origins.dedup();
            self.origins.push(origins);
        }
    }

    /// Adds what any two have in common until nothing new appears; stops at a number of elements.
    fn grow(&mut self, most: usize) -> bool {
        let (mut at, mut work) = (0, 0);
        while let Some(element) = self.shelf.elements.get(at).cloned() {
            let near = self.shelf.near(&element.path);
            work += near.len();
            for other_at in near.into_iter().filter(|other| *other < at) {
                let Some(other) = self.shelf.elements.get(other_at) else { continue };
                // Of two paths without further conditions one holds the other.
                if element.is_plain() && other.is_plain() && !element.path.is_regex() && !other.path.is_regex() {
                    continue;
                }
                let meet = element.meet(other);
                let pair = [at, other_at];
                match meet {
                    Meet::Disjoint => {}
                    Meet::Known(meet) => self.join(meet, pair),
                    Meet::Split { left, right } => {
                        self.join(left, pair);
                        self.join(right, pair);
                    }
                }
            }
            if self.shelf.elements.len() > most || work > MAX_WORK {
                return false;
            }
            at += 1;
        }
        true
    }

    fn join(&mut self, meet: Element<'a>, [left, right]: [usize; 2]) {
        if self.shelf.find(&meet).is_none() {
            let left = self.origins.get(left).cloned().unwrap_or_default();
            let right = self.origins.get(right).cloned().unwrap_or_default();
            self.add(meet, &left, &right);
        }
    }
}
