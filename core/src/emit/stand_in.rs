//! Objects of the target's own that stand in for Services: for backends whose certificate nobody checks, for names
//! outside of the cluster, and for URLs that copies go to. They lie beside the routes that refer to them, so that no grant is needed.

use super::backend_tls;
use super::gateway::{metadata, object, printed};
use super::layout::namespace_of;
use super::names::{Names, host_slug};
use super::node::{Manifest, Node};
use crate::check::is_subdomain;
use crate::lower::{Route, RouteAction, RouteRule};
use crate::options::Options;
use crate::report::Outcome;
use crate::source::Set;
use crate::target::{Endpoint, Security, StandIn};
use gatewright_contract::collections::{Arrange, SortedMap};
use gatewright_contract::{Backend, FactId, ObjectId, Severity, Want};

/// Namespace of the route, and the endpoint.
type Key = (String, Endpoint);

/// Every stand-in that is needed.
#[derive(Default)]
pub(super) struct StandIns {
    kind: Option<&'static StandIn>,
    named: SortedMap<Key, Named>,
}

struct Named {
    name: String,
    from: Vec<FactId>,
    /// The object of the input whose route asked first.
    object: ObjectId,
}

impl StandIns {
    /// Those of all routes; none where the target has no such kind.
    pub(super) fn of(routes: &[Route], names: &mut Names, (set, options): (&mut Set, &Options)) -> StandIns {
        let mut all = StandIns { kind: options.target.own.stand_in, named: SortedMap::new() };
        let Some(kind) = all.kind else { return all };
        for route in routes {
            let Some(namespace) = namespace_of(route, set) else { continue };
            for (endpoint, from, wanted) in route.rules.iter().flat_map(|rule| needs(rule, set)) {
                let named = all.named.entry((namespace.clone(), endpoint)).or_insert_with(|| {
                    let name = names.take(kind.kind, &namespace, &wanted);
                    Named { name, from: Vec::new(), object: route.object }
                });
                named.from.extend(from.iter().filter(|fact| !named.from.contains(fact)).copied().collect::<Vec<_>>());
            }
        }
        all.tell(kind, set);
        all
    }

    fn tell(&self, kind: &StandIn, set: &mut Set) {
        for ((namespace, endpoint), Named { name, from, .. }) in &self.named {
            let why = match endpoint.security {
                Security::Unverified => "nobody checks the certificate of the backend, as before",
                Security::UnverifiedByName => "copies go there, and nobody checks its certificate, as before",
                Security::Plain => "the backend is a name outside of the cluster",
            };
            let message = format!(
                "{} {namespace}/{name} stands for `{}`: {why}; it is reached by this name, and endpoints are not chosen \
                 one by one",
                kind.kind, endpoint.host
            );
            set.ledger.say(Severity::Warning, "core/stand-in", from, (message, kind.needs));
            for fact in from {
                set.ledger.settle(
                    *fact,
                    Outcome::NeedsPolicy,
                    "an object of the target's own does it",
                    Some(kind.needs),
                );
            }
        }
    }

    /// The reference to what stands in for a backend of a rule.
    pub(super) fn reference(
        &self,
        rule: &RouteRule,
        backend: &Backend,
        (namespace, set): (&str, &Set),
    ) -> Option<Vec<(&'static str, Node)>> {
        let (endpoint, _) = endpoint(rule, backend, set)?;
        self.named(endpoint, namespace)
    }

    /// The reference to what stands in for a Service that gets copies.
    pub(super) fn copied(
        &self,
        backend: &Backend,
        (namespace, set): (&str, &Set),
    ) -> Option<Vec<(&'static str, Node)>> {
        self.named(outside(backend, set)?, namespace)
    }

    /// The filters that send copies to URLs.
    pub(super) fn copies(&self, rule: &RouteRule, namespace: &str) -> Vec<Node> {
        let urls = urls(rule).filter_map(|(endpoint, from)| {
            let copy = Node::map([("backendRef", Node::map(self.named(endpoint, namespace)?))]);
            Some(Node::map([("type", Node::str("RequestMirror")), ("requestMirror", copy)]).because(from))
        });
        urls.collect()
    }

