//! How listeners are spread over Gateways and ListenerSets, and which routes each of them lets in.

use super::certificates;
use super::names::{Names, label, listener_names};
use super::passthrough::Pass;
use super::reach::{At, Reach};
use super::share;
use crate::lower::Route;
use crate::options::{GatewayApi, Layout, Options};
use crate::source::Set;
use crate::translate::{GatewayOf, Translated};
use gatewright_contract::collections::{SortedMap, SortedSet};
use gatewright_contract::{Certificate, FactId, Listener, ObjectId, Protocol, Scheme, Severity, Sourced};

/// A Gateway or a ListenerSet may have this many listeners.
pub(super) const MOST_LISTENERS: usize = 64;

/// Everything that holds listeners.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Gateways, each followed by its ListenerSets.
    pub(super) holders: Vec<Holder>,
    /// For each gateway key the listeners by host.
    pub(super) reach: SortedMap<String, Reach>,
    /// Names in use.
    pub(super) names: Names,
}

/// An object that holds listeners.
#[derive(Debug, Clone)]
pub(super) struct Holder {
    pub(super) kind: HolderKind,
    pub(super) key: String,
    pub(super) namespace: String,
    pub(super) name: String,
    pub(super) class: String,
    pub(super) listeners: Vec<Placed>,
    pub(super) annotations: SortedMap<String, Sourced<String>>,
    pub(super) from: Vec<FactId>,
    /// Namespaces whose ListenerSets a Gateway lets in.
    pub(super) listener_sets: SortedSet<String>,
}

/// What a holder is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum HolderKind {
    /// A Gateway.
    Gateway,
    /// A ListenerSet of the Gateway of this name and namespace.
    ListenerSet { gateway: String, namespace: String },
}

impl HolderKind {
    /// The kind of object.
    pub(super) fn name(&self) -> &'static str {
        match self {
            HolderKind::Gateway => "Gateway",
            HolderKind::ListenerSet { .. } => "ListenerSet",
        }
    }
}

/// Where the connections of a listener end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// Here, in clear text.
    Http,
    /// Here, with TLS.
    Https,
    /// At the backend, whose TLS it is.
    Passthrough,
}

impl From<Protocol> for Ending {
    fn from(protocol: Protocol) -> Ending {
        match protocol {
            Protocol::Http => Ending::Http,
            Protocol::Https => Ending::Https,
        }
    }
}

/// A listener in its place.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) name: String,
    pub(super) host: Option<String>,
    pub(super) port: u16,
    pub(super) ending: Ending,
    pub(super) certificates: Vec<(String, String)>,
    pub(super) from: Vec<FactId>,
    /// The table's listeners it stands for.
    pub(super) ids: Vec<gatewright_contract::ListenerId>,
    /// Namespaces whose routes attach.
    pub(super) namespaces: SortedSet<String>,
}

/// Spreads the listeners of every gateway.
pub(super) fn plan(
    translated: &Translated,
    (routes, passes): (&[Route], &[Pass]),
    set: &mut Set,
    options: &Options,
) -> Plan {
    let mut plan = Plan { names: Names::new(set), ..Plan::default() };
    let mut by_gateway: SortedMap<&str, Vec<&Listener>> = SortedMap::new();
    let passed = |listener: &&Listener| {
        let host = listener.host.as_deref();
        listener.protocol == Protocol::Https
            && passes.iter().any(|pass| pass.gateway == listener.gateway && Some(pass.host.as_str()) == host)
    };
    for listener in translated.table.listeners.iter().filter(|listener| !passed(listener)) {
        by_gateway.entry(&listener.gateway).or_default().push(listener);
    }
    let nobody = SortedSet::new();
    let several = translated.gateways.values().map(|gateway| &gateway.class).collect::<SortedSet<_>>().len() > 1;
    let mut members: SortedMap<&str, SortedSet<ObjectId>> = SortedMap::new();
    for route in routes {
        members.entry(&route.gateway).or_default().insert(route.object);
    }
    for (key, gateway) in &translated.gateways {
        let listeners = by_gateway.get(key.as_str()).map(Vec::as_slice).unwrap_or_default();
        let mut first = first_holder((key, gateway), several, (&mut plan.names, set), options);
        first.listeners = passes.iter().filter(|pass| pass.gateway == *key).map(passing).collect();
        let members = members.get(key.as_str()).unwrap_or(&nobody);
        certificates::on_every_gateway(&mut first, members, translated, set);
        spread(first, listeners, (&mut plan, set), (translated, options));
    }
    certificates::settle_rest(translated, set);
    admit(&mut plan, routes, set);
    plan
}

