//! What becomes of a source's answer. Nothing in it is taken on trust.

use super::merge::merge;
use super::{clean, failed, printed};
use crate::plugins::Member;
use crate::report::{Outcome, Owner};
use crate::source::Set;
use gatewright_contract::collections::{SortedMap, SortedSet};
use gatewright_contract::{
    Action, FactId, Finding, ListenerId, ObjectId, Request, Response, Severity, Sourced, Step, Table, Verdict,
    VerdictKind, Wanted,
};

/// Facts that are marked.
pub(super) struct Marks(Vec<bool>);

impl Marks {
    /// These. They are facts of the request: there is a place for each up to the last.
    pub(super) fn of(facts: &[FactId]) -> Marks {
        let places = facts.iter().map(|fact| fact.0 as usize + 1).max().unwrap_or(0);
        let mut marks = Marks(vec![false; places]);
        facts.iter().for_each(|fact| _ = marks.mark(*fact));
        marks
    }

    /// Marks a fact, where there is a place for it; whether it is new.
    fn mark(&mut self, fact: FactId) -> bool {
        self.0.get_mut(fact.0 as usize).is_some_and(|mark| !std::mem::replace(mark, true))
    }

    /// Whether a fact is marked.
    pub(super) fn has(&self, fact: FactId) -> bool {
        self.0.get(fact.0 as usize).is_some_and(|mark| *mark)
    }
}

/// What a plugin may name.
pub(super) struct Given<'r> {
    pub(super) facts: Marks,
    pub(super) objects: SortedSet<ObjectId>,
    pub(super) gateways: SortedSet<&'r str>,
}

