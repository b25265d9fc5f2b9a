//! What is to be said about a lowering: doubts, rules that are never reached, hosts that lose or gain something.

use super::conjunct::Reason;
use super::witness::Witness;
use gatewright_contract::collections::SortedMap;

/// Everything noted while lowering, in the order of the table.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    /// Whether a rule answers anything.
    pub(super) reached: Vec<bool>,
    /// Of a rule that an earlier one takes whole, the first such, and how.
    pub(super) shadowed: SortedMap<usize, Shadow>,
    /// Two rules, of which nobody knows on some requests which one answers; 404 counts as none.
    pub(super) doubts: SortedMap<(Option<usize>, Option<usize>), Doubt>,
    /// For a gateway and a wildcard hostname: a rule on it and a request it must not take.
    pub(super) depths: SortedMap<(String, String), (usize, Witness)>,
    /// For a gateway and a hostname: the rule beside which an answer 404 was needed, and a request.
    pub(super) refusals: SortedMap<(String, String), (usize, Witness)>,
    /// For a gateway and a hostname that is refused whole: the rules on it, and a request.
    pub(super) abandoned: SortedMap<(String, String), (Vec<usize>, Witness)>,
}

/// An earlier rule that takes all of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shadow {
    pub(super) by: usize,
    /// The two say the same.
    pub(super) equal: bool,
    pub(super) witness: Witness,
}

/// A doubt between two rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Doubt {
    pub(super) gateway: String,
    /// The rule that is not exact.
    pub(super) doubter: usize,
    pub(super) reason: Reason,
    pub(super) settled: Settled,
    pub(super) witness: Witness,
}

/// How a doubt was settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Settled {
    /// One of the two answers.
    Open,
    /// Nobody passes, because one of the two has a guard.
    Closed,
}

impl Ledger {
    /// A ledger for so many rules.
    pub(super) fn new(rules: usize) -> Ledger {
        Ledger { reached: vec![false; rules], ..Ledger::default() }
    }

    /// Notes that a rule answers something.
    pub(super) fn reach(&mut self, rule: usize) {
        if let Some(reached) = self.reached.get_mut(rule) {
            *reached = true;
        }
    }

    /// Notes that an earlier rule takes all of a later one's requests somewhere.
    pub(super) fn shadow(&mut self, later: usize, shadow: impl FnOnce() -> Shadow) {
        self.shadowed.entry(later).or_insert_with(shadow);
    }

    /// Notes a doubt between two rules; a closing one takes the place of an open one.
    pub(super) fn doubt(
        &mut self,
        rules: (Option<usize>, Option<usize>),
        settled: Settled,
        doubt: impl FnOnce() -> Doubt,
    ) {
        let (one, other) = rules;
        let key = match (one, other) {
            (Some(one), Some(other)) => (Some(one.min(other)), Some(one.max(other))),
            (Some(one), None) | (None, Some(one)) => (Some(one), None),
            (None, None) => return,
        };
        match self.doubts.get(&key) {
            Some(present) if present.settled >= settled => {}
            Some(_) | None => {
                self.doubts.insert(key, doubt());
            }
        }
    }
}
