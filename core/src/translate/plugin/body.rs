//! An Ingress as plugins see it: `networking.k8s.io/v1`, whatever its version was, and the facts by JSON pointer.

use crate::source::{Ingress, IngressBackend, PathType, ServicePort, Told};
use gatewright_contract::FactId;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Facts by pointer into a body.
pub(super) type Facts = BTreeMap<String, FactId>;

/// The content of an Ingress and its facts. Of its annotations `keep` says whose facts they are.
pub(super) fn of(ingress: &Ingress, keep: &dyn Fn(&str) -> bool) -> (Value, Facts) {
    let mut facts = Facts::new();
    let mut annotations = Map::new();
    for annotation in &ingress.annotations {
        if keep(&annotation.key) {
            let key = annotation.key.replace('~', "~0").replace('/', "~1");
            facts.insert(format!("/metadata/annotations/{key}"), annotation.fact);
        }
        annotations.insert(annotation.key.clone(), Value::String(annotation.value.clone()));
    }
    let mut metadata = Map::new();
    metadata.insert("name".to_owned(), Value::String(ingress.name.clone()));
    metadata.insert("namespace".to_owned(), Value::String(ingress.namespace.clone()));
    if let Some(created) = &ingress.created {
        metadata.insert("creationTimestamp".to_owned(), Value::String(created.clone()));
    }
    if !annotations.is_empty() {
        metadata.insert("annotations".to_owned(), Value::Object(annotations));
    }
    let mut spec = Map::new();
    if let Some(class) = &ingress.class {
        text(&mut spec, "ingressClassName", class, ("/spec", &mut facts));
    }
    if let Some(default) = &ingress.default_backend {
        spec.insert("defaultBackend".to_owned(), backend(default, "/spec/defaultBackend", &mut facts));
    }
    let rules: Vec<Value> = ingress
        .rules
        .iter()
        .enumerate()
        .map(|(at, rule)| {
            let base = format!("/spec/rules/{at}");
            let mut members = Map::new();
            if let Some(host) = &rule.host {
                text(&mut members, "host", host, (&base, &mut facts));
            }
            if let Some(paths) = &rule.paths {
                let paths: Vec<Value> = paths
                    .iter()
                    .enumerate()
                    .map(|(at, path)| {
                        let base = format!("{base}/http/paths/{at}");
                        let mut members = Map::new();
                        if let Some(path) = &path.path {
                            text(&mut members, "path", path, (&base, &mut facts));
                        }
                        if let Some(kind) = &path.path_type {
                            facts.insert(format!("{base}/pathType"), kind.fact);
                            members.insert("pathType".to_owned(), Value::String(name(kind.value).to_owned()));
                        }
                        members.insert(
                            "backend".to_owned(),
                            backend(&path.backend, &format!("{base}/backend"), &mut facts),
                        );
                        Value::Object(members)
                    })
                    .collect();
                members.insert("http".to_owned(), json!({ "paths": paths }));
            }
            Value::Object(members)
        })
        .collect();
    if !rules.is_empty() {
        spec.insert("rules".to_owned(), Value::Array(rules));
    }
    let tls: Vec<Value> = ingress
        .tls
        .iter()
        .enumerate()
        .map(|(at, tls)| {
            let base = format!("/spec/tls/{at}");
            let mut members = Map::new();
            if let Some(hosts) = &tls.hosts {
                facts.insert(format!("{base}/hosts"), hosts.fact);
                members.insert("hosts".to_owned(), json!(hosts.value));
            }
            if let Some(secret) = &tls.secret {
                text(&mut members, "secretName", secret, (&base, &mut facts));
            }
            Value::Object(members)
        })
        .collect();
    if !tls.is_empty() {
        spec.insert("tls".to_owned(), Value::Array(tls));
    }
    let body = json!({
        "apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": metadata, "spec": spec
    });
    (body, facts)
}

fn text(members: &mut Map<String, Value>, key: &str, told: &Told<String>, (base, facts): (&str, &mut Facts)) {
    facts.insert(format!("{base}/{key}"), told.fact);
    members.insert(key.to_owned(), Value::String(told.value.clone()));
}

fn backend(backend: &IngressBackend, base: &str, facts: &mut Facts) -> Value {
    let mut members = Map::new();
    let mut service = Map::new();
    if let Some(name) = &backend.service {
        text(&mut service, "name", name, (&format!("{base}/service"), facts));
    }
    match &backend.port {
        Some(ServicePort::Number(number)) => {
            facts.insert(format!("{base}/service/port/number"), number.fact);
            service.insert("port".to_owned(), json!({ "number": number.value }));
        }
        Some(ServicePort::Name(name)) => {
            facts.insert(format!("{base}/service/port/name"), name.fact);
            service.insert("port".to_owned(), json!({ "name": name.value }));
        }
        None => {}
    }
    if !service.is_empty() {
        members.insert("service".to_owned(), Value::Object(service));
    }
    if !backend.resource.is_empty() {
        let mut resource = Map::new();
        for (at, fact) in backend.resource.iter().enumerate() {
            facts.insert(format!("{base}/resource/{at}"), *fact);
            resource.insert(at.to_string(), Value::Bool(true));
        }
        members.insert("resource".to_owned(), Value::Object(resource));
    }
    Value::Object(members)
}

fn name(kind: PathType) -> &'static str {
    match kind {
        PathType::Exact => "Exact",
        PathType::Prefix => "Prefix",
        PathType::ImplementationSpecific => "ImplementationSpecific",
    }
}
