//! Which listener takes a request?
//!
//! Listeners are isolated: the most specific hostname of a port decides, and no wider listener is asked after it.

use super::holder::{Admits, Name};
use crate::tree::{at, kind, list, number, text};
use crate::{Traits, host, place, request};
use gatewright_contract::HttpRequest;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A listener of a Gateway or of a ListenerSet.
#[derive(Clone, Debug)]
pub(super) struct Listener {
    /// The Gateway whose address it has.
    pub(super) gateway: Name,
    /// The object that holds it.
    pub(super) holder: Name,
    /// Its name there.
    pub(super) section: String,
    /// Its port.
    pub(super) port: u16,
    protocol: String,
    /// Its hostname; empty is every host.
    pub(super) hostname: String,
    admits: Admits,
    kinds: Vec<String>,
}

impl Listener {
    /// For a person: `listener https of Gateway shop/nginx`.
    pub(super) fn shown(&self) -> String {
        format!("listener {} of {}", self.section, self.holder)
    }
}

/// The Gateways in order of namespace and name, and all listeners.
pub(super) fn read(objects: &[Value]) -> (Vec<Name>, Vec<Listener>) {
    let holders = |wanted: &'static str| objects.iter().filter(move |object| kind(object) == wanted);
    let mut gateways: Vec<Name> = holders("Gateway").map(Name::of).collect();
    gateways.sort();
    gateways.dedup();
    let mut listeners = Vec::new();
    for gateway in holders("Gateway") {
        listeners.extend(of_holder(gateway, &Name::of(gateway)));
    }
    for set in holders("ListenerSet").chain(holders("XListenerSet")) {
        let own = Name::of(set);
        let parent = Name::referenced(at(set, "/spec/parentRef"), &own.namespace);
        let admitted = holders("Gateway").find(|gateway| Name::of(gateway) == parent).is_some_and(|gateway| {
            let namespaces = at(gateway, "/spec/allowedListeners/namespaces");
            Admits::read(namespaces, &parent.namespace, Admits::Nobody).takes(&own.namespace)
        });
        if admitted {
            listeners.extend(of_holder(set, &parent));
        }
    }
    (gateways, listeners)
}

fn of_holder<'a>(holder: &'a Value, gateway: &'a Name) -> impl Iterator<Item = Listener> + 'a {
    let own = Name::of(holder);
    list(at(holder, "/spec/listeners")).iter().map(move |listener| {
        let protocol = text(&listener["protocol"]).unwrap_or_default().to_owned();
        let allowed = &listener["allowedRoutes"];
        let named: Vec<String> =
            list(&allowed["kinds"]).iter().filter_map(|one| text(&one["kind"])).map(str::to_owned).collect();
        let default_port = if protocol == "HTTP" { 80 } else { 443 };
        Listener {
            gateway: gateway.clone(),
            section: text(&listener["name"]).unwrap_or_default().to_owned(),
            port: number(&listener["port"]).filter(|port| *port > 0).unwrap_or(default_port),
            hostname: text(&listener["hostname"]).unwrap_or_default().to_owned(),
            admits: Admits::read(&allowed["namespaces"], &own.namespace, Admits::Same(own.namespace.clone())),
            kinds: if named.is_empty() { kinds(&protocol) } else { named },
            holder: own.clone(),
            protocol,
        }
    })
}

fn kinds(protocol: &str) -> Vec<String> {
    let kinds: &[&str] = match protocol {
        "HTTP" | "HTTPS" => &["HTTPRoute", "GRPCRoute"],
        "TLS" => &["TLSRoute"],
        _ => &[],
    };
    kinds.iter().map(|kind| (*kind).to_owned()).collect()
}

/// The ports of each Gateway, plain and encrypted.
pub(super) fn ports(listeners: &[Listener]) -> BTreeMap<(Name, bool), BTreeSet<u16>> {
    let mut ports: BTreeMap<(Name, bool), BTreeSet<u16>> = BTreeMap::new();
    for listener in listeners {
        for encrypted in [false, true].into_iter().filter(|encrypted| listener.speaks(*encrypted)) {
            ports.entry((listener.gateway.clone(), encrypted)).or_default().insert(listener.port);
        }
    }
    ports
}

/// The port of a Gateway that a request comes to: its scheme's, or where the Gateway has none there, the lowest that speaks
/// it.
pub(super) fn port(ports: &BTreeMap<(Name, bool), BTreeSet<u16>>, gateway: &Name, asked: &HttpRequest) -> Option<u16> {
    let encrypted = request::encrypted(asked);
    let usual = place::default_port(if encrypted { "https" } else { "http" });
    let ports = ports.get(&(gateway.clone(), encrypted))?;
    if ports.contains(&usual) { Some(usual) } else { ports.first().copied() }
}

/// The listener of a Gateway's port that takes a request, among those that may.
pub(super) fn of<'a>(
    listeners: impl Iterator<Item = &'a Listener>,
    (gateway, port): (&Name, u16),
    (asked, host): (&HttpRequest, &str),
    traits: Traits,
) -> Option<&'a Listener> {
    let there = listeners.filter(|listener| {
        listener.gateway == *gateway && listener.port == port && listener.speaks(request::encrypted(asked))
    });
    let ranked =
        there.filter_map(|listener| Some((host::rank(&listener.hostname, host, traits.wildcard_depth)?, listener)));
    // The first of equals: a listener that repeats another is in conflict with it.
    ranked.reduce(|best, other| if other.0 > best.0 { other } else { best }).map(|(_, listener)| listener)
}

impl Listener {
    fn speaks(&self, encrypted: bool) -> bool {
        match self.protocol.as_str() {
            "HTTP" => !encrypted,
            "HTTPS" | "TLS" => encrypted,
            _ => false,
        }
    }

    /// Whether a reference of a route names it, and it lets the route in.
    pub(super) fn takes(&self, reference: &Value, route: &Name) -> bool {
        let section = text(&reference["sectionName"]);
        Name::referenced(reference, &route.namespace) == self.holder
            && section.is_none_or(|section| section == self.section)
            && number(&reference["port"]).is_none_or(|port| port == self.port)
            && self.admits.takes(&route.namespace)
            && self.kinds.contains(&route.kind)
    }
}
