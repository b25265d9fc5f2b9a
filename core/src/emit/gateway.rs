//! Gateways and ListenerSets.

use super::infrastructure::Infrastructure;
use super::layout::{Ending, Holder, HolderKind, Placed, Plan};
use super::node::{Key, Manifest, Node, Value};
use crate::source::Set;
use gatewright_contract::Sourced;
use gatewright_contract::collections::{SortedMap, SortedSet};

pub(super) const V1: &str = "gateway.networking.k8s.io/v1";
pub(super) const GROUP: &str = "gateway.networking.k8s.io";

/// Every holder as an object.
pub(super) fn holders(plan: &Plan, infrastructure: &Infrastructure, set: &Set) -> Vec<Manifest> {
    let holders = plan.holders.iter().enumerate().filter(|(_, holder)| !holder.listeners.is_empty());
    holders.map(|(at, holder)| manifest(holder, infrastructure.reference(at), set)).collect()
}

fn manifest(holder: &Holder, infrastructure: Option<Node>, set: &Set) -> Manifest {
    let kind = match &holder.kind {
        HolderKind::Gateway => "Gateway",
        HolderKind::ListenerSet { .. } => "ListenerSet",
    };
    let mut spec = Vec::new();
    match &holder.kind {
        HolderKind::Gateway => {
            spec.push(("gatewayClassName", Node::str(holder.class.clone()).because(&holder.from)));
            if !holder.listener_sets.is_empty() {
                let from = namespaces(&holder.listener_sets, &holder.namespace);
                spec.push(("allowedListeners", Node::map([("namespaces", from)])));
            }
        }
        HolderKind::ListenerSet { gateway, namespace } => {
            let mut parent = vec![("name", Node::str(gateway.clone()))];
            if namespace != &holder.namespace {
                parent.push(("namespace", Node::str(namespace.clone())));
            }
            spec.push(("parentRef", Node::map(parent)));
        }
    }
    spec.extend(infrastructure.map(|node| ("infrastructure", node)));
    spec.push(("listeners", Node::list(holder.listeners.iter().map(|listener| self::listener(listener, holder)))));
    let metadata = metadata(&holder.name, printed(&holder.namespace, set), &holder.annotations);
    Manifest {
        api_version: V1,
        kind,
        namespace: holder.namespace.clone(),
        name: holder.name.clone(),
        origin: origin(holder),
        root: object((V1, kind), metadata, Node::map(spec)).because(&holder.from),
    }
}

/// What a holder was made for, for a person.
pub(super) fn origin(holder: &Holder) -> String {
    match holder.key.split('/').next().filter(|class| !class.is_empty()) {
        Some(class) => format!("ingress class {class}"),
        None => "Ingresses without a class".to_owned(),
    }
}

/// The four members every object starts with.
pub(super) fn object((api_version, kind): (&'static str, &'static str), metadata: Node, spec: Node) -> Node {
    Node::map([
        ("apiVersion", Node::str(api_version)),
        ("kind", Node::str(kind)),
        ("metadata", metadata),
        ("spec", spec),
    ])
}

/// `metadata`. A namespace that nobody named is not printed.
pub(super) fn metadata(name: &str, namespace: Option<&str>, annotations: &SortedMap<String, Sourced<String>>) -> Node {
    let mut members = vec![("name", Node::str(name.to_owned()))];
    members.extend(namespace.map(|namespace| ("namespace", Node::str(namespace.to_owned()))));
    if !annotations.is_empty() {
        let texts = annotations
            .iter()
            .map(|(key, value)| (Key::Owned(key.clone()), Node::str(value.value.clone()).because(&value.from)));
        members.push(("annotations", Value::Map(texts.collect()).into()));
    }
    Node::map(members)
}

/// The namespace as printed: `None` where neither the input nor an option named it.
pub(super) fn printed<'n>(namespace: &'n str, set: &Set) -> Option<&'n str> {
    (set.implied.as_deref() != Some(namespace)).then_some(namespace)
}

fn listener(listener: &Placed, holder: &Holder) -> Node {
    let protocol = match listener.ending {
        Ending::Http => "HTTP",
        Ending::Https => "HTTPS",
        Ending::Passthrough => "TLS",
    };
    let mut members = vec![("name", Node::str(listener.name.clone()))];
    members.extend(listener.host.as_ref().map(|host| ("hostname", Node::str(host.clone()))));
    members.push(("port", Node::int(listener.port)));
    members.push(("protocol", Node::str(protocol)));
    if listener.ending == Ending::Passthrough {
        members.push(("tls", Node::map([("mode", Node::str("Passthrough"))])));
    }
    if !listener.certificates.is_empty() {
        let references = listener.certificates.iter().map(|(namespace, name)| {
            let mut reference = vec![("name", Node::str(name.clone()))];
            if namespace != &holder.namespace {
                reference.push(("namespace", Node::str(namespace.clone())));
            }
            Node::map(reference)
        });
        members.push(("tls", Node::map([("certificateRefs", Node::list(references))])));
    }
    if !listener.namespaces.is_empty() {
        let from = namespaces(&listener.namespaces, &holder.namespace);
        members.push(("allowedRoutes", Node::map([("namespaces", from)])));
    }
    Node::map(members).because(&listener.from)
}

/// `namespaces.from`: the object's own, or exactly these by name.
fn namespaces(allowed: &SortedSet<String>, own: &str) -> Node {
    if allowed.len() == 1 && allowed.contains(own) {
        return Node::map([("from", Node::str("Same"))]);
    }
    let names = Node::list(allowed.iter().map(|name| Node::str(name.clone())));
    let expression = Node::map([
        ("key", Node::str("kubernetes.io/metadata.name")),
        ("operator", Node::str("In")),
        ("values", names),
    ]);
    let selector = Node::map([("matchExpressions", Node::list([expression]))]);
    Node::map([("from", Node::str("Selector")), ("selector", selector)])
}
