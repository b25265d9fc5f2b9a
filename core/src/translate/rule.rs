//! The rules of all Ingresses of all gateways, in decision order.

use super::path::{self, Rank, Unreadable};
use super::{backend, fallback};
use crate::report::Outcome;
use crate::source::{Host, HostProblem, Ingress, IngressPath, IngressRule, Set, Told};
use gatewright_contract::collections::{Arrange, SortedMap};
use gatewright_contract::{Action, Atom, Expr, FactId, OnLoss, PathMatch, Rule, RuleId, Severity, Table, Wanted};
use std::cmp::Reverse;

/// An Ingress, its gateway, and the guards that stand before all of its rules.
#[derive(Clone, Debug)]
pub(super) struct Member<'s> {
    pub(super) ingress: &'s Ingress,
    pub(super) gateway: String,
    /// Place of the gateway among all.
    pub(super) rank: u32,
    pub(super) wants: Vec<Wanted>,
}

impl Member<'_> {
    fn is_guarded(&self) -> bool {
        self.wants.iter().any(|want| want.on_loss == OnLoss::Close)
    }
}

/// Every host that has rules, by gateway.
pub(super) type Hosts = SortedMap<String, SortedMap<Host, HostUse>>;

/// What is known of one host of one gateway.
#[derive(Clone, Debug, Default)]
pub(super) struct HostUse {
    /// Tells it from other hosts.
    pub(super) id: u32,
    /// The oldest Ingress that names it: index of the member.
    pub(super) owner: u32,
    /// The facts that name it.
    pub(super) facts: Vec<FactId>,
    /// Whether some rule of it takes every path.
    pub(super) total: bool,
}

/// A rule with what decides its place.
pub(super) struct Draft {
    pub(super) order: Order,
    pub(super) rule: Rule,
}

/// The place of a rule: gateway, host, path, and between equal ones the older Ingress.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Order {
    pub(super) gateway: u32,
    pub(super) host: HostRank,
    pub(super) path: Rank,
    pub(super) member: u32,
    pub(super) position: u32,
}

/// Exact names first, then wildcards from long to short, then no host; rules of one host stay together.
pub(super) type HostRank = (u8, Reverse<usize>, u32);

pub(super) fn host_rank(host: &Host, id: u32) -> HostRank {
    match host {
        Host::Exact(_) => (0, Reverse(0), id),
        Host::Wildcard(suffix) => (1, Reverse(suffix.len()), id),
        Host::Any => (2, Reverse(0), id),
    }
}

