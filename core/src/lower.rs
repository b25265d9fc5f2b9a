//! From 'the first match decides' to 'the most specific match decides'.
//!
//! On every hostname the conjuncts of all rules that reach it are closed under intersection, each set is given to the
//! first rule that takes it whole, and those are left out that a wider one answers alike. Nothing is taken for granted
//! about an implementation but that a match strictly within another wins. What cannot be decided is announced; where a
//! guarded rule may be concerned, it is closed.

mod announce;
mod binding;
mod chain;
mod claim;
mod closure;
mod codes;
mod competition;
mod concern;
mod conjunct;
mod decide;
mod dnf;
mod element;
mod field;
mod finding;
mod host;
mod ledger;
mod path;
mod pattern;
mod place;
mod plain;
mod prune;
mod route;
mod rules;
mod shelf;
mod spelling;
mod title;
mod witness;

pub use announce::{Announced, Announcement};
pub(crate) use concern::told;
pub use conjunct::Reason;
pub(crate) use pattern::whole as whole_pattern;
pub use route::{HeaderCondition, MatchPath, MatchValue, Route, RouteAction, RouteMatch, RouteRule};
pub(crate) use title::title;
pub use witness::Witness;

use crate::grant::Granted;
use crate::report::Outcome;
use crate::target::Profile;
use binding::Listeners;
use competition::Competition;
use conjunct::{Conjunct, Site};
use gatewright_contract::collections::SortedMap;
use gatewright_contract::{FactId, Finding};
use ledger::Ledger;
use place::Places;
use rules::Rules;

/// Routes, and everything about them that a person should know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lowered {
    /// By gateway, then object, then in the order their authors wrote.
    pub routes: Vec<Route>,
    /// What differs, in words.
    pub findings: Vec<Finding>,
    /// Facts whose outcome is at best this, with a reason and an instruction.
    pub worsened: Vec<(FactId, Outcome, String, Option<String>)>,
    /// What differs, as data.
    pub announced: Vec<Announcement>,
}

/// Lowers a table for a target.
pub fn lower(granted: &Granted, profile: &Profile) -> Lowered {
    let table = &granted.table;
    let rules = Rules::new(granted);
    let mut gateways: SortedMap<&str, Vec<Conjunct<'_>>> = SortedMap::new();
    for (at, rule) in table.rules.iter().enumerate() {
        let site = Site { rule: at, listeners: &rule.listeners, profile };
        gateways.entry(&rule.gateway).or_default().extend(conjunct::of(&rule.when, site));
    }
    let mut ledger = Ledger::new(table.rules.len());
    let mut losses = SortedMap::new();
    let mut lowered = Lowered::default();
    for (gateway, conjuncts) in &gateways {
        let listeners = Listeners::new(table.listeners.iter().filter(|listener| listener.gateway == *gateway));
        let competition = Competition { gateway, conjuncts, listeners, rules: &rules, profile };
        let mut places = Places::default();
        competition.rule(&mut ledger, |ruling| places.put(&ruling, &rules));
        losses.append(&mut places.losses);
        lowered.routes.extend(places.routes(gateway));
    }
    let mut told = finding::told(&ledger, &rules, profile);
    told.losses(&losses, &rules);
    lowered.announced = announce::announcements(&ledger, &rules);
    lowered.findings = told.findings;
    lowered.worsened = told.worsened;
    lowered
}
