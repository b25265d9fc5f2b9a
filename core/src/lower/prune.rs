//! Which elements must be said: those that no wider one answers alike.
//!
//! Only 'a match strictly within another wins over it' is taken for granted. Implementations rank the rest differently.

use super::closure::{Closure, Floor};
use super::decide::{Decision, Label};
use super::element::Element;
use crate::target::RegexRank;
use gatewright_contract::collections::Arrange;

/// The elements to be said, by number, in their order. Where there must be a floor, everything is one of them.
pub(super) fn kept(closure: &Closure<'_>, decisions: &[Decision], (floor, rank): (Floor, RegexRank)) -> Vec<usize> {
    let elements = &closure.shelf.elements;
    let mut order: Vec<usize> = (0..elements.len()).collect();
    order.arrange_by_key(|at| elements.get(*at).map_or(0, Element::narrowness));
    let mut keep = vec![false; elements.len()];
    for at in order {
        let (Some(element), Some(decision)) = (elements.get(at), decisions.get(at)) else { continue };
        let ground = floor == Floor::Needed && element.is_everything();
        let needed = ground || !closure.complete || {
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
            let mut answers = nearest.filter_map(|other| decisions.get(*other)).map(Decision::answer).peekable();
            if answers.peek().is_none() {
                // A refusal of the table's own keeps out what is ranked below it.
                let refusal = decision.by.is_some() && rank != RegexRank::Unknown;
                let outside = element.path.is_regex() || (refusal && closure.shelf.meets_regex(element));
                decision.label != Label::Nothing || outside
            } else {
                answers.any(|answer| answer != decision.answer())
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
