//! What does an Ingress say, in either spelling?

use crate::host;
use crate::tree::{at, list, name, namespace, text, texts};
use gatewright_contract::{Object, WildcardDepth};
use serde_json::Value;

/// An Ingress.
pub(super) struct Ingress<'a> {
    /// Its namespace.
    pub(super) namespace: &'a str,
    /// Its rules.
    pub(super) rules: Vec<Rule<'a>>,
    /// Where everything else goes.
    pub(super) default: Option<&'a Value>,
    secured: Vec<&'a str>,
}

/// Its paths for one host.
pub(super) struct Rule<'a> {
    /// The host; empty is every host.
    pub(super) host: &'a str,
    /// The paths.
    pub(super) paths: Vec<Path<'a>>,
}

/// A path.
pub(super) struct Path<'a> {
    /// The path.
    pub(super) text: &'a str,
    /// Whether it is the whole path.
    pub(super) exact: bool,
    /// Where it leads.
    pub(super) backend: &'a Value,
}

/// The Ingresses, the oldest first, then by namespace and name.
pub(super) fn in_order(objects: &[Object]) -> Vec<&Object> {
    let mut ingresses: Vec<&Object> = objects.iter().filter(|object| object.reference.kind == "Ingress").collect();
    ingresses.sort_by_key(|object| {
        let created = text(at(&object.body, "/metadata/creationTimestamp"));
        let reference = &object.reference;
        (created.is_none(), created, reference.namespace.clone(), reference.name.clone())
    });
    ingresses
}

impl<'a> Ingress<'a> {
    /// Reads one.
    pub(super) fn read(object: &'a Object) -> Ingress<'a> {
        let spec = at(&object.body, "/spec");
        let rules: Vec<Rule<'a>> = list(&spec["rules"]).iter().map(rule).collect();
        let hosts = || rules.iter().map(|rule| rule.host);
        let of_entry = |entry: &'a Value| {
            let named: Vec<&'a str> = texts(&entry["hosts"]).collect();
            if named.is_empty() { hosts().collect() } else { named }
        };
        Ingress {
            namespace: object.reference.namespace.as_deref().unwrap_or_else(|| namespace(&object.body)),
            secured: list(&spec["tls"]).iter().flat_map(of_entry).collect(),
            default: spec.get("defaultBackend").or_else(|| spec.get("backend")).filter(|backend| backend.is_object()),
            rules,
        }
    }

    /// Whether it brings a certificate for a host.
    pub(super) fn secures(&self, name: &str) -> bool {
        self.secured.iter().any(|pattern| host::rank(pattern, name, WildcardDepth::One).is_some())
    }
}

fn rule(value: &Value) -> Rule<'_> {
    let paths = list(at(value, "/http/paths")).iter();
    let path = |path| {
        let value: &Value = path;
        Path {
            text: text(&value["path"]).filter(|text| !text.is_empty()).unwrap_or("/"),
            exact: text(&value["pathType"]) == Some("Exact"),
            backend: &value["backend"],
        }
    };
    Rule { host: text(&value["host"]).unwrap_or_default(), paths: paths.map(path).collect() }
}

/// A Service's key: namespace and name.
pub(super) fn key(object: &Object) -> (&str, &str) {
    let body = &object.body;
    let place = object.reference.namespace.as_deref().unwrap_or_else(|| namespace(body));
    (place, object.reference.name.as_deref().unwrap_or_else(|| name(body)))
}
