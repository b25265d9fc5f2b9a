//! Rules of the table in the making.

use super::condition::all;
use crate::cluster::{Location, Server};
use gatewright_plugin_sdk::Answer;
use gatewright_plugin_sdk::contract::collections::SortedSet;
use gatewright_plugin_sdk::contract::{Action, Expr, FactId, ObjectId, Rule, RuleId, Sourced, Step, Wanted};

/// So few facts are compared one by one.
const FEW: usize = 16;

/// A rule without what it does on the way.
pub(crate) struct Draft {
    /// Which requests of the server.
    pub(crate) when: Vec<Expr>,
    /// What happens in the end.
    pub(crate) action: Action,
    /// What it was made from.
    pub(crate) from: Vec<FactId>,
    /// What happens on the way.
    pub(crate) steps: Vec<Sourced<Step>>,
    /// What only some targets can do.
    pub(crate) wants: Vec<Wanted>,
}

impl Draft {
    /// A rule that needs no backend.
    pub(crate) fn bare(when: Vec<Expr>, action: Action, from: Vec<FactId>) -> Draft {
        Draft { when, action, from, steps: Vec::new(), wants: Vec::new() }
    }
}

/// Adds a rule of a server for an object. `place` is its order among the rules of the object, as written.
pub(crate) fn push(draft: Draft, server: &Server<'_>, (object, place): (ObjectId, u32), answer: &mut Answer) {
    let id = RuleId(u32::try_from(answer.table.rules.len()).unwrap_or(u32::MAX));
    let mut from = draft.from;
    from.extend(server.aliases.iter().map(|alias| alias.fact));
    once(&mut from);
    answer.table.rules.push(Rule {
        id,
        object,
        position: place,
        gateway: server.gateway.to_owned(),
        listeners: Vec::new(),
        when: all(server.condition().into_iter().chain(draft.when)),
        steps: draft.steps,
        wants: draft.wants,
        action: draft.action,
        from,
    });
}

/// Keeps the first of equal facts.
fn once(facts: &mut Vec<FactId>) {
    if facts.len() < FEW {
        let mut kept: Vec<FactId> = Vec::with_capacity(facts.len());
        facts.iter().for_each(|fact| kept.extend(Some(*fact).filter(|fact| !kept.contains(fact))));
        *facts = kept;
    } else {
        let mut seen = SortedSet::new();
        facts.retain(|fact| seen.insert(*fact));
    }
}

/// The place of one of a location's rules.
pub(crate) fn place(at: &Location<'_>, step: u32) -> u32 {
    at.position.saturating_mul(16).saturating_add(step)
}
