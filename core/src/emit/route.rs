//! HTTPRoutes and GRPCRoutes.

use super::extension::Extensions;
use super::extras::fields;
use super::filter::filters;
use super::gateway::{GROUP, V1, metadata, object, printed};
use super::grpc::{self, RouteKind};
use super::layout::{HolderKind, Plan, attached, is_bound, namespace_of};
use super::names::host_slug;
use super::node::{Manifest, Node};
use super::policy::{Policies, sections};
use crate::lower::{HeaderCondition, MatchPath, MatchValue, Route, RouteAction, RouteMatch, RouteRule};
use crate::source::Set;
use crate::translate::{Carried, CarriedTo, Translated};
use gatewright_contract::collections::{Arrange, SortedMap, SortedSet};
use gatewright_contract::{Backend, FactId, ObjectId, Scheme, Sourced};

const MOST_PARENTS: usize = 32;

/// Every route as an object, by namespace and name.
pub(super) fn routes(
    (routes, kinds): (Vec<Route>, &[RouteKind]),
    (plan, extensions, policies): (&mut Plan, &Extensions, &mut Policies),
    (translated, set): (&Translated, &mut Set),
) -> Vec<Manifest> {
    let mut annotations: SortedMap<ObjectId, Vec<&Carried>> = SortedMap::new();
    for one in translated.carried.iter().filter(|one| one.to == CarriedTo::Routes) {
        annotations.entry(one.object).or_default().push(one);
    }
    let mut manifests = Vec::with_capacity(routes.len());
    let wanted = wanted_names(&routes, set);
    let routes = routes.into_iter().zip(kinds.iter().copied());
    let mut named: Vec<((bool, String), (Route, RouteKind))> = wanted.into_iter().zip(routes).collect();
    // Plain names first: an Ingress called `web-a` keeps its name where `web` has a route for host `a`.
    named.arrange_by_key(|((suffixed, _), _)| *suffixed);
    for ((_, name), (route, kind)) in named {
        let Some(namespace) = namespace_of(&route, set) else { continue };
        let mine = annotations.get(&route.object).map(Vec::as_slice).unwrap_or_default();
        let carried: SortedMap<String, Sourced<String>> = mine
            .iter()
            .map(|one| (one.key.clone(), Sourced { value: one.value.clone(), from: vec![one.fact] }))
            .collect();
        for one in mine {
            set.ledger.used(&[one.fact]);
        }
        policies.attach_listeners(&route, plan);
        for parents in parents(&route, plan, &namespace).chunks(MOST_PARENTS) {
            let name = plan.names.take(kind.name(), &namespace, &name);
            policies.attach(&route, (kind.name(), &name), (&namespace, set));
            let metadata = metadata(&name, printed(&namespace, set), &carried);
            manifests.push(Manifest {
                api_version: V1,
                kind: kind.name(),
                namespace: namespace.clone(),
                name,
                origin: format!("Ingress {}", set.ledger.name(route.object)),
                root: object((V1, kind.name()), metadata, spec((&route, kind), parents, (&namespace, set, extensions)))
                    .because(&all_facts(&route)),
            });
        }
    }
    for one in annotations.values().flatten() {
        if set.ledger.is_open(one.fact) {
            let why = "no route was made of this Ingress";
            set.ledger.settle(one.fact, crate::report::Outcome::Inert, why, None);
        }
    }
    manifests.arrange_by(|one, other| {
        (&one.namespace, &one.name, one.kind).cmp(&(&other.namespace, &other.name, other.kind))
    });
    manifests
}

/// A route's name: its Ingress', and where that has several routes for different hosts, the first host behind it.
fn wanted_names(routes: &[Route], set: &Set) -> Vec<(bool, String)> {
    let mut by_object: SortedMap<ObjectId, SortedSet<&[String]>> = SortedMap::new();
    for route in routes {
        by_object.entry(route.object).or_default().insert(&route.hosts);
    }
    let name = |route: &Route| {
        let name = set.ledger.objects.get(route.object.0 as usize).and_then(|object| object.reference.name.clone());
        let name = name.unwrap_or_else(|| "route".to_owned());
        let name = if is_to_https(route) { format!("{name}-to-https") } else { name };
        if by_object.get(&route.object).is_some_and(|hosts| hosts.len() > 1) {
            let slug = route.hosts.first().map_or_else(|| "all-hosts".to_owned(), |host| host_slug(host));
            (true, format!("{name}-{slug}"))
        } else {
            (is_to_https(route), name)
        }
    };
    routes.iter().map(name).collect()
}

/// Whether all it does is to send plain requests to https: the route that answers them keeps the plain name.
fn is_to_https(route: &Route) -> bool {
    let redirects =
        |rule: &RouteRule| matches!(&rule.action, RouteAction::Redirect(to) if to.scheme == Some(Scheme::Https));
    route.scheme == Some(Scheme::Http) && route.rules.iter().all(redirects)
}

fn all_facts(route: &Route) -> Vec<FactId> {
    route.rules.iter().flat_map(|rule| rule.from.iter().copied()).collect()
}

