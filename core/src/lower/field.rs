//! One hostname and one set of listeners: what must be said there.

use super::binding::Binding;
use super::claim::{Claim, Ground};
use super::closure::{Closure, Floor, close};
use super::conjunct::{Reason, Standing};
use super::decide::{Candidate, Court, Decision, Label};
use super::element::Element;
use super::host::Hostname;
use super::ledger::{Doubt, Ledger, Settled, Shadow};
use super::path::Path;
use super::plain;
use super::prune::kept;
use super::rules::Rules;
use super::witness::Witness;
use crate::target::Profile;
use gatewright_contract::collections::Arrange;

/// Pairs of claims of one hostname that are held against each other.
const MAX_PAIRS: usize = 50_000_000;

/// A set of requests and its answer.
#[derive(Clone, Debug)]
pub(super) struct Said<'a> {
    pub(super) element: Element<'a>,
    pub(super) label: Label,
    /// The rule in whose object it stands.
    pub(super) owner: usize,
    /// The path that its rule's own condition takes.
    pub(super) base: Path<'a>,
    /// An element prefix as its author wrote it.
    pub(super) written: Option<&'a str>,
    /// The rules it was made from, sorted.
    pub(super) origins: Vec<usize>,
}

/// One hostname and one set of listeners.
#[derive(Debug)]
pub(super) struct Field<'f, 'a> {
    pub(super) gateway: &'f str,
    pub(super) hostname: Hostname<'a>,
    pub(super) binding: &'f Binding<'a>,
    pub(super) rules: &'f Rules<'a>,
    pub(super) profile: &'f Profile,
    /// Whether a wider hostname would answer what this one leaves.
    pub(super) floor: Floor,
    /// The rule beside which a refusal stands where no rule has a part in it.
    pub(super) host: usize,
}

