//! Which rule answers a set of requests, and what is doubtful about that.

use super::claim::{Claim, Ground};
use super::conjunct::{Reason, Standing};
use super::element::Element;
use super::path::{Path, ancestors};
use super::rules::Rules;
use gatewright_contract::collections::{Arrange, SortedMap};

/// A rule that may take a set of requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) rule: usize,
    pub(super) standing: Standing,
    pub(super) reason: Option<Reason>,
    /// The claim it has to it.
    pub(super) claim: usize,
}

/// What answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Label {
    /// A rule, as it says.
    Rule(usize),
    /// Nobody may pass, on account of this rule's guard.
    Closed(usize),
    /// 404.
    Nothing,
}

/// The answer for a set of requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decision {
    pub(super) label: Label,
    /// Whose claim the label follows, if anybody's.
    pub(super) by: Option<Candidate>,
    /// In the order of the table; the last is certain, if any is.
    pub(super) candidates: Vec<Candidate>,
    /// The claim, where the rule does something to the path it takes.
    path: Option<usize>,
}

impl Decision {
    /// What tells one answer from another.
    pub(super) fn answer(&self) -> (Label, Option<usize>) {
        (self.label, self.path)
    }
}

/// The claims of one hostname, ready to be asked.
#[derive(Debug)]
pub(super) struct Court<'c, 'a> {
    claims: &'c [Claim<'c, 'a>],
    ground: Ground,
    /// The first claim that takes an element prefix, or one path, and all under it.
    prefixes: SortedMap<&'c str, usize>,
    exacts: SortedMap<&'c str, usize>,
    /// The others.
    rich: Vec<usize>,
}

impl<'c, 'a> Court<'c, 'a> {
    /// Sorts the claims.
    pub(super) fn new(claims: &'c [Claim<'c, 'a>], ground: Ground) -> Court<'c, 'a> {
        let (mut prefixes, mut exacts, mut rich) = (SortedMap::new(), SortedMap::new(), Vec::new());
        for (at, claim) in claims.iter().enumerate() {
            let plain = claim.standing == Standing::Certain && claim.conjunct.except.is_empty();
            match &claim.conjunct.area.path {
                Path::Prefix(path) if plain && claim.conjunct.area.is_plain() => {
                    prefixes.entry(path.as_ref()).or_insert(at);
                }
                Path::Exact(path) if plain && claim.conjunct.area.is_plain() => {
                    exacts.entry(path.as_ref()).or_insert(at);
                }
                Path::Exact(_) | Path::Prefix(_) | Path::Regex(_) => rich.push(at),
            }
        }
        Court { claims, ground, prefixes, exacts, rich }
    }

    /// Who answers those requests of an element that no narrower element holds.
    pub(super) fn decide(&self, element: &Element<'a>, rules: &Rules<'_>) -> Decision {
        let candidates = self.candidates(element);
        let by = candidates.iter().find(|candidate| candidate.standing <= Standing::Likely).copied();
        let mut label = match by {
            Some(candidate) if !rules.is_nothing(candidate.rule) => Label::Rule(candidate.rule),
            Some(_) | None => Label::Nothing,
        };
        if let Label::Rule(pick) = label
            && !rules.is_closed(pick)
            && let Some(guard) = candidates.iter().find(|other| rules.keeps_out(other.rule, pick))
        {
            label = if rules.is_closed(guard.rule) { Label::Rule(guard.rule) } else { Label::Closed(guard.rule) };
        }
        let path = by.filter(|by| label == Label::Rule(by.rule) && rules.replaces_prefix(by.rule)).map(|by| by.claim);
        Decision { label, by, candidates, path }
    }

    fn candidates(&self, element: &Element<'a>) -> Vec<Candidate> {
        if element.path.is_regex() || !(self.ground.complete || element.is_plain()) {
            return self.judged(element, 0..self.claims.len(), None);
        }
        self.judged(element, self.rich.iter().copied(), self.first_plain(element))
    }

    /// The first claim on a path alone that takes the element.
    fn first_plain(&self, element: &Element<'a>) -> Option<usize> {
        let (path, exact) = match &element.path {
            Path::Exact(path) => (path.as_ref(), self.exacts.get(path.as_ref()).copied()),
            Path::Prefix(path) => (path.as_ref(), None),
            Path::Regex(_) => return None,
        };
        ancestors(path).filter_map(|at| self.prefixes.get(at).copied()).chain(exact).min()
    }

    /// The candidates among some claims, and one that is certain; each rule once, in order, up to the first certain one.
    fn judged(
        &self,
        element: &Element<'a>,
        claims: impl Iterator<Item = usize>,
        plain: Option<usize>,
    ) -> Vec<Candidate> {
        let mut end = usize::MAX;
        let mut found: Vec<Candidate> = Vec::new();
        if let Some((at, claim)) = plain.and_then(|at| Some((at, self.claims.get(at)?))) {
            end = claim.conjunct.rule;
            found.push(Candidate { rule: end, standing: Standing::Certain, reason: None, claim: at });
        }
        for at in claims {
            let Some(claim) = self.claims.get(at) else { continue };
            if claim.conjunct.rule > end {
                break;
            }
            let Some((standing, reason)) = claim.takes(element, self.ground) else { continue };
            let candidate = Candidate { rule: claim.conjunct.rule, standing, reason, claim: at };
            match found.iter_mut().find(|present| present.rule == candidate.rule) {
                Some(present) if self.is_better(candidate, *present) => *present = candidate,
                Some(_) => {}
                None => found.push(candidate),
            }
            if standing == Standing::Certain {
                end = claim.conjunct.rule;
            }
        }
        found.retain(|candidate| candidate.rule <= end);
        found.arrange_by_key(|candidate| candidate.rule);
        found
    }

    /// Of two claims of one rule the surer one counts, and of two sure ones the longer.
    fn is_better(&self, one: Candidate, other: Candidate) -> bool {
        let narrowness = |candidate: Candidate| {
            self.claims.get(candidate.claim).map_or(0, |claim| claim.conjunct.area.path.narrowness())
        };
        (one.standing, std::cmp::Reverse(narrowness(one))) < (other.standing, std::cmp::Reverse(narrowness(other)))
    }
}
