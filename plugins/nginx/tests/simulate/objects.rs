//! Manifests as the objects that a plugin is given.

use gatewright_plugin_sdk::contract::{FactId, HttpRequest, Object, ObjectId, ObjectRef, SimRequest};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// One call over manifests.
pub(crate) fn call(manifests: &[Value], requests: Vec<HttpRequest>) -> SimRequest {
    let objects = manifests.iter().enumerate().map(|(at, manifest)| object(at, manifest)).collect();
    SimRequest { objects, requests, ..SimRequest::default() }
}

/// A request as the cases write it.
pub(crate) fn request(value: &Value) -> HttpRequest {
    let text = |key: &str, otherwise: &str| value[key].as_str().unwrap_or(otherwise).to_owned();
    let headers = value["headers"].as_object().into_iter().flatten();
    HttpRequest {
        method: text("method", "GET"),
        scheme: text("scheme", "http"),
        host: text("host", ""),
        path: text("path", "/"),
        headers: headers.map(|(key, value)| (key.clone(), value.as_str().unwrap().to_owned())).collect(),
        client_address: None,
        client_cert: None,
        body_bytes: value["bodyBytes"].as_u64(),
    }
}

fn object(at: usize, manifest: &Value) -> Object {
    let kind = manifest["kind"].as_str().unwrap().to_owned();
    let metadata = &manifest["metadata"];
    let owned = kind == "Ingress"
        && (manifest["spec"]["ingressClassName"] == "nginx"
            || metadata["annotations"]["kubernetes.io/ingress.class"] == "nginx");
    let mut facts = BTreeMap::new();
    let named = metadata["name"].as_str().unwrap().to_owned();
    if kind == "Ingress" || named == "ingress-nginx-controller" {
        leaves(manifest, String::new(), &mut facts);
    }
    let namespace = metadata["namespace"].as_str().unwrap_or("default").to_owned();
    let body = if kind == "Secret" { shape(manifest) } else { manifest.clone() };
    let api_version = manifest["apiVersion"].as_str().unwrap().to_owned();
    Object {
        id: ObjectId(u32::try_from(at).unwrap()),
        reference: ObjectRef { api_version, kind, namespace: Some(namespace), name: Some(named) },
        gateway: owned.then(|| "nginx".to_owned()),
        facts,
        body,
    }
}

/// A Secret without its values.
fn shape(manifest: &Value) -> Value {
    let keys = manifest["data"].as_object().into_iter().flatten();
    let keys: Map<String, Value> = keys.map(|(key, _)| (key.clone(), json!("text"))).collect();
    json!({ "metadata": manifest["metadata"], "type": manifest["type"], "keys": keys })
}

/// Every scalar and every list of scalars is a fact.
fn leaves(value: &Value, pointer: String, facts: &mut BTreeMap<String, FactId>) {
    let scalar = |value: &Value| !value.is_object() && !value.is_array();
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                leaves(member, format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")), facts);
            }
        }
        Value::Array(items) if !items.iter().all(scalar) => {
            for (at, item) in items.iter().enumerate() {
                leaves(item, format!("{pointer}/{at}"), facts);
            }
        }
        Value::Array(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            let next = FactId(u32::try_from(facts.len()).unwrap());
            facts.insert(pointer, next);
        }
    }
}
