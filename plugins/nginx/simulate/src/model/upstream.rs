//! Where can requests go? One upstream for each Service and port of a namespace, whoever names it.

use super::canary::Canary;
use super::catalog::{Catalog, Endpoints, port_text};
use super::policy::Policy;
use gatewright_plugin_sdk::contract::collections::SortedMap;
use gatewright_plugin_sdk::{IngressBackend, PortRef};

/// What an upstream is known by: namespace, Service, port as written.
pub(super) type Key<'r> = (&'r str, &'r str, String);

/// An upstream.
#[derive(Clone, Debug)]
pub(super) struct Upstream<'m, 'r> {
    /// Where it leads.
    pub(super) endpoints: Endpoints,
    /// Whether it was first named by a canary: no path leads to it by itself.
    pub(super) aside: bool,
    /// The policy of that canary.
    pub(super) canary: Option<&'m Canary<'r>>,
    /// Canaries of this upstream, in the order of their joining.
    pub(super) alternatives: Vec<Key<'r>>,
}

/// Every upstream.
pub(super) type Upstreams<'m, 'r> = SortedMap<Key<'r>, Upstream<'m, 'r>>;

/// The key of a backend; none where it names no Service.
pub(super) fn key<'r>(namespace: &'r str, backend: &IngressBackend<'r>) -> Option<(Key<'r>, PortRef<'r>)> {
    let service = backend.service?.value;
    let port = backend.port.map_or(PortRef::Number(0), |port| port.value);
    Some(((namespace, service, port_text(port)), port))
}

/// The upstreams of all Ingresses, oldest first.
pub(super) fn all<'m, 'r>(policies: &'m [Policy<'r>], catalog: &Catalog<'r>) -> Upstreams<'m, 'r> {
    let mut upstreams = Upstreams::new();
    for policy in policies {
        let namespace = policy.ingress.view.namespace();
        let paths = policy.ingress.rules.iter().flat_map(|rule| &rule.paths).map(|path| &path.backend);
        let canary = policy.canary.as_ref();
        let upstream = |key: &Key<'r>, port: PortRef<'r>| Upstream {
            endpoints: catalog.endpoints(key.0, key.1, port),
            aside: canary.is_some(),
            canary,
            alternatives: Vec::new(),
        };
        // A default backend makes its upstream anew.
        if let Some((key, port)) = policy.ingress.default_backend.as_ref().and_then(|backend| key(namespace, backend)) {
            let made = upstream(&key, port);
            upstreams.insert(key, made);
        }
        for (key, port) in paths.filter_map(|backend| key(namespace, backend)) {
            let made = upstream(&key, port);
            upstreams.entry(key).or_insert(made);
        }
    }
    upstreams
}
