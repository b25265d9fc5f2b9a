//! An Ingress as plugins see it: `networking.k8s.io/v1`, whatever its version was, and each setting with its fact.
//!
//! Members are written down in the order of their keys, as [`Node::map`] wants them.

use crate::source::{Ingress, IngressBackend, IngressPath, IngressRule, IngressTls, PathType, ServicePort, Told};
use gatewright_contract::{Node, SmolStr};

/// A member that may be there.
type Member = Option<(SmolStr, Node)>;

/// The content of an Ingress. Of its annotations `keep` says whose facts they are.
pub(super) fn of(ingress: &Ingress, keep: &dyn Fn(&str) -> bool) -> Node {
    map([
        member("apiVersion", Node::text(SmolStr::new_static("networking.k8s.io/v1"))),
        member("kind", Node::text(SmolStr::new_static("Ingress"))),
        member("metadata", metadata(ingress, keep)),
        member("spec", spec(ingress)),
    ])
}

fn metadata(ingress: &Ingress, keep: &dyn Fn(&str) -> bool) -> Node {
    let annotations = ingress.annotations.iter().map(|annotation| {
        let node = Node::text(annotation.value.as_str());
        (annotation.key.as_str(), if keep(&annotation.key) { node.told(annotation.fact) } else { node })
    });
    map([
        (!ingress.annotations.is_empty()).then(|| (SmolStr::new_static("annotations"), Node::map(annotations))),
        ingress.created.as_ref().and_then(|created| member("creationTimestamp", Node::text(created.as_str()))),
        member("name", Node::text(ingress.name.as_str())),
        member("namespace", Node::text(ingress.namespace.as_str())),
    ])
}

fn spec(ingress: &Ingress) -> Node {
    let list = |key, items: Vec<Node>| (!items.is_empty()).then(|| (SmolStr::new_static(key), Node::list(items)));
    map([
        ingress.default_backend.as_ref().and_then(|default| member("defaultBackend", backend(default))),
        told("ingressClassName", &ingress.class),
        list("rules", ingress.rules.iter().map(rule).collect()),
        list("tls", ingress.tls.iter().map(tls).collect()),
    ])
}

fn rule(rule: &IngressRule) -> Node {
    let http = rule.paths.as_ref().map(|paths| map([member("paths", Node::list(paths.iter().map(path)))]));
    map([told("host", &rule.host), http.and_then(|http| member("http", http))])
}

fn path(path: &IngressPath) -> Node {
    let kind = path.path_type.as_ref();
    map([
        member("backend", backend(&path.backend)),
        told("path", &path.path),
        kind.and_then(|kind| member("pathType", Node::text(SmolStr::new_static(name(kind.value))).told(kind.fact))),
    ])
}

fn tls(tls: &IngressTls) -> Node {
    let hosts = tls.hosts.as_ref();
    map([
        hosts.and_then(|hosts| {
            let list = Node::list(hosts.value.iter().map(|host| Node::text(host.as_str())));
            member("hosts", list.told(hosts.fact))
        }),
        told("secretName", &tls.secret),
    ])
}

fn backend(backend: &IngressBackend) -> Node {
    let port = backend.port.as_ref().map(|port| match port {
        ServicePort::Number(number) => map([member("number", Node::from(u64::from(number.value)).told(number.fact))]),
        ServicePort::Name(name) => map([member("name", Node::text(name.value.as_str()).told(name.fact))]),
    });
    let service = [told("name", &backend.service), port.and_then(|port| member("port", port))];
    let resource = (0_usize..).zip(&backend.resource).map(|(at, fact)| (at.to_string(), Node::from(true).told(*fact)));
    map([
        (!backend.resource.is_empty()).then(|| (SmolStr::new_static("resource"), Node::map(resource))),
        service.iter().any(Option::is_some).then(|| (SmolStr::new_static("service"), map(service))),
    ])
}

fn map<const N: usize>(members: [Member; N]) -> Node {
    Node::map(members.into_iter().flatten())
}

fn member(key: &'static str, value: Node) -> Member {
    Some((SmolStr::new_static(key), value))
}

fn told(key: &'static str, told: &Option<Told<String>>) -> Member {
    let told = told.as_ref()?;
    member(key, Node::text(told.value.as_str()).told(told.fact))
}

fn name(kind: PathType) -> &'static str {
    match kind {
        PathType::Exact => "Exact",
        PathType::Prefix => "Prefix",
        PathType::ImplementationSpecific => "ImplementationSpecific",
    }
}