    fn named(&self, endpoint: Endpoint, namespace: &str) -> Option<Vec<(&'static str, Node)>> {
        let kind = self.kind?;
        let named = self.named.get(&(namespace.to_owned(), endpoint))?;
        let group = kind.api_version.split('/').next().unwrap_or_default();
        Some(vec![("group", Node::str(group)), ("kind", Node::str(kind.kind)), ("name", Node::str(named.name.clone()))])
    }

    /// Whether a backend of a rule needs none of its Service.
    pub(super) fn replaces(&self, rule: &RouteRule, backend: &Backend, set: &Set) -> bool {
        self.kind.is_some() && endpoint(rule, backend, set).is_some()
    }

    /// Whether a Service that gets copies is not referred to.
    pub(super) fn replaces_copied(&self, backend: &Backend, set: &Set) -> bool {
        self.kind.is_some() && outside(backend, set).is_some()
    }

    /// Whether rules whose backends nobody checks are looked after here.
    pub(super) fn takes_unverified(&self) -> bool {
        self.kind.is_some()
    }

    /// The objects, by namespace and name.
    pub(super) fn manifests(self, set: &Set) -> Vec<Manifest> {
        let Some(kind) = self.kind else { return Vec::new() };
        let mut manifests = Vec::with_capacity(self.named.len());
        for ((namespace, endpoint), Named { name, from, object: asking }) in self.named {
            let metadata = metadata(&name, printed(&namespace, set), &SortedMap::new());
            manifests.push(Manifest {
                api_version: kind.api_version,
                kind: kind.kind,
                origin: format!("Ingress {}", set.ledger.name(asking)),
                root: object((kind.api_version, kind.kind), metadata, (kind.spec)(&endpoint)).because(&from),
                namespace,
                name,
            });
        }
        manifests.arrange_by(|one, other| (&one.namespace, &one.name).cmp(&(&other.namespace, &other.name)));
        manifests
    }
}

/// Everything that a rule needs a stand-in for: the endpoint, why, and the name it would have.
fn needs(rule: &RouteRule, set: &Set) -> Vec<(Endpoint, Vec<FactId>, String)> {
    let RouteAction::Forward(backends) = &rule.action else { return Vec::new() };
    let backends = backends.iter().filter_map(|backend| {
        let (endpoint, from) = endpoint(rule, backend, set)?;
        Some((endpoint, from, backend.service.clone()))
    });
    let mirrors = rule.extras.iter().flat_map(|extras| &extras.mirrors);
    let mirrors = mirrors
        .filter_map(|mirror| Some((outside(&mirror.value, set)?, mirror.from.clone(), mirror.value.service.clone())));
    let urls = urls(rule).map(|(endpoint, from)| {
        let name = host_slug(&endpoint.host);
        (endpoint, from.to_vec(), name)
    });
    backends.chain(mirrors).chain(urls).collect()
}

/// Where copies of a rule go by URL.
fn urls(rule: &RouteRule) -> impl Iterator<Item = (Endpoint, &[FactId])> {
    let own = rule.extras.iter().flat_map(|extras| &extras.own);
    own.filter_map(|want| {
        let Want::MirrorTo { url } = &want.value else { return None };
        Some((Endpoint::of_url(url)?, want.from.as_slice()))
    })
}

/// The name outside of the cluster that a Service stands for.
fn outside(backend: &Backend, set: &Set) -> Option<Endpoint> {
    let service = set.services.get(&(backend.namespace.clone(), backend.service.clone()))?;
    let host = service.external_name.clone().filter(|name| is_subdomain(name))?;
    Some(Endpoint { host, port: backend.port, security: Security::Plain })
}

/// What must stand in for a backend of a rule, and why.
fn endpoint(rule: &RouteRule, backend: &Backend, set: &Set) -> Option<(Endpoint, Vec<FactId>)> {
    let outside = outside(backend, set);
    match (backend_tls::unverified(rule), outside) {
        (Some(from), Some(outside)) => Some((Endpoint { security: Security::Unverified, ..outside }, from)),
        (Some(from), None) => {
            let host = format!("{}.{}.svc.cluster.local", backend.service, backend.namespace);
            Some((Endpoint { host, port: backend.port, security: Security::Unverified }, from))
        }
        (None, Some(outside)) if !backend_tls::speaks(rule) => Some((outside, backend.from.clone())),
        (None, Some(_) | None) => None,
    }
}
