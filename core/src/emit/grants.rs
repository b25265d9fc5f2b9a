//! ReferenceGrants for what crosses a namespace: Secrets of listeners, Services of routes. Each names what it grants.

use super::gateway::{GROUP, metadata, object, printed};
use super::grpc::RouteKind;
use super::layout::{HolderKind, Plan, attached, namespace_of};
use super::node::{Manifest, Node, Value};
use super::passthrough::Pass;
use super::stand_in::StandIns;
use crate::lower::{Route, RouteAction, RouteRule};
use crate::source::Set;
use crate::target::Attach;
use gatewright_contract::collections::{SortedMap, SortedSet};
use gatewright_contract::{Backend, FactId};

/// The version every release serves.
const V1BETA1: &str = "gateway.networking.k8s.io/v1beta1";
const MOST_ENTRIES: usize = 16;

/// Who may refer (group, kind, namespace), to what (kind, name), and why.
#[derive(Default)]
struct Grant {
    from: SortedSet<Referrer>,
    to: SortedMap<(&'static str, String), Vec<FactId>>,
}

/// Group, kind and namespace.
type Referrer = (&'static str, &'static str, String);

/// The grants, by namespace and name.
pub(super) fn grants(
    plan: &mut Plan,
    (routes, kinds, passes): (&[Route], &[RouteKind], &[Pass]),
    (stand_ins, set): (&StandIns, &Set),
) -> Vec<Manifest> {
    let mut grants: SortedMap<(String, String), Grant> = SortedMap::new();
    for holder in &plan.holders {
        let kind = match &holder.kind {
            HolderKind::Gateway => "Gateway",
            HolderKind::ListenerSet { .. } => "ListenerSet",
        };
        let gateway = match &holder.kind {
            HolderKind::Gateway => &holder.name,
            HolderKind::ListenerSet { gateway, .. } => gateway,
        };
        for listener in &holder.listeners {
            for (namespace, name) in
                listener.certificates.iter().filter(|(namespace, _)| namespace != &holder.namespace)
            {
                let grant = grants.entry((namespace.clone(), format!("{gateway}-certificates"))).or_default();
                grant.from.insert((GROUP, kind, holder.namespace.clone()));
                grant.to.entry(("Secret", name.clone())).or_default().extend(&listener.from);
            }
        }
    }
    for (route, kind) in routes.iter().zip(kinds) {
        let Some(own) = namespace_of(route, set) else { continue };
        for rule in &route.rules {
            for (namespace, service, facts) in
                services(rule, stand_ins, set).filter(|(namespace, _, _)| *namespace != own)
            {
                let grant = grants.entry((namespace.to_owned(), format!("routes-from-{own}"))).or_default();
                grant.from.insert((GROUP, kind.name(), own.clone()));
                grant.to.entry(("Service", service.to_owned())).or_default().extend(facts);
            }
            for part in rule.extras.iter().flat_map(|extras| &extras.parts) {
                let policy = part.value.policy;
                let group = policy.api_version.split('/').next().unwrap_or_default();
                for home in homes(policy.on, (route, &own), plan) {
                    for (namespace, kind, name) in references(&part.value.value).filter(|(theirs, ..)| *theirs != home)
                    {
                        let grant = grants.entry((namespace.to_owned(), format!("policies-from-{home}"))).or_default();
                        grant.from.insert((group, policy.kind, home.clone()));
                        grant.to.entry((kind, name.to_owned())).or_default().extend(&part.from);
                    }
                }
            }
        }
    }
    for pass in passes {
        let own = &pass.namespace;
        for (namespace, service, facts) in pass.services().filter(|(namespace, _, _)| namespace != own) {
            let grant = grants.entry((namespace.to_owned(), format!("routes-from-{own}"))).or_default();
            grant.from.insert((GROUP, "TLSRoute", own.clone()));
            grant.to.entry(("Service", service.to_owned())).or_default().extend(facts);
        }
    }
    let mut manifests = Vec::new();
    for ((namespace, name), grant) in grants {
        let to: Vec<_> = grant.to.into_iter().collect();
        let from: Vec<_> = grant.from.into_iter().collect();
        for from in from.chunks(MOST_ENTRIES) {
            for to in to.chunks(MOST_ENTRIES) {
                let name = plan.names.take("ReferenceGrant", &namespace, &name);
                manifests.push(manifest((&namespace, name), from, to, set));
            }
        }
    }
    manifests
}

/// The namespaces of the policies that keep a part of a route.
fn homes(on: Attach, (route, own): (&Route, &str), plan: &Plan) -> SortedSet<String> {
    match on {
        Attach::Route => SortedSet::from([own.to_owned()]),
        Attach::Listener | Attach::GatewayListener => {
            let holders = attached(plan, route).into_iter().filter_map(|(holder, _)| plan.holders.get(holder));
            holders.map(|holder| holder.namespace.clone()).collect()
        }
        // No rule asks for the one, and the other refers to nothing.
        Attach::Infrastructure | Attach::Configuration => SortedSet::new(),
    }
}

/// The Services a rule refers to: backends, where copies go, and who is asked first.
fn services<'r>(
    rule: &'r RouteRule,
    stand_ins: &'r StandIns,
    set: &'r Set,
) -> impl Iterator<Item = (&'r str, &'r str, &'r Vec<FactId>)> {
    let backends: &[Backend] = match &rule.action {
        RouteAction::Forward(backends) => backends,
        RouteAction::Redirect(_) | RouteAction::Respond(_) => &[],
    };
    let backends: Vec<&Backend> = backends.iter().filter(|backend| !stand_ins.replaces(rule, backend, set)).collect();
    let backends = backends.into_iter().map(|one| (one.namespace.as_str(), one.service.as_str(), &one.from));
    let extras = rule.extras.as_deref();
    let mirrors = extras.into_iter().flat_map(|extras| &extras.mirrors);
    let mirrors = mirrors
        .filter(|one| !stand_ins.replaces_copied(&one.value, set))
        .map(|one| (one.value.namespace.as_str(), one.value.service.as_str(), &one.from));
    let auth = extras.and_then(|extras| extras.auth.as_ref()).map(|auth| {
        let service = &auth.value.service;
        (service.namespace.as_str(), service.service.as_str(), &auth.from)
    });
    backends.chain(mirrors).chain(auth)
}

