//! Which routes are there, and where are they attached?

use super::holder::Name;
use super::listener::Listener;
use crate::tree::{at, group, kind, list, text, texts};
use crate::{Traits, host};
use host::HostRank;
use serde_json::Value;

/// A route of any kind.
#[derive(Clone, Debug)]
pub(super) struct Route {
    /// Its name.
    pub(super) name: Name,
    /// Its rules, as printed.
    pub(super) rules: Vec<Value>,
    hostnames: Vec<String>,
    parents: Vec<Value>,
}

/// Whether an object is a route this model knows.
pub(super) fn is(object: &Value) -> bool {
    group(object) == "gateway.networking.k8s.io" && matches!(kind(object), "HTTPRoute" | "GRPCRoute" | "TLSRoute")
}

/// The routes, the oldest first, then by namespace and name: of equal rules the first decides.
pub(super) fn read(objects: &[Value]) -> Vec<Route> {
    let created = |object: &Value| {
        let time = text(at(object, "/metadata/creationTimestamp")).map(str::to_owned);
        // A route that does not say when it was made is made when it is applied.
        (time.is_none(), time)
    };
    let key = |object: &&Value| {
        let name = Name::of(object);
        (created(object), name.namespace, name.name, name.kind)
    };
    let mut sorted: Vec<&Value> = objects.iter().collect();
    sorted.sort_by_key(key);
    sorted.into_iter().map(Route::of).collect()
}

impl Route {
    fn of(object: &Value) -> Route {
        Route {
            name: Name::of(object),
            rules: list(at(object, "/spec/rules")).to_vec(),
            hostnames: texts(at(object, "/spec/hostnames")).map(str::to_owned).collect(),
            parents: list(at(object, "/spec/parentRefs")).to_vec(),
        }
    }

    /// Its hostnames; `""` where it has none.
    pub(super) fn patterns(&self) -> Vec<&str> {
        if self.hostnames.is_empty() { vec![""] } else { self.hostnames.iter().map(String::as_str).collect() }
    }

    /// Whether it is attached to a listener.
    pub(super) fn attaches_to(&self, listener: &Listener) -> bool {
        self.parents.iter().any(|parent| listener.takes(parent, &self.name))
    }

    /// How specific its hostnames are for a host that its listener takes.
    pub(super) fn host_rank(&self, host: &str, traits: Traits) -> Option<HostRank> {
        if self.hostnames.is_empty() {
            return Some(HostRank::Every);
        }
        self.hostnames.iter().filter_map(|name| host::rank(name, host, traits.wildcard_depth)).max()
    }
}
