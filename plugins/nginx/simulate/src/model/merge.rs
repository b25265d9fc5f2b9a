//! Which upstreams do canaries join? Those of the location with the same host, path and type.

use super::policy::Policy;
use super::server::{CATCH_ALL, Site, host};
use super::upstream::{self, Key, Upstreams};
use gatewright_plugin_sdk::PathType;

/// What became of a canary at one place.
enum Joined {
    /// It joined.
    Yes,
    /// It is the main backend of a location of the host.
    Main,
    /// No location wants it.
    No,
}

/// Joins every canary.
pub(super) fn canaries<'m, 'r>(site: &mut Site<'m, 'r>, policies: &'m [Policy<'r>]) {
    for policy in policies.iter().filter(|policy| policy.canary.is_some()) {
        let namespace = policy.ingress.view.namespace();
        let default = policy.ingress.default_backend.as_ref();
        if let Some((key, _)) = default.and_then(|backend| upstream::key(namespace, backend)) {
            place(site, CATCH_ALL, None, key);
        }
        for rule in &policy.ingress.rules {
            for path in &rule.paths {
                let Some((key, _)) = upstream::key(namespace, &path.backend) else { continue };
                let text = path.path.map(|path| path.value).unwrap_or_default();
                let exact = matches!(path.path_type, Some(kind) if kind.value == PathType::Exact);
                place(site, host(rule), Some((text, exact)), key);
            }
        }
    }
}

/// Joins one; where no location wants it, it is removed everywhere.
fn place<'r>(site: &mut Site<'_, 'r>, host: &str, at: Option<(&str, bool)>, key: Key<'r>) {
    let Some(server) = site.servers.get(host) else { return };
    if !site.upstreams.contains_key(&key) {
        return;
    }
    let mut joined = Joined::No;
    for location in &server.locations {
        let Some(primary) = &location.backend else { continue };
        if *primary == key {
            joined = Joined::Main;
            break;
        }
        let wanted = at.is_none_or(|(path, exact)| location.path == path && location.exact == exact);
        if wanted && join(&mut site.upstreams, primary, &key) {
            joined = Joined::Yes;
        }
    }
    match joined {
        Joined::Yes | Joined::Main => {}
        Joined::No => {
            site.upstreams.remove(&key);
        }
    }
}

fn join<'r>(upstreams: &mut Upstreams<'_, 'r>, primary: &Key<'r>, key: &Key<'r>) -> bool {
    let Some(primary) = upstreams.get_mut(primary).filter(|primary| !primary.aside) else { return false };
    if !primary.alternatives.contains(key) {
        primary.alternatives.push(key.clone());
    }
    true
}
