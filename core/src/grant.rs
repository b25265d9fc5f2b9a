//! Which wants can be granted, and what becomes of rules whose wants cannot.

use crate::target::{DirectResponse, Profile};
use gatewright_contract::{Action, FactId, OnLoss, Respond, RuleId, Table, Want, Wanted};
use std::collections::BTreeMap;

/// A table in which every want is settled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Granted {
    /// The table; a closed rule keeps its place and its predicate, has no steps, and responds.
    pub table: Table,
    /// Why a rule is closed.
    pub closed: BTreeMap<RuleId, Closed>,
}

/// Why a rule is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Closed {
    /// The facts that could not be granted.
    pub because: Vec<FactId>,
}

/// What a closed rule answers where the target can answer at all.
const FORBIDDEN: u16 = 403;
/// What a rule without backends answers, by the specification.
const NO_BACKEND: u16 = 500;

impl Profile {
    /// The status of a request that a closed rule takes.
    pub fn closed_status(&self) -> u16 {
        match self.direct_response {
            DirectResponse::Yes => FORBIDDEN,
            DirectResponse::No => NO_BACKEND,
        }
    }
}

/// Settles every want. A rule to be withheld stays in its place: were it gone, a wider rule would take its requests.
pub fn grant(mut table: Table) -> Granted {
    let mut closed = BTreeMap::new();
    for rule in &mut table.rules {
        let mut because: Vec<FactId> = lost(&rule.wants).flat_map(|want| want.from.iter().copied()).collect();
        if because.is_empty() && rule.action == Action::Forward(Vec::new()) {
            because.clone_from(&rule.from);
        }
        rule.wants.retain(|wanted| is_granted(&wanted.want));
        if !because.is_empty() {
            rule.steps.clear();
            rule.action = Action::Respond(Respond { status: FORBIDDEN });
            closed.insert(rule.id, Closed { because });
        }
    }
    Granted { table, closed }
}

/// The wants that close their rule.
fn lost(wants: &[Wanted]) -> impl Iterator<Item = &Wanted> {
    wants.iter().filter(|wanted| !is_granted(&wanted.want) && wanted.on_loss == OnLoss::Close)
}

/// Whether the target can do it.
fn is_granted(_: &Want) -> bool {
    false
}
