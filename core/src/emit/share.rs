//! Gateway API 1.4 has no ListenerSets: hosts of one certificate share a listener, and only then comes another Gateway.

use super::layout::{Ending, Holder, HolderKind, MOST_LISTENERS, Placed};
use super::names::Names;
use crate::source::Set;
use gatewright_contract::collections::{Arrange, SortedMap, SortedSet};
use gatewright_contract::{FactId, Severity};

/// Joins hosts below one parent domain that have the same certificate, where no other listener has that wildcard.
pub(super) fn by_certificate(listeners: Vec<Placed>) -> Vec<Placed> {
    let mut groups: SortedMap<(String, Vec<(String, String)>), Vec<Placed>> = SortedMap::new();
    let mut rest = Vec::new();
    let mut wildcards: SortedMap<String, SortedSet<Vec<(String, String)>>> = SortedMap::new();
    for listener in listeners {
        match listener.host.as_deref().and_then(|host| host.split_once('.')).map(|(_, parent)| parent.to_owned()) {
            Some(parent) if parent.contains('.') => {
                wildcards.entry(parent.clone()).or_default().insert(listener.certificates.clone());
                groups.entry((parent, listener.certificates.clone())).or_default().push(listener);
            }
            Some(_) | None => rest.push(listener),
        }
    }
    for ((parent, certificates), members) in groups {
        // Two certificates under one parent: a shared wildcard would serve the wrong one to the other's hosts.
        let alone = wildcards.get(&parent).is_some_and(|several| several.len() == 1);
        if members.len() < 2 || !alone {
            rest.extend(members);
            continue;
        }
        let mut shared = Placed { host: Some(format!("*.{parent}")), certificates, ..placed_like(&members) };
        for member in members {
            shared.from.extend(member.from);
            shared.ids.extend(member.ids);
        }
        rest.push(shared);
    }
    rest.arrange_by(|one, other| one.host.cmp(&other.host));
    rest
}

fn placed_like(members: &[Placed]) -> Placed {
    let first = members.first();
    Placed {
        name: String::new(),
        host: None,
        port: first.map_or(443, |first| first.port),
        ending: first.map_or(Ending::Https, |first| first.ending),
        certificates: Vec::new(),
        from: Vec::new(),
        ids: Vec::new(),
        namespaces: SortedSet::new(),
    }
}

/// More Gateways for what one cannot hold. Their hosts get another address.
pub(super) fn further_gateways(first: &Holder, rest: Vec<Placed>, names: &mut Names, set: &mut Set) -> Vec<Holder> {
    let room = MOST_LISTENERS.saturating_sub(first.listeners.len()).max(1);
    let mut holders = Vec::new();
    let mut rest = rest.into_iter().peekable();
    while rest.peek().is_some() {
        let listeners: Vec<Placed> = rest.by_ref().take(room).collect();
        let name = names.take("Gateway", &first.namespace, &first.name);
        let hosts: Vec<&str> = listeners.iter().filter_map(|listener| listener.host.as_deref()).collect();
        let facts: Vec<FactId> = listeners.iter().flat_map(|listener| listener.from.iter().copied()).collect();
        let text = format!(
            "Gateway {} is full (64 listeners): {} hosts move to Gateway {name}, which has another address: {}",
            first.name,
            hosts.len(),
            hosts.join(", ")
        );
        let help = "point these hosts' DNS at the new address, or use --gateway-api 1.5 and later, whose ListenerSets share one";
        set.ledger.say(Severity::Error, "core/second-gateway", &facts, (text, help));
        let plain = first.listeners.iter().cloned();
        holders.push(Holder {
            kind: HolderKind::Gateway,
            name,
            listeners: plain.chain(listeners).collect(),
            ..first.clone()
        });
    }
    holders
}
