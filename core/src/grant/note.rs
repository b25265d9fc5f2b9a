//! How does what was granted and lost reach the books?

use super::told::any;
use super::{Granted, Remark};
use crate::input::Place;
use crate::report::Outcome;
use crate::source::Ledger;
use gatewright_contract::collections::{SortedMap, SortedSet};
use gatewright_contract::{Action, Announces, Aspect, Expr, FactId, Finding, Severity};

/// Settles facts and writes findings down.
pub(crate) fn note(granted: &mut Granted, ledger: &mut Ledger) {
    let idle = idle(granted);
    for settled in std::mem::take(&mut granted.settled) {
        match (settled.outcome, &settled.short) {
            (Outcome::Exact, _) | (_, None) => ledger.used(&[settled.fact]),
            (Outcome::Inert, Some(short)) if idle.contains(&settled.fact) => ledger.idle(settled.fact, &short.why),
            (outcome, Some(short)) => {
                let advice = (!short.advice.is_empty()).then_some(&*short.advice);
                ledger.settle(settled.fact, outcome, &short.why, advice);
            }
        }
    }
    remarks(granted, ledger);
    for finding in std::mem::take(&mut granted.findings) {
        ledger.find(finding);
    }
}

/// Facts that nothing is made of but wants that change nothing.
fn idle(granted: &Granted) -> SortedSet<FactId> {
    let of = |inert: bool| {
        let those = granted.settled.iter().filter(move |settled| (settled.outcome == Outcome::Inert) == inert);
        those.map(|settled| settled.fact).collect::<SortedSet<FactId>>()
    };
    let mut idle = of(true);
    if idle.is_empty() {
        return idle;
    }
    let others = of(false);
    for rule in &granted.table.rules {
        let backends = match &rule.action {
            Action::Forward(backends) => backends.as_slice(),
            Action::Redirect(_) | Action::Respond(_) => &[],
        };
        let steps = rule.steps.iter().flat_map(|step| &step.from);
        let backends = backends.iter().flat_map(|backend| &backend.from);
        for fact in rule.from.iter().chain(steps).chain(backends) {
            idle.remove(fact);
        }
    }
    let listeners = granted.table.listeners.iter().flat_map(|listener| &listener.from);
    for fact in listeners.chain(&others) {
        idle.remove(fact);
    }
    idle
}

/// Requests, and in what their answers differ.
type Concern = (SortedSet<Expr>, SortedSet<Aspect>);

/// Adds to the source's own findings which requests they are about; where it said nothing, something is said.
fn remarks(granted: &mut Granted, ledger: &mut Ledger) {
    let mut places: SortedMap<Place, Vec<usize>> = SortedMap::new();
    for (at, diagnostic) in ledger.diagnostics.iter().enumerate() {
        if let (Some(label), true) = (diagnostic.labels.first(), diagnostic.severity <= Severity::Warning) {
            places.entry(label.place).or_default().push(at);
        }
    }
    let mut concerns: SortedMap<usize, Concern> = SortedMap::new();
    for remark in std::mem::take(&mut granted.remarks) {
        let facts = remark.at.iter().filter_map(|fact| ledger.get(*fact)).map(|record| record.place);
        let spoken: SortedSet<usize> = facts.filter_map(|place| places.get(&place)).flatten().copied().collect();
        for at in &spoken {
            let (whens, changes) = concerns.entry(*at).or_default();
            whens.insert(remark.announces.when.clone());
            changes.extend(remark.announces.changes.iter().copied());
        }
        if spoken.is_empty() {
            ledger.find(unspoken(remark));
        }
    }
    for (at, (whens, changes)) in concerns {
        if let Some(diagnostic) = ledger.diagnostics.get_mut(at) {
            let announces = Announces { when: any(whens), changes: changes.into_iter().collect() };
            diagnostic.announces.get_or_insert_with(|| Box::new(announces));
        }
    }
}

fn unspoken(remark: Remark) -> Finding {
    let (rule, object) = remark.rule;
    Finding {
        code: "core/rule-closed".to_owned(),
        severity: Severity::Error,
        message: format!("`{rule}` is closed: it leads nowhere"),
        help: Some("see what was said about its backend".to_owned()),
        at: remark.at,
        object: Some(object),
        announces: Some(Box::new(remark.announces)),
    }
}
