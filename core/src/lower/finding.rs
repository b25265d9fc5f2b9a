//! What a person is told about a lowering.

use super::chain::Loss;
use super::codes;
use super::concern::{self, EVERYTHING, announces};
use super::conjunct::Reason;
use super::ledger::{Doubt, Ledger, Settled};
use super::rules::Rules;
use super::title::title;
use super::witness::Witness;
use crate::report::Outcome;
use crate::target::{DirectResponse, Profile};
use gatewright_contract::collections::{SortedMap, SortedSet};
use gatewright_contract::{Action, Announces, Aspect, FactId, Finding, Rule, Severity};

/// A fact's outcome is at best this, with a reason and an instruction.
pub(super) type Worsened = (FactId, Outcome, String, Option<String>);

/// Findings, and what they do to facts.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) findings: Vec<Finding>,
    pub(super) worsened: Vec<Worsened>,
}

/// Tells everything that was noted.
pub(super) fn told(ledger: &Ledger, rules: &Rules<'_>, profile: &Profile) -> Told {
    let mut told = Told::default();
    told.doubts(ledger, rules);
    for ((_, hostname), (concerned, witness)) in &ledger.abandoned {
        told.abandoned(hostname, concerned, witness, rules);
    }
    told.unreached(ledger, rules);
    for ((_, hostname), (rule, witness)) in &ledger.depths {
        told.depth(hostname, rules.get(*rule), witness);
    }
    if profile.direct_response == DirectResponse::No {
        for ((_, hostname), (rule, witness)) in &ledger.refusals {
            told.refusal(hostname, rules.get(*rule), witness);
        }
        told.answers(ledger, rules);
    }
    told
}

impl Told {
    /// What a rule's chain lost.
    pub(super) fn losses(&mut self, losses: &SortedMap<usize, Vec<Loss>>, rules: &Rules<'_>) {
        for (at, losses) in losses {
            let Some(rule) = rules.get(*at) else { continue };
            for loss in losses {
                let message = format!("`{}`: {}", title(rule), loss.why);
                let announces = announces(concern::told(&rule.when), loss.changes);
                self.say((loss.code, Severity::Warning), (message, loss.advice), (&loss.at, Some(rule)), announces);
                self.worsen(&loss.at, loss.outcome, &loss.why, Some(loss.advice));
            }
        }
    }