/// The Gateway itself, still without listeners.
fn first_holder(
    (key, gateway): (&str, &GatewayOf),
    several: bool,
    (names, set): (&mut Names, &mut Set),
    options: &Options,
) -> Holder {
    let class_label = gateway.class.as_deref().map(label);
    let chosen = options.gateway.class.clone().or(options.target.gateway_class.map(str::to_owned));
    let class = chosen.clone().or(class_label.clone()).unwrap_or_else(|| "gateway".to_owned());
    let assumed = set
        .ledger
        .diagnostics
        .iter()
        .any(|known| known.code == "core/gateway-class" && known.message.contains(&format!("`{class}`")));
    if chosen.is_none() && !assumed {
        let text = match &gateway.class {
            Some(name) => format!("GatewayClass `{class}` was named after ingress class `{name}`"),
            None => format!("no Ingress names a class, so GatewayClass `{class}` is a guess"),
        };
        let help = "pass --gateway-class with a class of the new implementation (kubectl get gatewayclass)";
        let facts: Vec<FactId> = gateway.from.iter().copied().take(1).collect();
        set.ledger.say(Severity::Warning, "core/gateway-class", &facts, (text, help));
    }
    let wanted = match (&options.gateway.name, &class_label) {
        (Some(name), Some(class)) if several => format!("{}-{class}", label(name)),
        (Some(name), _) => label(name),
        (None, Some(class)) => class.clone(),
        (None, None) => "gateway".to_owned(),
    };
    let namespace = gateway.namespace.clone().unwrap_or_else(|| options.gateway.namespace.clone());
    let name = names.take("Gateway", &namespace, &wanted);
    Holder {
        kind: HolderKind::Gateway,
        key: key.to_owned(),
        namespace,
        name,
        class,
        listeners: Vec::new(),
        annotations: SortedMap::new(),
        from: gateway.from.clone(),
        listener_sets: SortedSet::new(),
    }
}

/// Puts the listeners of one gateway into their holders.
fn spread(
    mut gateway: Holder,
    listeners: &[&Listener],
    (plan, set): (&mut Plan, &mut Set),
    (translated, options): (&Translated, &Options),
) {
    let default_secret = (gateway.namespace.clone(), format!("{}-default-certificate", gateway.name));
    let place = |listener: &Listener| Placed {
        name: String::new(),
        host: listener.host.clone(),
        port: listener.port,
        ending: listener.protocol.into(),
        certificates: listener.certificates.iter().map(|one| secret(one, &default_secret)).collect(),
        from: listener.from.clone(),
        ids: vec![listener.id],
        namespaces: SortedSet::new(),
    };
    let has_sets = options.gateway_api >= GatewayApi::V1_5;
    let (plain, secure): (Vec<&Listener>, Vec<&Listener>) =
        listeners.iter().copied().partition(|listener| listener.protocol == Protocol::Http);
    let passing = std::mem::take(&mut gateway.listeners);
    gateway.listeners = plain.iter().map(|listener| place(listener)).chain(passing).collect();
    let mut holders = Vec::new();
    if options.layout == Layout::ListenerSets && has_sets {
        let groups = certificates::groups(&secure, translated, set);
        for ((namespace, annotations), members) in groups {
            let placed: Vec<Placed> = members.into_iter().map(place).collect();
            holders.extend(sets(&mut gateway, (&namespace, annotations), placed, &mut plan.names));
        }
    } else {
        if options.layout == Layout::ListenerSets {
            let text = "Gateway API 1.4 has no ListenerSet: all listeners are on the Gateway".to_owned();
            let help = "use --gateway-api 1.5 or later, or --gateways shared";
            set.ledger.say(Severity::Warning, "core/no-listener-sets", &[], (text, help));
        }
        let mut placed: Vec<Placed> = secure.iter().map(|listener| place(listener)).collect();
        certificates::on_gateway(&mut gateway, &secure, translated, set);
        let room = MOST_LISTENERS.saturating_sub(gateway.listeners.len());
        if placed.len() > room && has_sets {
            let rest = placed.split_off(room);
            let (namespace, annotations) = (gateway.namespace.clone(), gateway.annotations.clone());
            holders = sets(&mut gateway, (&namespace, annotations), rest, &mut plan.names);
        } else if placed.len() > room {
            placed = share::by_certificate(placed);
            if placed.len() > room {
                holders = share::further_gateways(&gateway, placed.split_off(room), &mut plan.names, set);
            }
        }
        gateway.listeners.extend(placed);
    }
    for mut holder in std::iter::once(gateway).chain(holders) {
        let hosts: Vec<(&str, Option<&str>)> =
            holder.listeners.iter().map(|listener| (prefix(listener.ending), listener.host.as_deref())).collect();
        let names = listener_names(&hosts);
        for (listener, name) in holder.listeners.iter_mut().zip(names) {
            listener.name = name;
        }
        let reach = plan.reach.entry(holder.key.clone()).or_default();
        let ending = holder.listeners.iter().enumerate().filter(|(_, listener)| listener.ending != Ending::Passthrough);
        for (index, listener) in ending {
            reach.add(listener.host.as_deref(), (plan.holders.len(), index));
        }
        plan.holders.push(holder);
    }
}

