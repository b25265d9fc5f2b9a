//! Manifests as the objects that a plugin is given.

use gatewright_plugin_sdk::contract::{HttpRequest, Node, Object, ObjectId, ObjectRef, SimRequest};
use serde_json::{Map, Value, json};

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
    let named = metadata["name"].as_str().unwrap().to_owned();
    let namespace = metadata["namespace"].as_str().unwrap_or("default").to_owned();
    let mut body = Node::from(if kind == "Secret" { shape(manifest) } else { manifest.clone() });
    if kind == "Ingress" || named == "ingress-nginx-controller" {
        body.tell_leaves(&mut 0);
    }
    let api_version = manifest["apiVersion"].as_str().unwrap().to_owned();
    Object {
        id: ObjectId(u32::try_from(at).unwrap()),
        reference: ObjectRef { api_version, kind, namespace: Some(namespace), name: Some(named) },
        gateway: owned.then(|| "nginx".to_owned()),
        body,
    }
}

/// A Secret without its values.
fn shape(manifest: &Value) -> Value {
    let keys = manifest["data"].as_object().into_iter().flatten();
    let keys: Map<String, Value> = keys.map(|(key, _)| (key.clone(), json!("text"))).collect();
    json!({ "metadata": manifest["metadata"], "type": manifest["type"], "keys": keys })
}
