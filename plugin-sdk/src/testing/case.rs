//! What does a plugin of annotations get to see of these manifests?

use super::{Mismatch, page};
use gatewright_contract::collections::{Arrange, SortedMap};
use gatewright_contract::{
    Atom, CONTRACT, Content, Expr, FactId, HostMatch, Manifest, Node, Object, ObjectId, ObjectRef, PathMatch, Plugin,
    Request, Role, RuleId, RuleView, WildcardDepth,
};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Manifests, and the settings of a plugin.
#[derive(Clone, Debug, Default)]
pub struct Case {
    manifests: String,
    options: SortedMap<String, String>,
}

impl Case {
    /// Manifests as YAML, one or more documents.
    pub fn new(manifests: &str) -> Case {
        Case { manifests: manifests.to_owned(), options: SortedMap::new() }
    }

    /// One Ingress, `shop/web`, with these annotations: host `shop.example`, all paths.
    pub fn annotated(annotations: &[(&str, &str)]) -> Case {
        let annotations: BTreeMap<_, _> = annotations.iter().copied().collect();
        let backend = json!({ "service": { "name": "web", "port": { "number": 80 } } });
        let path = json!({ "path": "/", "pathType": "Prefix", "backend": backend });
        let ingress = json!({
            "apiVersion": "networking.k8s.io/v1",
            "kind": "Ingress",
            "metadata": { "name": "web", "namespace": "shop", "annotations": annotations },
            "spec": { "rules": [{ "host": "shop.example", "http": { "paths": [path] } }] },
        });
        // JSON is YAML.
        Case::new(&ingress.to_string())
    }

    /// With a setting of the plugin: `--set PLUGIN.NAME=VALUE`.
    pub fn with(mut self, name: &str, value: &str) -> Case {
        self.options.insert(name.to_owned(), value.to_owned());
        self
    }

    /// What the engine would ask.
    pub fn request(&self, manifest: &Manifest) -> Result<Request, Mismatch> {
        if manifest.role != Role::Annotations {
            return Err(Mismatch::new("a case is for plugins of annotations: test a source with `plugin check`"));
        }
        let mut bodies = self.bodies()?;
        bodies.retain(|body| is_seen(body, manifest));
        bodies.arrange_by_key(|body| (text(body, "/kind"), namespace(body), text(body, "/metadata/name")));
        let mut facts = 0;
        let objects: Vec<Object> = (0..).zip(bodies).map(|(id, body)| object(id, body, manifest, &mut facts)).collect();
        let rules = objects.iter().filter(|object| object.reference.kind == "Ingress").flat_map(predicates);
        let rules =
            (0..).zip(rules).map(|(id, (object, when))| RuleView { id: RuleId(id), object, when, wants: Vec::new() });
        let rules = rules.collect();
        Ok(Request { contract: CONTRACT.to_owned(), objects, options: self.settings(manifest), rules })
    }

    /// What a plugin answers, as text: each annotation with its outcome and what it adds, then the findings.
    pub fn answer(&self, plugin: &dyn Plugin) -> Result<String, Mismatch> {
        let request = self.request(&plugin.describe())?;
        let response = plugin.translate(&request).map_err(|fault| Mismatch::new(fault.message))?;
        page::page(&request, &response)
    }

    fn settings(&self, manifest: &Manifest) -> SortedMap<String, String> {
        let defaults = manifest.options.iter().map(|option| (option.name.clone(), option.default.clone()));
        defaults.chain(self.options.clone()).collect()
    }

    fn bodies(&self) -> Result<Vec<Value>, Mismatch> {
        let mut bodies = Vec::new();
        for document in serde_yaml_ng::Deserializer::from_str(&self.manifests) {
            let body = Value::deserialize(document).map_err(|error| Mismatch::new(format!("no manifest: {error}")))?;
            match body.get("items").and_then(Value::as_array) {
                Some(items) if text(&body, "/kind").ends_with("List") => bodies.extend(items.iter().cloned()),
                Some(_) | None if body.is_null() => {}
                Some(_) | None => bodies.push(body),
            }
        }
        Ok(bodies)
    }
}

/// Ingresses, what the plugin needs, and whatever has one of its annotations.
fn is_seen(body: &Value, manifest: &Manifest) -> bool {
    let kind = text(body, "/kind");
    kind == "Ingress" || manifest.needs.contains(&kind) || annotations(body).any(|key| is_owned(key, manifest))
}

fn is_owned(key: &str, manifest: &Manifest) -> bool {
    key.split_once('/').is_some_and(|(prefix, _)| manifest.claims.prefixes.iter().any(|claimed| claimed == prefix))
}

fn annotations(body: &Value) -> impl Iterator<Item = &str> {
    body.pointer("/metadata/annotations").and_then(Value::as_object).into_iter().flat_map(Map::keys).map(String::as_str)
}

fn object(id: u32, body: Value, manifest: &Manifest, facts: &mut u32) -> Object {
    let reference = ObjectRef {
        api_version: text(&body, "/apiVersion"),
        kind: text(&body, "/kind"),
        namespace: Some(namespace(&body)),
        name: Some(text(&body, "/metadata/name")),
    };
    let shown = if reference.kind == "Secret" { shape(&body) } else { body };
    let mut body = Node::from(shown);
    if let Some(Content::Map(annotations)) = body.at_mut("/metadata/annotations").map(|node| &mut node.content) {
        for (_, value) in annotations.iter_mut().filter(|(key, _)| is_owned(key, manifest)) {
            value.fact = Some(FactId(*facts));
            *facts += 1;
        }
    }
    Object { id: ObjectId(id), reference, gateway: None, body }
}

/// Of a Secret: its type, and that its keys are there.
fn shape(body: &Value) -> Value {
    let members = |key: &str| body.get(key).and_then(Value::as_object).into_iter().flat_map(Map::keys);
    let keys: BTreeMap<&String, &str> = members("data").chain(members("stringData")).map(|key| (key, "text")).collect();
    json!({ "type": body.get("type"), "keys": keys })
}

fn namespace(body: &Value) -> String {
    let written = text(body, "/metadata/namespace");
    if written.is_empty() { "default".to_owned() } else { written }
}

fn text(body: &Value, pointer: &str) -> String {
    body.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// One predicate for each path of an Ingress.
fn predicates(ingress: &Object) -> Vec<(ObjectId, Expr)> {
    let list = |node: &Node, pointer: &str| node.at(pointer).map(Node::items).unwrap_or_default().to_vec();
    let mut found = Vec::new();
    for rule in list(&ingress.body, "/spec/rules") {
        let host = Some(word(&rule, "host")).filter(|host| !host.is_empty()).map(host_match);
        for path in list(&rule, "/http/paths") {
            let parts = host.iter().cloned().map(Atom::Host).chain([Atom::Path(path_match(&path))]);
            found.push((ingress.id, Expr::All(parts.map(Expr::Is).collect())));
        }
    }
    found
}

fn host_match(host: String) -> HostMatch {
    match host.strip_prefix("*.") {
        Some(suffix) => HostMatch::Wildcard { suffix: suffix.to_owned(), depth: WildcardDepth::One },
        None => HostMatch::Exact(host),
    }
}

fn path_match(path: &Node) -> PathMatch {
    let written = Some(word(path, "path")).filter(|path| !path.is_empty()).unwrap_or_else(|| "/".to_owned());
    match word(path, "pathType").as_str() {
        "Exact" => PathMatch::Exact(written),
        _ => PathMatch::ElementPrefix(written),
    }
}

fn word(node: &Node, key: &str) -> String {
    node.get(key).and_then(Node::as_str).unwrap_or_default().to_owned()
}
