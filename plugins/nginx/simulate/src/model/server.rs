//! Which hosts are served, with which locations? All Ingresses merged, oldest first.

use super::catalog::Catalog;
use super::location::{self, Location};
use super::policy::{Certificate, Policy};
use super::upstream::{self, Upstreams};
use gatewright_plugin_sdk::contract::collections::{SortedMap, SortedSet};

/// The name of the server that takes what no other takes.
pub(super) const CATCH_ALL: &str = "_";

/// A host.
#[derive(Clone, Debug)]
pub(super) struct Server<'m, 'r> {
    /// Its locations, in the order of nginx's configuration.
    pub(super) locations: Vec<Location<'m, 'r>>,
    /// Its other names.
    pub(super) aliases: Vec<&'r str>,
    /// Whether the other of `x` and `www.x` leads here.
    pub(super) www: bool,
    /// Hosts that its certificate is for; none where it has no certificate of its own, not even a wrong one.
    pub(super) certified: Option<Vec<&'r str>>,
    /// Whether TLS is passed on unterminated.
    pub(super) passthrough: bool,
    /// Client certificates.
    pub(super) certificate: Certificate<'r>,
    /// The Ingress whose directives stand in it.
    pub(super) snippet: Option<&'m Policy<'r>>,
    /// Whether an Ingress speaks of it.
    pub(super) spoken: bool,
    /// Whether nginx refuses its locations.
    pub(super) refused: bool,
}

/// Everything that is served.
#[derive(Clone, Debug)]
pub(super) struct Site<'m, 'r> {
    /// By host name.
    pub(super) servers: SortedMap<&'r str, Server<'m, 'r>>,
    /// The names of servers that take hosts beside the one they are called by.
    pub(super) wider: Vec<&'r str>,
    /// Where requests can go.
    pub(super) upstreams: Upstreams<'m, 'r>,
}

impl<'m, 'r> Server<'m, 'r> {
    fn takes_more(&self, name: &str) -> bool {
        let other_letters = name.bytes().any(|byte| byte == b'*' || byte.is_ascii_uppercase());
        name != CATCH_ALL && (other_letters || self.www || !self.aliases.is_empty())
    }

    fn new(root: Location<'m, 'r>) -> Server<'m, 'r> {
        Server {
            locations: vec![root],
            aliases: Vec::new(),
            www: false,
            certified: None,
            passthrough: false,
            certificate: Certificate::Unasked,
            snippet: None,
            spoken: false,
            refused: false,
        }
    }
}

/// The host of a rule.
pub(super) fn host<'r>(rule: &gatewright_plugin_sdk::IngressRule<'r>) -> &'r str {
    rule.host.map(|host| host.value).filter(|host| !host.is_empty()).unwrap_or(CATCH_ALL)
}

