//! What does an Ingress say, in either spelling?

use crate::host;
use gatewright_contract::{Content, Node, Object, WildcardDepth};

/// The namespace of an object that names none.
const DEFAULT: &str = "default";

/// An Ingress.
pub(super) struct Ingress<'a> {
    /// Its namespace.
    pub(super) namespace: &'a str,
    /// Its name.
    pub(super) name: &'a str,
    /// Its rules.
    pub(super) rules: Vec<Rule<'a>>,
    /// Where everything else goes.
    pub(super) default: Option<&'a Node>,
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
    /// Whether only its controller knows what it takes; all of it lies below this.
    pub(super) stem: Option<&'a str>,
    /// Where it leads.
    pub(super) backend: &'a Node,
}

/// The Ingresses, the oldest first, then by namespace and name.
pub(super) fn in_order(objects: &[Object]) -> Vec<&Object> {
    let mut ingresses: Vec<&Object> = objects.iter().filter(|object| object.reference.kind == "Ingress").collect();
    ingresses.sort_by_key(|object| {
        let created = object.body.member("metadata").member("creationTimestamp").as_str();
        let reference = &object.reference;
        (created.is_none(), created, reference.namespace.clone(), reference.name.clone())
    });
    ingresses
}

impl<'a> Ingress<'a> {
    /// Reads one.
    pub(super) fn read(object: &'a Object) -> Ingress<'a> {
        let spec = object.body.member("spec");
        let rules: Vec<Rule<'a>> = spec.member("rules").items().iter().map(rule).collect();
        // Without hosts of its own an entry is for those of the rules, and without rules for every host.
        let of_entry = |entry: &'a Node| {
            let named: Vec<&'a str> = entry.member("hosts").items().iter().filter_map(Node::as_str).collect();
            match (named.is_empty(), rules.is_empty()) {
                (false, _) => named,
                (true, false) => rules.iter().map(|rule| rule.host).collect(),
                (true, true) => vec![""],
            }
        };
        Ingress {
            namespace: object.reference.namespace.as_deref().unwrap_or(DEFAULT),
            name: object.reference.name.as_deref().unwrap_or_default(),
            secured: spec.member("tls").items().iter().flat_map(of_entry).collect(),
            default: spec
                .get("defaultBackend")
                .or_else(|| spec.get("backend"))
                .filter(|node| matches!(node.content, Content::Map(_))),
            rules,
        }
    }

    /// Whether it brings a certificate for a host.
    pub(super) fn secures(&self, name: &str) -> bool {
        self.secured.iter().any(|pattern| host::rank(pattern, name, WildcardDepth::One).is_some())
    }
}

fn rule(rule: &Node) -> Rule<'_> {
    let path = |path| {
        let path: &Node = path;
        let written = path.member("path").as_str().unwrap_or_default();
        let free = path.member("pathType").as_str().is_none_or(|kind| kind == "ImplementationSpecific");
        let literal = written.split(['*', '(', ')', '[', ']', '{', '}', '|', '^', '$', '?', '\\', '+']).next();
        let stem = literal.filter(|literal| free && literal.len() < written.len());
        Path {
            stem: stem.and_then(|literal| literal.rsplit_once('/')).map(|(parent, _)| parent),
            text: path.member("path").as_str().filter(|text| !text.is_empty()).unwrap_or("/"),
            exact: path.member("pathType").as_str() == Some("Exact"),
            backend: path.member("backend"),
        }
    };
    let paths = rule.member("http").member("paths").items().iter();
    Rule { host: rule.member("host").as_str().unwrap_or_default(), paths: paths.map(path).collect() }
}

/// A Service's key: namespace and name.
pub(super) fn key(object: &Object) -> (&str, &str) {
    let reference = &object.reference;
    (reference.namespace.as_deref().unwrap_or(DEFAULT), reference.name.as_deref().unwrap_or_default())
}