/// ListenerSets of a Gateway in one namespace, as many as its listeners need.
fn sets(
    gateway: &mut Holder,
    (namespace, annotations): (&str, SortedMap<String, Sourced<String>>),
    listeners: Vec<Placed>,
    names: &mut Names,
) -> Vec<Holder> {
    gateway.listener_sets.insert(namespace.to_owned());
    let mut holders = Vec::new();
    let mut listeners = listeners.into_iter().peekable();
    while listeners.peek().is_some() {
        let name = names.take("ListenerSet", namespace, &gateway.name);
        holders.push(Holder {
            kind: HolderKind::ListenerSet { gateway: gateway.name.clone(), namespace: gateway.namespace.clone() },
            namespace: namespace.to_owned(),
            name,
            listeners: listeners.by_ref().take(MOST_LISTENERS).collect(),
            annotations: annotations.clone(),
            from: Vec::new(),
            listener_sets: SortedSet::new(),
            key: gateway.key.clone(),
            class: gateway.class.clone(),
        });
    }
    holders
}

fn secret(certificate: &Certificate, default: &(String, String)) -> (String, String) {
    match certificate {
        Certificate::Secret { namespace, name } => (namespace.clone(), name.clone()),
        Certificate::Default => default.clone(),
    }
}

fn prefix(ending: Ending) -> &'static str {
    match ending {
        Ending::Http => "http",
        Ending::Https => "https",
        Ending::Passthrough => "tls",
    }
}

/// The listener of a host whose connections are passed through.
fn passing(pass: &Pass) -> Placed {
    Placed {
        name: String::new(),
        host: Some(pass.host.clone()),
        port: 443,
        ending: Ending::Passthrough,
        certificates: Vec::new(),
        from: pass.from.clone(),
        ids: Vec::new(),
        namespaces: SortedSet::from([pass.namespace.clone()]),
    }
}

/// Lets the namespaces of the routes in, listener by listener.
fn admit(plan: &mut Plan, routes: &[Route], set: &Set) {
    let mut everywhere: SortedMap<&str, SortedSet<String>> = SortedMap::new();
    for route in routes {
        let Some(namespace) = namespace_of(route, set) else { continue };
        if route.hosts.is_empty() && !is_bound(route) {
            everywhere.entry(&route.gateway).or_default().insert(namespace);
            continue;
        }
        for (holder, index) in attached(plan, route) {
            let listener = plan.holders.get_mut(holder).and_then(|holder| holder.listeners.get_mut(index));
            if let Some(listener) = listener
                && !listener.namespaces.contains(&namespace)
            {
                listener.namespaces.insert(namespace.clone());
            }
        }
    }
    for holder in &mut plan.holders {
        let Some(namespaces) = everywhere.get(holder.key.as_str()) else { continue };
        let ending = holder.listeners.iter_mut().filter(|listener| listener.ending != Ending::Passthrough);
        for listener in ending {
            listener.namespaces.extend(namespaces.iter().cloned());
        }
    }
}

/// The namespace a route lives in: that of its object.
pub(super) fn namespace_of(route: &Route, set: &Set) -> Option<String> {
    set.ledger.objects.get(route.object.0 as usize).and_then(|object| object.reference.namespace.clone())
}

impl Plan {
    /// Lets go of what only Gateways and grants needed, before the routes take their room.
    pub(super) fn forget_listeners(&mut self) {
        for listener in self.holders.iter_mut().flat_map(|holder| &mut holder.listeners) {
            listener.certificates = Vec::new();
            listener.namespaces = SortedSet::new();
            listener.from = Vec::new();
            listener.host = None;
        }
    }
}

/// The listeners a route attaches to.
pub(super) fn attached(plan: &Plan, route: &Route) -> SortedSet<At> {
    let Some(reach) = plan.reach.get(&route.gateway) else { return SortedSet::new() };
    let mut found = reach.of(&route.hosts);
    if is_bound(route) {
        found.retain(|(holder, index)| {
            let listener = plan.holders.get(*holder).and_then(|holder| holder.listeners.get(*index));
            listener.is_some_and(|listener| takes(listener, route))
        });
    }
    if asks_listeners(route) {
        // Through another listener with TLS nobody would be asked what this one's policy asks.
        let own = reach.own(&route.hosts);
        found.retain(|at| {
            let listener = plan.holders.get(at.0).and_then(|holder| holder.listeners.get(at.1));
            own.contains(at) || listener.is_some_and(|listener| listener.ending != Ending::Https)
        });
    }
    found
}

/// Whether a rule of it asks something of the policies of listeners.
fn asks_listeners(route: &Route) -> bool {
    let extras = route.rules.iter().filter_map(|rule| rule.extras.as_ref());
    extras.flat_map(|extras| &extras.parts).any(|part| part.value.policy.on.is_of_listeners())
}

/// Whether a route keeps to some of the listeners its hosts can reach.
pub(super) fn is_bound(route: &Route) -> bool {
    !route.listeners.is_empty() || route.scheme.is_some() || asks_listeners(route)
}

fn takes(listener: &Placed, route: &Route) -> bool {
    let scheme = match listener.ending {
        Ending::Http => Scheme::Http,
        Ending::Https => Scheme::Https,
        Ending::Passthrough => return false,
    };
    (route.scheme.is_none() || route.scheme == Some(scheme))
        && (route.listeners.is_empty() || listener.ids.iter().any(|id| route.listeners.contains(id)))
}