/// Adds the rules of all members to the table.
pub(super) fn rules(members: &[Member<'_>], set: &mut Set, table: &mut Table) -> Hosts {
    let mut drafts = Vec::new();
    let mut hosts = Hosts::new();
    let mut next = 0;
    for (index, member) in (0..).zip(members) {
        let mut position = 0;
        for rule in &member.ingress.rules {
            let host = match read_host(rule, set) {
                Ok(host) => host,
                Err(()) => {
                    abandon(rule, set);
                    continue;
                }
            };
            let facts: Vec<FactId> = rule.host.iter().map(|told| told.fact).collect();
            let uses = hosts.entry(member.gateway.clone()).or_default().entry(host.clone());
            let uses = uses.or_insert_with(|| {
                next += 1;
                HostUse { id: next, owner: index, facts: Vec::new(), total: false }
            });
            uses.facts.extend(&facts);
            let before = drafts.len();
            for path in rule.paths.iter().flatten() {
                if let Some(draft) =
                    draft((host_rank(&host, uses.id), &host, &facts), path, (index, member, position), set)
                {
                    uses.total |= matches!(&draft.rule.when, Expr::All(parts) if takes_every_path(parts));
                    drafts.push(draft);
                }
                position += 1;
            }
            if drafts.len() == before && rule.paths.as_ref().is_some_and(|paths| !paths.is_empty()) {
                for fact in facts {
                    set.ledger.settle(fact, Outcome::Unsupported, "none of its paths could be converted", None);
                }
            }
        }
    }
    fallback::add(members, (&hosts, set), &mut drafts);
    drafts.arrange_by_key(|draft| draft.order);
    table.rules.reserve(drafts.len());
    for draft in drafts {
        let id = RuleId(u32::try_from(table.rules.len()).unwrap_or(u32::MAX));
        table.rules.push(Rule { id, ..draft.rule });
    }
    hosts
}

fn takes_every_path(parts: &[Expr]) -> bool {
    parts.iter().any(|part| matches!(part, Expr::Is(Atom::Path(PathMatch::ElementPrefix(path))) if path.trim_end_matches('/').is_empty()))
}

/// One path of one host.
fn draft(
    (host_rank, host, named): (HostRank, &Host, &[FactId]),
    path: &IngressPath,
    (index, member, position): (u32, &Member<'_>, u32),
    set: &mut Set,
) -> Option<Draft> {
    let read = path::read(path, set);
    let action = backend::resolve(member.ingress, &path.backend, set);
    let (matches, rank, action) = match read {
        Ok(path) => (path.matches, path.rank, action),
        // What a guarded pattern may have taken must not reach a wider rule: close all it could be.
        Err(Unreadable::Pattern(stem)) if member.is_guarded() => {
            let rank = path::prefix_rank(&stem);
            (PathMatch::ElementPrefix(stem), rank, action)
        }
        Err(Unreadable::Pattern(_) | Unreadable::Refused) => {
            for fact in path.facts() {
                set.ledger.settle(fact, Outcome::Unsupported, "its path could not be converted", None);
            }
            return None;
        }
    };
    let mut when = condition(host);
    when.push(Expr::Is(Atom::Path(matches)));
    let from = named.iter().copied().chain(path.facts()).collect();
    let order = Order { gateway: member.rank, host: host_rank, path: rank, member: index, position };
    Some(Draft { order, rule: new_rule(member, position, (when, action), from) })
}

/// The condition on the host, with room for one on the path.
pub(super) fn condition(host: &Host) -> Vec<Expr> {
    let mut parts = Vec::with_capacity(2);
    parts.extend(host.condition().map(|host| Expr::Is(Atom::Host(host))));
    parts
}

pub(super) fn new_rule(
    member: &Member<'_>,
    position: u32,
    (when, action): (Vec<Expr>, Action),
    from: Vec<FactId>,
) -> Rule {
    Rule {
        id: RuleId(0),
        object: member.ingress.object,
        position,
        gateway: member.gateway.clone(),
        listeners: Vec::new(),
        when: Expr::All(when),
        steps: Vec::new(),
        wants: member.wants.clone(),
        action,
        from,
    }
}

/// The host of a rule; findings say what is wrong with it.
fn read_host(rule: &IngressRule, set: &mut Set) -> Result<Host, ()> {
    let Some(told) = &rule.host else { return Ok(Host::Any) };
    match Host::parse(&told.value) {
        Ok((host, changed)) => {
            if changed {
                let text = format!("`{}` has upper case letters; it was read in lower case", told.value);
                let help = "write host names in lower case: the API server refuses anything else";
                set.ledger.say(Severity::Warning, "core/host-upper-case", &[told.fact], (text, help));
            }
            Ok(host)
        }
        Err(problem) => {
            refuse_host(told, problem, set);
            Err(())
        }
    }
}

pub(super) fn refuse_host(told: &Told<String>, problem: HostProblem, set: &mut Set) {
    let host = &told.value;
    let (code, text, help) = match problem {
        HostProblem::Template => (
            "core/helm-template",
            format!("the host `{host}` is an unrendered template; its rules were not converted"),
            "render the chart first, then convert what comes out: helm template RELEASE CHART | gatewright convert -",
        ),
        HostProblem::Variable => (
            "core/variable",
            format!("the host `{host}` holds an unset variable; its rules were not converted"),
            "fill the variables in first, for instance with envsubst, then convert what comes out",
        ),
        HostProblem::NotAName => (
            "core/invalid-host",
            format!("`{host}` is no host name; its rules were not converted"),
            "write a DNS name such as shop.example, `*.shop.example`, or no host at all for every host",
        ),
    };
    set.ledger.settle(told.fact, Outcome::Invalid, "not a host name", Some(help));
    set.ledger.say(Severity::Error, code, &[told.fact], (text, help));
}

fn abandon(rule: &IngressRule, set: &mut Set) {
    for fact in rule.paths.iter().flatten().flat_map(IngressPath::facts) {
        set.ledger.settle(fact, Outcome::Invalid, "its rule has no usable host", None);
    }
}