impl<'f, 'a> Field<'f, 'a> {
    /// What must be said for these claims, which are in the order of the table.
    pub(super) fn said(&self, claims: &[Claim<'_, 'a>], ledger: &mut Ledger) -> Vec<Said<'a>> {
        let total = claims.iter().position(|claim| claim.standing == Standing::Certain && claim.conjunct.is_total());
        let (claims, never) = claims.split_at(total.map_or(claims.len(), |at| at + 1));
        if let Some(last) = claims.last() {
            never.iter().for_each(|claim| self.shadow(claim, last, ledger));
        }
        let (terminal, mut rest) = match claims.split_last() {
            Some((last, rest)) if total.is_some() && self.rules.is_nothing(last.conjunct.rule) => (Some(last), rest),
            Some(_) | None => (None, claims),
        };
        if !plain::is_plain(claims) || rest.iter().any(|claim| self.rules.is_nothing(claim.conjunct.rule)) {
            return self.closed(claims, ledger);
        }
        if let Some(terminal) = terminal {
            ledger.reach(terminal.conjunct.rule);
        } else {
            rest = claims;
        }
        let mut said = self.plain(rest, ledger);
        if self.floor == Floor::Needed && (terminal.is_some() || total.is_none()) {
            let owner = terminal.map_or(self.host, |claim| claim.conjunct.rule);
            said.push(self.refusal(Element::everything(), owner, ledger));
        }
        said
    }

    /// Claims on paths alone stay as they are.
    fn plain(&self, claims: &[Claim<'_, 'a>], ledger: &mut Ledger) -> Vec<Said<'a>> {
        let sorted = plain::sorted(claims);
        for (later, earlier) in sorted.shadowed {
            if let (Some(later), Some(earlier)) = (claims.get(later), claims.get(earlier)) {
                self.shadow(later, earlier, ledger);
            }
        }
        let kept = sorted.kept.into_iter().filter_map(|at| claims.get(at));
        kept.map(|claim| {
            let rule = claim.conjunct.rule;
            ledger.reach(rule);
            Said {
                element: claim.conjunct.area.clone(),
                label: Label::Rule(rule),
                owner: rule,
                base: claim.conjunct.area.path.clone(),
                written: claim.conjunct.written,
                origins: Vec::new(),
            }
        })
        .collect()
    }

    /// Anything else is closed under intersection.
    fn closed(&self, claims: &[Claim<'_, 'a>], ledger: &mut Ledger) -> Vec<Said<'a>> {
        let rich = claims.iter().filter(|claim| !claim.conjunct.is_plain()).count();
        if rich.saturating_mul(claims.len()) > MAX_PAIRS {
            return self.abandoned(claims, ledger);
        }
        let closure = close(claims, self.floor);
        let ground = Ground { complete: closure.complete, regex_rank: self.profile.regex_rank };
        let court = Court::new(claims, ground);
        let decisions: Vec<Decision> =
            closure.shelf.elements.iter().map(|element| court.decide(element, self.rules)).collect();
        for (element, decision) in closure.shelf.elements.iter().zip(&decisions) {
            self.note(element, decision, claims, ledger);
        }
        self.shadows(claims, (&closure, &decisions), ledger);
        let numbers = kept(&closure, &decisions, (self.floor, self.profile.regex_rank));
        numbers.into_iter().filter_map(|at| self.say(at, &closure, (claims, &decisions), ledger)).collect()
    }

    /// Nobody writes a host like this by hand. It is refused whole, and that is said.
    fn abandoned(&self, claims: &[Claim<'_, 'a>], ledger: &mut Ledger) -> Vec<Said<'a>> {
        let owner = claims.first().map_or(self.host, |claim| claim.conjunct.rule);
        let element = Element::everything();
        let witness = Witness::of(&element, (self.hostname, self.binding), None);
        let rules = claims.iter().map(|claim| claim.conjunct.rule);
        let key = (self.gateway.to_owned(), self.hostname.printed().unwrap_or_default());
        let abandoned = ledger.abandoned.entry(key).or_insert_with(|| (Vec::new(), witness));
        abandoned.0.extend(rules);
        let base = element.path.clone();
        vec![Said { element, label: Label::Closed(owner), owner, base, written: None, origins: Vec::new() }]
    }

    /// Notes which claims an earlier one takes whole.
    fn shadows(&self, claims: &[Claim<'_, 'a>], decided: (&Closure<'a>, &[Decision]), ledger: &mut Ledger) {
        let (closure, decisions) = decided;
        for claim in claims.iter().filter(|claim| claim.standing <= Standing::Likely) {
            let at = closure.shelf.find(&claim.conjunct.area);
            let by = at.and_then(|at| decisions.get(at)).and_then(|decision| decision.by);
            let earlier = by.filter(|by| by.rule < claim.conjunct.rule && by.standing == Standing::Certain);
            if let Some(earlier) = earlier.and_then(|by| claims.get(by.claim)) {
                self.shadow(claim, earlier, ledger);
            }
        }
    }

    fn say(
        &self,
        at: usize,
        closure: &Closure<'a>,
        (claims, decisions): (&[Claim<'_, 'a>], &[Decision]),
        ledger: &mut Ledger,
    ) -> Option<Said<'a>> {
        let (element, decision) = closure.shelf.elements.get(at).zip(decisions.get(at))?;
        let by = decision.by.and_then(|by| claims.get(by.claim)).map(|claim| claim.conjunct);
        let mut origins = closure.origins.get(at).cloned().unwrap_or_default();
        let owner = match decision.label {
            Label::Rule(rule) | Label::Closed(rule) => rule,
            Label::Nothing => {
                let owner = by.map(|conjunct| conjunct.rule).or(origins.first().copied()).unwrap_or(self.host);
                let mut refusal = self.refusal(element.clone(), owner, ledger);
                refusal.origins = origins;
                return Some(refusal);
            }
        };
        origins.push(owner);
        origins.arrange();
        origins.dedup();
        let by = by.filter(|conjunct| conjunct.rule == owner);
        let written = by.filter(|conjunct| conjunct.area.path == element.path).and_then(|conjunct| conjunct.written);
        let base = by.map_or_else(|| element.path.clone(), |conjunct| conjunct.area.path.clone());
        Some(Said { element: element.clone(), label: decision.label, owner, base, written, origins })
    }

    fn refusal(&self, element: Element<'a>, owner: usize, ledger: &mut Ledger) -> Said<'a> {
        let key = (self.gateway.to_owned(), self.hostname.printed().unwrap_or_default());
        let witness = Witness::of(&element, (self.hostname, self.binding), None);
        ledger.refusals.entry(key).or_insert((owner, witness));
        let base = element.path.clone();
        Said { element, label: Label::Nothing, owner, base, written: None, origins: Vec::new() }
    }

    /// Notes what an answer leaves open.
    fn note(&self, element: &Element<'a>, decision: &Decision, claims: &[Claim<'_, 'a>], ledger: &mut Ledger) {
        if let Label::Rule(rule) | Label::Closed(rule) = decision.label {
            ledger.reach(rule);
        }
        if let Some(by) = decision.by {
            ledger.reach(by.rule);
        }
        let answer = match decision.label {
            Label::Rule(rule) | Label::Closed(rule) => Some(rule),
            Label::Nothing => None,
        };
        let pick = decision.by.map(|by| by.rule);
        let settled = if answer.is_some() && answer != pick { Settled::Closed } else { Settled::Open };
        let none = Candidate { rule: usize::MAX, standing: Standing::Certain, reason: None, claim: usize::MAX };
        let concerned = concerned(&decision.candidates, settled);
        let ended = concerned.last().is_some_and(|last| settles(last, settled));
        let rest = if ended { None } else { Some(none) };
        for other in concerned.iter().chain(&rest) {
            let theirs = (other.rule != usize::MAX && !self.rules.is_nothing(other.rule)).then_some(other.rule);
            if theirs == answer {
                continue;
            }
            let answering = decision.candidates.iter().find(|candidate| Some(candidate.rule) == answer);
            let doubter = [Some(other), answering, decision.by.as_ref()];
            let doubter = doubter.into_iter().flatten().find(|doubter| doubter.reason.is_some());
            let reason = doubter.and_then(|doubter| doubter.reason).unwrap_or(Reason::Rank);
            let rule = doubter.map_or(self.host, |doubter| doubter.rule);
            ledger.doubt((answer, theirs), settled, || {
                let hint =
                    doubter.and_then(|doubter| claims.get(doubter.claim)).and_then(|c| c.conjunct.hint.as_deref());
                let witness = Witness::of(element, (self.hostname, self.binding), hint);
                Doubt { gateway: self.gateway.to_owned(), doubter: rule, reason, settled, witness }
            });
        }
    }

    fn shadow(&self, later: &Claim<'_, 'a>, earlier: &Claim<'_, 'a>, ledger: &mut Ledger) {
        let (rule, by) = (later.conjunct.rule, earlier.conjunct.rule);
        if rule == by {
            return;
        }
        ledger.shadow(rule, || Shadow {
            by,
            equal: later.conjunct.area == earlier.conjunct.area
                && later.conjunct.binding == earlier.conjunct.binding
                && earlier.conjunct.except.is_empty(),
            witness: Witness::of(&later.conjunct.area, (self.hostname, self.binding), later.conjunct.hint.as_deref()),
        });
    }
}

/// The candidates between which a request of an open doubt is decided. Who gets the deeper hosts of a wildcard is
/// announced once for all of them, so these do not count; where a guard closes, everybody does.
fn concerned(candidates: &[Candidate], settled: Settled) -> Vec<Candidate> {
    let end = candidates.iter().position(|candidate| settles(candidate, settled));
    let candidates = candidates.get(..end.map_or(candidates.len(), |end| end + 1)).unwrap_or(candidates);
    let deep = |one: &&Candidate| {
        settled == Settled::Open && one.standing == Standing::Unlikely && one.reason == Some(Reason::WildcardDepth)
    };
    candidates.iter().filter(|one| !deep(one)).copied().collect()
}

/// Whether nobody after it is asked.
fn settles(candidate: &Candidate, settled: Settled) -> bool {
    let shallow = candidate.standing == Standing::Likely && candidate.reason == Some(Reason::WildcardDepth);
    candidate.standing == Standing::Certain || (settled == Settled::Open && shallow)
}