impl<'m, 'r> Site<'m, 'r> {
    /// The site of all Ingresses.
    pub(super) fn build(policies: &'m [Policy<'r>], catalog: &Catalog<'r>) -> Site<'m, 'r> {
        let mut site =
            Site { servers: SortedMap::new(), wider: Vec::new(), upstreams: upstream::all(policies, catalog) };
        site.create(policies);
        site.configure(policies);
        policies.iter().for_each(|policy| site.claim(policy));
        if policies.iter().any(|policy| policy.canary.is_none()) {
            super::merge::canaries(&mut site, policies);
        }
        for server in site.servers.values_mut() {
            location::sort(&mut server.locations);
            server.locations = location::split(std::mem::take(&mut server.locations));
            server.refused = location::clashes(&server.locations);
            location::compile(&mut server.locations);
        }
        let wider = site.servers.iter().filter(|(name, server)| server.takes_more(name));
        site.wider = wider.map(|(name, _)| *name).collect();
        site
    }

    /// One server for each host, with a location that takes everything.
    fn create(&mut self, policies: &'m [Policy<'r>]) {
        let root = Location {
            path: "/".to_owned(),
            exact: false,
            backend: None,
            unclaimed: true,
            policy: None,
            plain: false,
            pattern: None,
        };
        self.servers.insert(CATCH_ALL, Server::new(root.clone()));
        for policy in policies.iter().filter(|policy| policy.canary.is_none()) {
            let namespace = policy.ingress.view.namespace();
            let default = policy.ingress.default_backend.as_ref();
            let backend = default.and_then(|backend| upstream::key(namespace, backend)).map(|(key, _)| key);
            if let (true, Some(_), Some(server)) =
                (policy.ingress.rules.is_empty(), &backend, self.servers.get_mut(CATCH_ALL))
            {
                server.spoken = true;
                if let Some(first) = server.locations.first_mut() {
                    *first = Location { backend: backend.clone(), policy: Some(policy), plain: true, ..root.clone() };
                }
            }
            for rule in &policy.ingress.rules {
                let made = Location { backend: backend.clone(), policy: Some(policy), ..root.clone() };
                self.servers.entry(host(rule)).or_insert_with(|| Server::new(made)).spoken = true;
            }
        }
    }

    /// What the first Ingress of a host decides.
    fn configure(&mut self, policies: &'m [Policy<'r>]) {
        for policy in policies.iter().filter(|policy| policy.canary.is_none()) {
            for rule in &policy.ingress.rules {
                let Some(server) = self.servers.get_mut(host(rule)) else { continue };
                if server.aliases.is_empty() {
                    server.aliases.clone_from(&policy.aliases);
                }
                if server.snippet.is_none() && !policy.server_snippet.is_empty() {
                    server.snippet = Some(policy);
                }
                server.passthrough |= policy.passthrough;
                if server.certified.is_none() && !policy.ingress.tls.is_empty() {
                    let hosts = policy.ingress.tls.iter().filter(|tls| tls.secret.is_some());
                    let hosts = hosts.filter_map(|tls| tls.hosts.as_ref()).flat_map(|hosts| hosts.value.clone());
                    server.certified = Some(hosts.collect());
                }
            }
        }
        let hosts: SortedSet<&str> = self.servers.keys().copied().collect();
        for server in self.servers.values_mut() {
            server.aliases.retain(|alias| !hosts.contains(alias));
        }
    }

    /// The paths of an Ingress; a path that is taken stays with who has it.
    fn claim(&mut self, policy: &'m Policy<'r>) {
        let namespace = policy.ingress.view.namespace();
        for rule in &policy.ingress.rules {
            let name = if self.servers.contains_key(host(rule)) { host(rule) } else { CATCH_ALL };
            let Some(server) = self.servers.get_mut(name) else { continue };
            if !rule.has_http && host(rule) != CATCH_ALL {
                continue;
            }
            // One Ingress with an unusable Secret closes the host.
            if server.certificate == Certificate::Unasked || policy.certificate == Certificate::Broken {
                server.certificate = policy.certificate;
            }
            for path in &rule.paths {
                let Some((key, _)) = upstream::key(namespace, &path.backend) else { continue };
                if self.upstreams.get(&key).is_none_or(|upstream| upstream.aside) {
                    continue;
                }
                let text = path.path.map(|path| path.value).filter(|text| !text.is_empty()).unwrap_or("/");
                let exact =
                    matches!(path.path_type, Some(kind) if kind.value == gatewright_plugin_sdk::PathType::Exact);
                server.spoken = true;
                server.claim(Location {
                    path: text.to_owned(),
                    exact,
                    backend: Some(key),
                    unclaimed: false,
                    policy: Some(policy),
                    plain: false,
                    pattern: None,
                });
            }
        }
    }
}

impl<'m, 'r> Server<'m, 'r> {
    fn claim(&mut self, claimed: Location<'m, 'r>) {
        let www = claimed.policy.is_some_and(|policy| policy.redirect.www);
        // Only the first location of the path is looked at, whatever its type.
        let known = self.locations.iter_mut().find(|location| location.path == claimed.path);
        match known.filter(|location| location.exact == claimed.exact) {
            Some(location) if location.unclaimed => *location = claimed,
            Some(_) => return,
            None => self.locations.push(claimed),
        }
        self.www |= www;
    }
}
