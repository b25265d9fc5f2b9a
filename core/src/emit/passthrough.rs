//! TLSRoutes: whose connections go to their backends as they are?
//!
//! Such a host has a listener of its own that does not end TLS, in place of the one that did. What its rules say of
//! plain requests stays.

use super::gateway::{GROUP, metadata, object, printed};
use super::layout::{Ending, Plan, namespace_of};
use super::node::{Manifest, Node};
use crate::lower::{MatchPath, Route, RouteAction, RouteRule};
use crate::options::{GatewayApi, Options};
use crate::report::Outcome;
use crate::source::Set;
use gatewright_contract::collections::SortedMap;
use gatewright_contract::{Backend, FactId, ObjectId, Scheme, Severity, Want};

/// A host whose connections are passed through.
#[derive(Debug)]
pub(super) struct Pass {
    pub(super) gateway: String,
    pub(super) host: String,
    pub(super) namespace: String,
    pub(super) from: Vec<FactId>,
    object: ObjectId,
    backends: Vec<Backend>,
    /// Of the path whose backends these are.
    length: usize,
}

/// Every such host. Nobody sees the path of what passes through: the backends of the shortest one get it all.
pub(super) fn passes(routes: &[Route], set: &mut Set) -> Vec<Pass> {
    let mut passes: SortedMap<(&str, &str), Pass> = SortedMap::new();
    for route in routes.iter().filter(|route| route.scheme != Some(Scheme::Http)) {
        let Some(namespace) = namespace_of(route, set) else { continue };
        for rule in &route.rules {
            let (Some(from), RouteAction::Forward(backends)) = (wanted(rule), &rule.action) else { continue };
            if route.hosts.is_empty() {
                let why = "a connection can be passed through by its host name only, and the rule has none";
                let help = "name the hosts in the rules";
                set.ledger.say(Severity::Error, "core/passthrough-host", from, (why.to_owned(), help));
                settle(from, Outcome::Unsupported, (why, help), set);
            }
            for host in &route.hosts {
                let pass = Pass {
                    gateway: route.gateway.clone(),
                    host: host.clone(),
                    namespace: namespace.clone(),
                    from: from.to_vec(),
                    object: route.object,
                    backends: backends.clone(),
                    length: length(rule),
                };
                join(passes.entry((&route.gateway, host)), pass, set);
            }
        }
    }
    passes.into_values().collect()
}

/// Whether nothing but encrypted connections that pass through would ever reach a route.
pub(super) fn is_all(route: &Route) -> bool {
    let encrypted = route.scheme == Some(Scheme::Https) && !route.hosts.is_empty();
    encrypted && route.rules.iter().all(|rule| wanted(rule).is_some())
}

type Slot<'p, 'r> = gatewright_contract::collections::Entry<'p, (&'r str, &'r str), Pass>;

fn join(mut slot: Slot<'_, '_>, pass: Pass, set: &mut Set) {
    let Some(present) = slot.get_mut() else {
        slot.or_insert(pass);
        return;
    };
    if ends(&present.backends) != ends(&pass.backends) {
        let why = format!("connections for `{}` are passed through whole: its paths cannot be told apart", pass.host);
        let help = "give each backend a host name of its own";
        set.ledger.say(Severity::Warning, "core/passthrough-path", &pass.from, (why.clone(), help));
        settle(&pass.from, Outcome::Approximate, (&why, help), set);
    }
    if pass.length < present.length {
        *present = pass;
    }
}

fn ends(backends: &[Backend]) -> Vec<(&str, &str, u16, u32)> {
    backends.iter().map(|one| (one.namespace.as_str(), one.service.as_str(), one.port, one.weight)).collect()
}

fn wanted(rule: &RouteRule) -> Option<&[FactId]> {
    let own = &rule.extras.as_ref()?.own;
    own.iter().find(|want| want.value == Want::Passthrough).map(|want| want.from.as_slice())
}

fn length(rule: &RouteRule) -> usize {
    let length = |path: &MatchPath| match path {
        MatchPath::Exact(path) | MatchPath::Prefix(path) | MatchPath::Regex(path) => path.len(),
    };
    rule.matches.iter().map(|one| length(&one.path)).min().unwrap_or(0)
}

fn settle(facts: &[FactId], outcome: Outcome, (why, advice): (&str, &str), set: &mut Set) {
    for fact in facts {
        set.ledger.settle(*fact, outcome, why, Some(advice));
    }
}

/// The TLSRoutes. While the plan still knows the hosts of its listeners.
pub(super) fn routes(passes: &[Pass], plan: &mut Plan, (set, options): (&Set, &Options)) -> Vec<Manifest> {
    let api_version = if options.gateway_api >= GatewayApi::V1_5 {
        "gateway.networking.k8s.io/v1"
    } else {
        "gateway.networking.k8s.io/v1alpha2"
    };
    passes.iter().filter_map(|pass| manifest(pass, plan, (set, api_version))).collect()
}

fn manifest(pass: &Pass, plan: &mut Plan, (set, api_version): (&Set, &'static str)) -> Option<Manifest> {
    let holder = plan.holders.iter().find(|holder| holder.key == pass.gateway)?;
    let here = |listener: &&super::layout::Placed| {
        listener.ending == Ending::Passthrough && listener.host.as_deref() == Some(pass.host.as_str())
    };
    let listener = holder.listeners.iter().find(here)?;
    let mut parent = vec![("group", Node::str(GROUP)), ("kind", Node::str("Gateway"))];
    parent.push(("name", Node::str(holder.name.clone())));
    if holder.namespace != pass.namespace {
        parent.push(("namespace", Node::str(holder.namespace.clone())));
    }
    parent.push(("sectionName", Node::str(listener.name.clone())));
    let alone = pass.backends.len() == 1;
    let backends = pass.backends.iter().map(|backend| super::route::backend(backend, &pass.namespace, alone));
    let spec = Node::map([
        ("parentRefs", Node::list([Node::map(parent)])),
        ("hostnames", Node::list([Node::str(pass.host.clone())])),
        ("rules", Node::list([Node::map([("backendRefs", Node::list(backends))])])),
    ]);
    let wanted =
        format!("{}-{}", set.ledger.name(pass.object).rsplit('/').next()?, super::names::host_slug(&pass.host));
    let name = plan.names.take("TLSRoute", &pass.namespace, &wanted);
    let metadata = metadata(&name, printed(&pass.namespace, set), &SortedMap::new());
    Some(Manifest {
        api_version,
        kind: "TLSRoute",
        namespace: pass.namespace.clone(),
        name,
        origin: format!("Ingress {}", set.ledger.name(pass.object)),
        root: object((api_version, "TLSRoute"), metadata, spec).because(&pass.from),
    })
}

impl Pass {
    /// What a grant must name: its Services in other namespaces.
    pub(super) fn services(&self) -> impl Iterator<Item = (&str, &str, &Vec<FactId>)> {
        self.backends.iter().map(|one| (one.namespace.as_str(), one.service.as_str(), &one.from))
    }
}