/// The objects that a part of a policy names with their namespace: namespace, kind and name.
fn references(node: &Node) -> Box<dyn Iterator<Item = (&str, &'static str, &str)> + '_> {
    let text = |name: &str| match &node.get(name)?.value {
        Value::Str(text) => Some(&**text),
        Value::Int(_) | Value::Bool(_) | Value::List(_) | Value::Map(_) => None,
    };
    let kind = if node.get("port").is_some() { "Service" } else { "Secret" };
    let here = text("namespace").zip(text("name")).map(|(namespace, name)| (namespace, kind, name));
    let below: Vec<&Node> = match &node.value {
        Value::Map(entries) => entries.iter().map(|(_, node)| node).collect(),
        Value::List(items) => items.iter().collect(),
        Value::Str(_) | Value::Int(_) | Value::Bool(_) => Vec::new(),
    };
    Box::new(here.into_iter().chain(below.into_iter().flat_map(references)))
}

type Target = ((&'static str, String), Vec<FactId>);

fn manifest((namespace, name): (&str, String), from: &[Referrer], to: &[Target], set: &Set) -> Manifest {
    let from = from.iter().map(|(group, kind, namespace)| {
        Node::map([
            ("group", Node::str(*group)),
            ("kind", Node::str(*kind)),
            ("namespace", Node::str(namespace.clone())),
        ])
    });
    let facts: Vec<FactId> = to.iter().flat_map(|(_, facts)| facts.iter().copied()).collect();
    let referents: Vec<String> = to.iter().map(|((kind, name), _)| format!("{kind} {namespace}/{name}")).collect();
    let to = to.iter().map(|((kind, name), facts)| {
        Node::map([("group", Node::str("")), ("kind", Node::str(*kind)), ("name", Node::str(name.clone()))])
            .because(facts)
    });
    let spec = Node::map([("from", Node::list(from)), ("to", Node::list(to))]);
    let metadata = metadata(&name, printed(namespace, set), &SortedMap::new());
    Manifest {
        api_version: V1BETA1,
        kind: "ReferenceGrant",
        namespace: namespace.to_owned(),
        name,
        origin: format!("references to {}", shown(&referents)),
        root: object((V1BETA1, "ReferenceGrant"), metadata, spec).because(&facts),
    }
}

fn shown(referents: &[String]) -> String {
    match referents {
        [] => String::new(),
        [one] => one.clone(),
        [one, rest @ ..] => format!("{one} and {} more", rest.len()),
    }
}
