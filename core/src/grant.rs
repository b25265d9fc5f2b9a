//! Which wants the target can grant, and what becomes of rules whose wants it cannot.

use gatewright_contract::{FactId, RuleId, Table};
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