impl<'r> Given<'r> {
    /// What this request gave.
    pub(super) fn of(request: &'r Request) -> Given<'r> {
        let mut facts = Vec::new();
        request.objects.iter().for_each(|object| object.body.each_fact(&mut |fact| facts.push(fact)));
        Given {
            facts: Marks::of(&facts),
            objects: request.objects.iter().map(|object| object.id).collect(),
            gateways: request.objects.iter().filter_map(|object| object.gateway.as_deref()).collect(),
        }
    }

    /// Whether it gave this fact.
    pub(super) fn has(&self, fact: FactId) -> bool {
        self.facts.has(fact)
    }
}

/// Adds a source's table to the others', and settles its facts.
pub(super) fn apply(
    (request, mut response): (&Request, Response),
    (at, member): (usize, &Member<'_>),
    (set, table): (&mut Set, &mut Table),
    guards: &SortedMap<ObjectId, &[Wanted]>,
) {
    let id = member.manifest.id.as_str();
    let given = Given::of(request);
    let facts = named(&response.table);
    if let Some(problem) = problem(&response.table, &facts, &given) {
        failed(id, &format!("its answer cannot be used: {problem}"), request, set);
        return;
    }
    guard(&mut response.table, guards, set);
    for closed in printed::close(&mut response.table) {
        let text = format!("plugin {id} made a rule that cannot be printed; it is closed");
        misstep("host/bad-rule", text, &closed, set);
    }
    let named = named(&response.table);
    settle(response.verdicts, &Marks::of(&named), (at, id, &given), set);
    tell(response.findings, (id, &given), set);
    set.ledger.used(&named);
    merge(response.table, table);
}

/// Guards that nobody understands stand before every rule that their Ingress had a part in.
fn guard(table: &mut Table, guards: &SortedMap<ObjectId, &[Wanted]>, set: &Set) {
    if guards.values().all(|guards| guards.is_empty()) {
        return;
    }
    for rule in &mut table.rules {
        let mut facts = rule.from.clone();
        if let Action::Forward(backends) = &rule.action {
            facts.extend(backends.iter().flat_map(|backend| &backend.from));
        }
        let mut makers: SortedSet<ObjectId> =
            facts.iter().filter_map(|fact| set.ledger.get(*fact)).map(|record| record.object).collect();
        makers.insert(rule.object);
        let guards = makers.iter().filter_map(|maker| guards.get(maker));
        rule.wants.extend(guards.flat_map(|guards| guards.iter().cloned()));
    }
}

/// What is wrong with a table.
fn problem(table: &Table, named: &[FactId], given: &Given<'_>) -> Option<String> {
    let listeners: SortedSet<ListenerId> = table.listeners.iter().map(|listener| listener.id).collect();
    if listeners.len() != table.listeners.len() {
        return Some("two listeners have one number".to_owned());
    }
    for listener in &table.listeners {
        if !given.gateways.contains(listener.gateway.as_str()) {
            return Some(format!("a listener names the gateway `{}`, which no Ingress has", clean(&listener.gateway)));
        }
    }
    for gateway in &table.gateways {
        if !given.gateways.contains(gateway.gateway.as_str()) {
            return Some(format!("wants name the gateway `{}`, which no Ingress has", clean(&gateway.gateway)));
        }
    }
    for (at, rule) in table.rules.iter().enumerate() {
        if !given.objects.contains(&rule.object) {
            return Some(format!("rule {at} names object {}, which it was not given", rule.object.0));
        }
        if !given.gateways.contains(rule.gateway.as_str()) {
            return Some(format!("rule {at} names the gateway `{}`, which no Ingress has", clean(&rule.gateway)));
        }
        if let Some(unknown) = rule.listeners.iter().find(|listener| !listeners.contains(listener)) {
            return Some(format!("rule {at} names listener {}, which is not there", unknown.0));
        }
    }
    if let Some(problem) = printed::problem(table) {
        return Some(problem);
    }
    let unknown = named.iter().find(|fact| !given.has(**fact))?;
    Some(format!("it names fact {}, which it was not given", unknown.0))
}

/// Every fact that an item of a table names, as often as it does.
pub(super) fn named(table: &Table) -> Vec<FactId> {
    let mut named: Vec<FactId> = table.listeners.iter().flat_map(|listener| listener.from.iter().copied()).collect();
    table.gateways.iter().for_each(|gateway| chain(&[], &gateway.wants, &mut named));
    for rule in &table.rules {
        named.extend(&rule.from);
        chain(&rule.steps, &rule.wants, &mut named);
        if let Action::Forward(backends) = &rule.action {
            named.extend(backends.iter().flat_map(|backend| &backend.from));
        }
    }
    named
}

/// Every fact that steps and wants name.
pub(super) fn chain(steps: &[Sourced<Step>], wants: &[Wanted], named: &mut impl Extend<FactId>) {
    named.extend(steps.iter().flat_map(|step| step.from.iter().copied()));
    named.extend(wants.iter().flat_map(|wanted| wanted.from.iter().copied()));
}

/// Gives facts the outcomes their plugin says.
pub(super) fn settle(verdicts: Vec<Verdict>, named: &Marks, (at, id, given): (usize, &str, &Given<'_>), set: &mut Set) {
    let mut seen = Marks(vec![false; given.facts.0.len()]);
    for verdict in verdicts {
        let fact = verdict.fact;
        let owner = set.ledger.get(fact).and_then(|record| record.owner);
        let owns = matches!(owner, Some(Owner::Plugin(plugin)) if usize::from(plugin) == at);
        if !given.has(fact) || !owns {
            let text = format!("plugin {id} speaks of fact {}, which is not its own", fact.0);
            misstep("host/unknown-fact", text, &[], set);
            continue;
        }
        if !seen.mark(fact) {
            misstep("host/verdict-twice", format!("plugin {id} gives one setting two outcomes"), &[fact], set);
            continue;
        }
        let why = clean(verdict.why.as_deref().unwrap_or("its plugin says so"));
        let advice = verdict.advice.as_deref().map(clean);
        let outcome = match verdict.outcome {
            // It stands in the table, whatever else was said of it.
            VerdictKind::Inert if named.has(fact) => None,
            VerdictKind::Inert => Some(Outcome::Inert),
            VerdictKind::Used if named.has(fact) => None,
            VerdictKind::Used => {
                let text = format!("plugin {id} says it used this setting, and nothing in its answer came of it");
                misstep("host/unused-fact", text, &[fact], set);
                set.ledger.settle(fact, Outcome::Unsupported, "its plugin used it for nothing", None);
                None
            }
            VerdictKind::Approximate => Some(Outcome::Approximate),
            VerdictKind::Unsupported => Some(Outcome::Unsupported),
            VerdictKind::Invalid => Some(Outcome::Invalid),
        };
        if let Some(outcome) = outcome {
            set.ledger.settle(fact, outcome, &why, advice.as_deref());
        }
        if !verdict.parts.is_empty() {
            set.ledger.part(fact, verdict.parts);
        }
    }
}

/// Writes a plugin's findings down, under its own name.
pub(super) fn tell(findings: Vec<Finding>, (id, given): (&str, &Given<'_>), set: &mut Set) {
    for mut finding in findings {
        let slug = finding.code.rsplit('/').next().unwrap_or_default();
        let slug: String = slug.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
        finding.code = format!("{id}/{slug}");
        finding.message = clean(&finding.message);
        finding.help = finding.help.as_deref().map(clean);
        finding.at.retain(|fact| given.has(*fact));
        finding.object = finding.object.filter(|object| given.objects.contains(object));
        set.ledger.find(finding);
    }
}

/// A mistake of a plugin that costs only what it is about.
pub(super) fn misstep(code: &'static str, text: String, at: &[FactId], set: &mut Set) {
    let help = "this is a mistake of the plugin: report it to its author";
    set.ledger.say(Severity::Error, code, at, (text, help));
}
