//! What happens to requests that no path of their host takes: default backends, or 404.
//!
//! The most specific host decides alone: a request for `shop.example` that none of its paths takes never reaches the
//! rules of `*.example` or of no host. It goes to a default backend where there is one.

use super::backend;
use super::path::LAST;
use super::rule::{Draft, HostUse, Hosts, Member, Order, condition, host_rank, new_rule};
use crate::report::Outcome;
use crate::source::{Host, Set};
use gatewright_contract::collections::{SortedMap, SortedSet};
use gatewright_contract::{Action, FactId, Respond, Rule, Severity};

/// A default backend, resolved once.
struct Default<'m, 's> {
    index: u32,
    member: &'m Member<'s>,
    action: Action,
    facts: Vec<FactId>,
}

/// Adds the rules that end each host, and the one that ends each gateway.
pub(super) fn add(members: &[Member<'_>], (hosts, set): (&Hosts, &mut Set), drafts: &mut Vec<Draft>) {
    let defaults = resolve(members, set);
    let empty = SortedMap::new();
    let gateways: SortedSet<&String> = members.iter().map(|member| &member.gateway).collect();
    for gateway in gateways {
        let hosts = hosts.get(gateway).unwrap_or(&empty);
        let own: Vec<&Default<'_, '_>> = defaults.iter().filter(|default| &default.member.gateway == gateway).collect();
        let shared = own.iter().find(|default| default.member.ingress.rules.is_empty()).or(own.first()).copied();
        if let Some(default) = shared {
            let host = host_rank(&Host::Any, u32::MAX);
            let order =
                Order { gateway: default.member.rank, host, path: LAST, member: default.index, position: u32::MAX };
            drafts.push(Draft { order, rule: end(default, &Host::Any, &[]) });
        }
        announce_losers(&own, shared, set);
        let nearest = nearest(&own);
        for (host, uses) in hosts.iter().filter(|(_, uses)| !uses.total) {
            let nearer = nearest.get(host).copied();
            let wider = has_wider(host, hosts);
            match (nearer, shared) {
                (Some(default), other) if wider || !other.is_some_and(|other| std::ptr::eq(other, default)) => {
                    drafts.push(ending(default.member.rank, (host, uses), end(default, host, &uses.facts)));
                }
                (None, Some(default)) if wider => {
                    drafts.push(ending(default.member.rank, (host, uses), end(default, host, &uses.facts)));
                }
                (None, None) if wider => {
                    let Some(owner) = members.get(uses.owner as usize) else { continue };
                    let owner = Member { wants: Vec::new(), ..owner.clone() };
                    let action = Action::Respond(Respond::bare(404));
                    let rule = new_rule(&owner, u32::MAX, (condition(host), action), uses.facts.clone());
                    drafts.push(ending(owner.rank, (host, uses), rule));
                }
                (Some(_) | None, _) => {}
            }
        }
    }
}

/// Hosts that no rule came of: one without paths, where other rules serve the host or none is left to end it.
pub(super) fn settle_rest(hosts: &Hosts, set: &mut Set) {
    for fact in hosts.values().flat_map(|hosts| hosts.values()).flat_map(|uses| &uses.facts) {
        if set.ledger.is_open(*fact) {
            set.ledger.settle(*fact, Outcome::Inert, "it has no path, and no request of the host is left to it", None);
        }
    }
}

fn ending(gateway: u32, (host, uses): (&Host, &HostUse), rule: Rule) -> Draft {
    let host = host_rank(host, uses.id);
    Draft { order: Order { gateway, host, path: LAST, member: uses.owner, position: u32::MAX }, rule }
}

fn end(default: &Default<'_, '_>, host: &Host, facts: &[FactId]) -> Rule {
    let from = facts.iter().copied().chain(default.facts.iter().copied()).collect();
    new_rule(default.member, u32::MAX, (condition(host), default.action.clone()), from)
}

fn resolve<'m, 's>(members: &'m [Member<'s>], set: &mut Set) -> Vec<Default<'m, 's>> {
    let mut defaults = Vec::new();
    for (index, member) in (0..).zip(members) {
        if let Some(backend) = &member.ingress.default_backend {
            let action = backend::resolve(member.ingress, backend, set);
            defaults.push(Default { index, member, action, facts: backend.facts() });
        }
    }
    defaults
}

/// For each host the default backend of the oldest Ingress that names the host and has one.
fn nearest<'d, 'm, 's>(own: &[&'d Default<'m, 's>]) -> SortedMap<Host, &'d Default<'m, 's>> {
    let mut nearest = SortedMap::new();
    for default in own {
        for rule in &default.member.ingress.rules {
            let host = match &rule.host {
                Some(told) => Host::parse(&told.value).map(|(host, _)| host),
                None => Ok(Host::Any),
            };
            if let Ok(host) = host {
                nearest.entry(host).or_insert(*default);
            }
        }
    }
    nearest
}

/// Whether rules of a wider host could take what this host leaves.
fn has_wider(host: &Host, hosts: &SortedMap<Host, HostUse>) -> bool {
    let name = match host {
        Host::Any => return false,
        Host::Exact(name) | Host::Wildcard(name) => name.as_str(),
    };
    let parents = std::iter::successors(name.split_once('.'), |(_, rest)| rest.split_once('.')).map(|(_, rest)| rest);
    hosts.contains_key(&Host::Any)
        || parents.into_iter().any(|suffix| hosts.contains_key(&Host::Wildcard(suffix.to_owned())))
}

/// One gateway has one last resort; the others serve the hosts of their own Ingress only.
fn announce_losers(own: &[&Default<'_, '_>], shared: Option<&Default<'_, '_>>, set: &mut Set) {
    for default in own {
        if shared.is_some_and(|shared| std::ptr::eq(*default, shared)) {
            continue;
        }
        let why = "another Ingress' default backend answers for hosts that no Ingress names";
        let (outcome, help) = if default.member.ingress.rules.is_empty() {
            (Outcome::Inert, "keep one Ingress without rules in this class")
        } else {
            (Outcome::Approximate, "nothing to do where this backend need only serve the hosts of its own Ingress")
        };
        for fact in &default.facts {
            set.ledger.settle(*fact, outcome, why, Some(help));
        }
        let winner = shared.map(|shared| set.ledger.name(shared.member.ingress.object)).unwrap_or_default();
        let text = format!("several default backends in one class: that of Ingress {winner} answers for unnamed hosts");
        set.ledger.say(Severity::Warning, "core/default-backend-conflict", &default.facts, (text, help));
    }
}