/// The Gateways and ListenerSets a route attaches to; with a section where it must not attach to all of one.
fn parents(route: &Route, plan: &Plan, namespace: &str) -> Vec<Node> {
    let chosen = attached(plan, route);
    let reachable = match plan.reach.get(&route.gateway) {
        Some(reach) if is_bound(route) => reach.of(&route.hosts),
        Some(_) | None => chosen.clone(),
    };
    let mut holders: SortedMap<usize, Vec<usize>> = SortedMap::new();
    for (holder, listener) in &chosen {
        holders.entry(*holder).or_default().push(*listener);
    }
    let mut nodes = Vec::new();
    for (index, listeners) in holders {
        let Some(holder) = plan.holders.get(index) else { continue };
        let all = reachable.iter().filter(|(other, _)| *other == index).count() == listeners.len();
        let sections: Vec<Option<&str>> = if all {
            vec![None]
        } else {
            let named = |listener: &usize| holder.listeners.get(*listener).map(|listener| listener.name.as_str());
            listeners.iter().map(named).collect()
        };
        for section in sections {
            let mut members = Vec::new();
            if holder.kind != HolderKind::Gateway {
                members.push(("group", Node::str(GROUP)));
                members.push(("kind", Node::str("ListenerSet")));
            }
            members.push(("name", Node::str(holder.name.clone())));
            if holder.namespace != namespace {
                members.push(("namespace", Node::str(holder.namespace.clone())));
            }
            members.extend(section.map(|section| ("sectionName", Node::str(section.to_owned()))));
            nodes.push(Node::map(members));
        }
    }
    nodes
}

fn spec(
    (route, kind): (&Route, RouteKind),
    parents: &[Node],
    (namespace, set, extensions): (&str, &Set, &Extensions),
) -> Node {
    let mut members = vec![("parentRefs", Node::list(parents.iter().cloned()))];
    if !route.hosts.is_empty() {
        let hosts = Node::list(route.hosts.iter().map(|host| Node::str(host.clone())));
        let named: Vec<FactId> = all_facts(route).into_iter().filter(|fact| names_a_host(*fact, set)).collect();
        members.push(("hostnames", hosts.because(&named)));
    }
    let named = route.rules.iter().zip(sections(route));
    let rules = named.map(|(rule, name)| self::rule((rule, name), kind, (namespace, set, extensions)));
    members.push(("rules", Node::list(rules)));
    Node::map(members)
}

fn names_a_host(fact: FactId, set: &Set) -> bool {
    set.ledger.get(fact).is_some_and(|fact| fact.pointer.0.ends_with("/host"))
}

fn rule(
    (rule, name): (&RouteRule, Option<String>),
    kind: RouteKind,
    (namespace, set, extensions): (&str, &Set, &Extensions),
) -> Node {
    let mut members: Vec<(&'static str, Node)> = name.map(|name| ("name", Node::str(name))).into_iter().collect();
    match kind {
        RouteKind::Http => members.push(("matches", Node::list(rule.matches.iter().map(one_match)))),
        RouteKind::Grpc => members.extend(grpc::matches(rule).map(|matches| ("matches", matches))),
    }
    let mut filters = filters(rule, (namespace, set, &extensions.stand_ins));
    filters.extend(extensions.filters(rule, namespace));
    if !filters.is_empty() {
        members.push(("filters", Node::list(filters)));
    }
    match &rule.action {
        RouteAction::Forward(backends) => {
            let alone = backends.len() == 1;
            let reference = |one: &Backend| match extensions.stand_ins.reference(rule, one, (namespace, set)) {
                Some(reference) => weighed(reference, one, alone),
                None => backend(one, namespace, alone),
            };
            members.push(("backendRefs", Node::list(backends.iter().map(reference))));
        }
        RouteAction::Redirect(_) | RouteAction::Respond(_) => {}
    }
    if let Some(extras) = &rule.extras {
        members.extend(fields(extras));
    }
    Node::map(members).because(&rule.from)
}

fn one_match(one: &RouteMatch) -> Node {
    let (kind, value) = match &one.path {
        MatchPath::Exact(value) => ("Exact", value),
        MatchPath::Prefix(value) => ("PathPrefix", value),
        MatchPath::Regex(value) => ("RegularExpression", value),
    };
    let mut members = vec![("path", Node::map([("type", Node::str(kind)), ("value", Node::str(value.clone()))]))];
    if !one.headers.is_empty() {
        members.push(("headers", Node::list(one.headers.iter().map(condition))));
    }
    if !one.query.is_empty() {
        members.push(("queryParams", Node::list(one.query.iter().map(condition))));
    }
    members.extend(one.method.iter().map(|method| ("method", Node::str(method.clone()))));
    Node::map(members)
}

pub(super) fn condition(condition: &HeaderCondition) -> Node {
    let (kind, value) = match &condition.value {
        MatchValue::Exact(value) => ("Exact", value),
        MatchValue::Regex(value) => ("RegularExpression", value),
    };
    Node::map([
        ("type", Node::str(kind)),
        ("name", Node::str(condition.name.clone())),
        ("value", Node::str(value.clone())),
    ])
}

pub(super) fn backend(backend: &Backend, namespace: &str, alone: bool) -> Node {
    let members = referred((&backend.namespace, &backend.service, backend.port), namespace);
    weighed(members, backend, alone)
}

fn weighed(mut members: Vec<(&'static str, Node)>, backend: &Backend, alone: bool) -> Node {
    // A single backend takes everything whatever its weight, unless the weight is nought.
    if !alone || backend.weight == 0 {
        members.push(("weight", Node::int(backend.weight)));
    }
    Node::map(members).because(&backend.from)
}

/// A Service, by namespace, name and port, as seen from a namespace.
pub(super) fn reference(service: (&str, &str, u16), from: &str) -> Node {
    Node::map(referred(service, from))
}

fn referred((namespace, name, port): (&str, &str, u16), from: &str) -> Vec<(&'static str, Node)> {
    let mut members = vec![("name", Node::str(name.to_owned()))];
    if namespace != from {
        members.push(("namespace", Node::str(namespace.to_owned())));
    }
    members.push(("port", Node::int(port)));
    members
}