    /// Doubts, one finding for each rule that is not exact and each reason: a rule may be in doubt with a thousand.
    fn doubts(&mut self, ledger: &Ledger, rules: &Rules<'_>) {
        type Pairs<'d> = Vec<((Option<usize>, Option<usize>), &'d Doubt)>;
        let mut groups: SortedMap<(usize, Reason, Settled), Pairs<'_>> = SortedMap::new();
        for (pair, doubt) in &ledger.doubts {
            groups.entry((doubt.doubter, doubt.reason, doubt.settled)).or_default().push((*pair, doubt));
        }
        for ((doubter, reason, settled), pairs) in groups {
            let (Some(rule), Some(((one, other), first))) = (rules.get(doubter), pairs.first()) else { continue };
            let against = if *one == Some(doubter) { *other } else { *one };
            let against = against.and_then(|at| rules.get(at));
            let name = against.map_or_else(|| "404".to_owned(), |against| format!("`{}`", title(against)));
            let more = match pairs.len() {
                1 => String::new(),
                many => format!(", and {} more like it", many - 1),
            };
            let (because, help) = codes::reason(reason);
            let (title, witness) = (title(rule), &first.witness);
            let (code, severity, message) = match settled {
                Settled::Open => (
                    codes::code(reason),
                    severity(reason),
                    format!(
                        "`{title}` or {name}: it is not certain which answers `{witness}`{more}, because {because}"
                    ),
                ),
                Settled::Closed => (
                    "core/closed-beside-guard",
                    Severity::Error,
                    format!(
                        "`{witness}` is refused{more}: `{title}` and {name} cannot be told apart there, one has a guard, and {because}"
                    ),
                ),
            };
            let facts: Vec<FactId> =
                rule.from.iter().chain(against.into_iter().flat_map(|rule| &rule.from)).copied().collect();
            let both = pairs
                .iter()
                .map(|((one, other), _)| (one.and_then(|at| rules.get(at)), other.and_then(|at| rules.get(at))));
            let announces = announces(concern::between(both), &EVERYTHING);
            self.say((code, severity), (message, help), (&facts, Some(rule)), announces);
            let reached = ledger.reached.get(doubter).copied().unwrap_or(false);
            let outcome = if reached { Outcome::Approximate } else { Outcome::Unsupported };
            self.worsen(&rule.from, outcome, because, Some(help));
            if settled == Settled::Closed {
                for (one, other) in pairs.iter().map(|(pair, _)| *pair) {
                    let others = [one, other].into_iter().flatten().filter(|at| *at != doubter);
                    for other in others.filter_map(|at| rules.get(at)) {
                        self.worsen(
                            &other.from,
                            Outcome::Approximate,
                            "some requests are refused beside a guard",
                            Some(help),
                        );
                    }
                }
            }
        }
    }

    fn abandoned(&mut self, hostname: &str, concerned: &[usize], witness: &Witness, rules: &Rules<'_>) {
        let (because, help) = codes::reason(Reason::Cap);
        let host = if hostname.is_empty() { "*" } else { hostname };
        let first = concerned.first().and_then(|at| rules.get(*at));
        let count = concerned.len();
        let message = format!(
            "every request for `{host}`, such as `{witness}`, is refused: its {count} rules overlap, and {because}"
        );
        let facts = first.map(|rule| rule.from.clone()).unwrap_or_default();
        let announces = announces(concern::on_host(hostname), &EVERYTHING);
        self.say((codes::code(Reason::Cap), Severity::Error), (message, help), (&facts, first), announces);
        for rule in concerned.iter().filter_map(|at| rules.get(*at)) {
            self.worsen(&rule.from, Outcome::Unsupported, because, Some(help));
        }
    }

    fn unreached(&mut self, ledger: &Ledger, rules: &Rules<'_>) {
        let live = |at: usize| ledger.reached.get(at).copied().unwrap_or(false);
        let abandoned = ledger.abandoned.values().flat_map(|(rules, _)| rules.iter().copied());
        let doubtful: SortedSet<usize> = ledger.doubts.values().map(|doubt| doubt.doubter).chain(abandoned).collect();
        let missing = (0..ledger.reached.len()).filter(|at| !live(*at));
        let silent: Vec<usize> = missing.filter(|at| !doubtful.contains(at)).collect();
        let told: SortedSet<usize> = silent.iter().copied().chain(ledger.shadowed.keys().copied()).collect();
        let used: SortedSet<FactId> = if told.is_empty() {
            SortedSet::new()
        } else {
            let used = (0..ledger.reached.len()).filter(|at| live(*at) || doubtful.contains(at));
            used.filter_map(|at| rules.get(at)).flat_map(|rule| rule.from.iter().copied()).collect()
        };
        for at in told {
            let Some(rule) = rules.get(at) else { continue };
            let (own, dead) = (title(rule), !live(at));
            let unused: Vec<FactId> = rule.from.iter().filter(|fact| !used.contains(fact)).copied().collect();
            match ledger.shadowed.get(&at).map(|shadow| (shadow, rules.get(shadow.by))) {
                Some((shadow, Some(by))) if shadow.equal => {
                    let first = title(by);
                    let message = format!(
                        "`{own}` takes the same requests as the earlier `{first}`, such as `{}`, and does not get them",
                        shadow.witness
                    );
                    let facts: Vec<FactId> = rule.from.iter().chain(&by.from).copied().collect();
                    let help = "remove one of the two";
                    self.say(("core/duplicate-match", Severity::Warning), (message, help), (&facts, Some(rule)), None);
                    if dead {
                        let why = format!("never reached, because `{first}` takes the same requests first");
                        self.worsen(&unused, Outcome::Approximate, &why, Some(help));
                    }
                }
                Some((_, Some(by))) if dead => {
                    let why = format!("never reached, because the earlier `{}` takes all its requests", title(by));
                    self.never(rule, &why, &unused);
                }
                None if dead => {
                    self.never(rule, "no request can meet its conditions, or earlier rules take them all", &unused)
                }
                Some(_) | None => {}
            }
        }
    }

    fn never(&mut self, rule: &Rule, why: &str, unused: &[FactId]) {
        let message = format!("`{}` is in no route: {why}", title(rule));
        let help = "remove it, or put it before what takes its requests";
        self.say(("core/unreachable-rule", Severity::Warning), (message, help), (&rule.from, Some(rule)), None);
        self.worsen(unused, Outcome::Inert, why, Some(help));
    }

    fn depth(&mut self, hostname: &str, rule: Option<&Rule>, witness: &Witness) {
        let message = format!(
            "`{hostname}` now takes hosts of any number of labels, such as `{}`, not of one label only",
            witness.host
        );
        let help = "write the hosts out one by one where deeper names exist and must not be served";
        let facts = rule.map(|rule| rule.from.clone()).unwrap_or_default();
        let announces = announces(concern::deeper(hostname), &EVERYTHING);
        self.say(("core/wildcard-depth", Severity::Warning), (message, help), (&facts, rule), announces);
    }

    fn refusal(&mut self, hostname: &str, rule: Option<&Rule>, witness: &Witness) {
        let host = if hostname.is_empty() { "*" } else { hostname };
        let message =
            format!("requests for `{host}` that no rule takes, such as `{witness}`, are answered 500 instead of 404");
        let help = "nothing is served either way; choose a target with direct responses if the status matters";
        let facts = rule.map(|rule| rule.from.clone()).unwrap_or_default();
        let announces = announces(concern::on_host(hostname), &[Aspect::Answer]);
        self.say(("core/not-found-as-500", Severity::Warning), (message, help), (&facts, rule), announces);
    }

    /// Answers of a table's own that the target cannot give.
    fn answers(&mut self, ledger: &Ledger, rules: &Rules<'_>) {
        for at in (0..ledger.reached.len()).filter(|at| ledger.reached.get(*at).copied().unwrap_or(false)) {
            let Some(rule) = rules.get(at) else { continue };
            let Action::Respond(response) = &rule.action else { continue };
            if rules.is_closed(at) || rules.is_nothing(at) {
                continue;
            }
            let text = if response.body.is_some() { " and its text" } else { "" };
            let status = response.status;
            let why = format!("answers 500 instead of {status}{text}, because the target has no direct responses");
            let help = "choose a target with direct responses";
            let message = format!("`{}` {why}", title(rule));
            let announces = announces(concern::told(&rule.when), &[Aspect::Answer]);
            self.say(
                ("core/no-direct-response", Severity::Warning),
                (message, help),
                (&rule.from, Some(rule)),
                announces,
            );
            self.worsen(&rule.from, Outcome::Approximate, &why, Some(help));
        }
    }

    fn say(
        &mut self,
        (code, severity): (&str, Severity),
        (message, help): (String, &str),
        (at, rule): (&[FactId], Option<&Rule>),
        announces: Option<Box<Announces>>,
    ) {
        let mut facts = Vec::with_capacity(at.len());
        at.iter().for_each(|fact| {
            if !facts.contains(fact) {
                facts.push(*fact);
            }
        });
        self.findings.push(Finding {
            code: code.to_owned(),
            severity,
            message,
            help: Some(help.to_owned()),
            at: facts,
            object: rule.map(|rule| rule.object),
            announces,
        });
    }

    fn worsen(&mut self, facts: &[FactId], outcome: Outcome, why: &str, advice: Option<&str>) {
        let worsened = facts.iter().map(|fact| (*fact, outcome, why.to_owned(), advice.map(str::to_owned)));
        self.worsened.extend(worsened);
    }
}

fn severity(reason: Reason) -> Severity {
    match reason {
        Reason::Opaque | Reason::ClientAddress | Reason::Pattern | Reason::Value | Reason::Host | Reason::Cap => {
            Severity::Error
        }
        Reason::WildcardDepth
        | Reason::Rank
        | Reason::TextPrefix
        | Reason::PathValue
        | Reason::Conditions
        | Reason::Method
        | Reason::Negation => Severity::Warning,
    }
}
