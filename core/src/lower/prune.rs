//! Which elements must be said: those that no wider one answers alike.
//!
//! Only 'a match strictly within another wins over it' is taken for granted. Implementations rank the rest differently.

use super::closure::Closure;
use super::decide::{Decision, Label};
use super::element::Element;

/// The elements to be said, by number, in their order.
pub(super) fn kept(closure: &Closure<'_>, decisions: &[Decision], own: &[bool]) -> Vec<usize> {
    let elements = &closure.shelf.elements;
    let mut order: Vec<usize> = (0..elements.len()).collect();
    order.sort_by_key(|at| elements.get(*at).map_or(0, Element::narrowness));
    let mut keep = vec![false; elements.len()];
    for at in order {
        let (Some(element), Some(decision)) = (elements.get(at), decisions.get(at)) else { continue };
        let needed = own.get(at).copied().unwrap_or(false) || !closure.complete || {
            let around: Vec<usize> = closure
                .shelf
                .around(&element.path)
                .into_iter()
                .filter(|other| *other != at && keep.get(*other).copied().unwrap_or(false))
                .filter(|other| elements.get(*other).is_some_and(|other| element.within(other)))
                .collect();
            let nearest = around
                .iter()
                .filter(|one| !around.iter().any(|other| other != *one && is_within(elements, *other, **one)));
            let mut answers = nearest.filter_map(|other| decisions.get(*other)).map(|other| other.label).peekable();
            if answers.peek().is_none() {
                decision.label != Label::Nothing || element.path.is_regex()
            } else {
                answers.any(|answer| answer != decision.label)
            }
        };
        if let Some(slot) = keep.get_mut(at) {
            *slot = needed;
        }
    }
    keep.iter().enumerate().filter(|(_, needed)| **needed).map(|(at, _)| at).collect()
}

fn is_within(elements: &[Element<'_>], inner: usize, outer: usize) -> bool {
    elements.get(inner).zip(elements.get(outer)).is_some_and(|(inner, outer)| inner.within(outer))
}
