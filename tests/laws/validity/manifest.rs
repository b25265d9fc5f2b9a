//! How does a JSON object become a manifest of the engine?

use gatewright_core::emit::{Manifest, Node, Value as Printed};
use serde_json::Value;

/// The manifest. Its text fields are leaked where they must live for ever, which a test may do.
pub(super) fn from_json(object: &Value) -> Manifest {
    let text = |pointer: &str| object.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
    Manifest {
        api_version: known(&text("/apiVersion")),
        kind: known(&text("/kind")),
        namespace: match object.pointer("/metadata/namespace").and_then(Value::as_str) {
            Some(namespace) => namespace.to_owned(),
            None => "default".to_owned(),
        },
        name: text("/metadata/name"),
        origin: String::new(),
        root: node(object),
    }
}

fn known(text: &str) -> &'static str {
    const KNOWN: [&str; 19] = [
        "gateway.networking.k8s.io/v1",
        "gateway.networking.k8s.io/v1alpha2",
        "gateway.networking.k8s.io/v1beta1",
        "gateway.envoyproxy.io/v1alpha1",
        "HTTPRouteFilter",
        "SecurityPolicy",
        "BackendTrafficPolicy",
        "ClientTrafficPolicy",
        "EnvoyPatchPolicy",
        "EnvoyProxy",
        "Backend",
        "BackendTLSPolicy",
        "GRPCRoute",
        "Gateway",
        "HTTPRoute",
        "ListenerSet",
        "ReferenceGrant",
        "TCPRoute",
        "TLSRoute",
    ];
    KNOWN.iter().find(|known| **known == text).copied().unwrap_or("unknown")
}

fn node(value: &Value) -> Node {
    match value {
        Value::String(text) => Node::str(text.clone()),
        Value::Number(number) => Node::int(number.as_i64().unwrap()),
        Value::Bool(value) => Printed::Bool(*value).into(),
        Value::Array(items) => Node::list(items.iter().map(node)),
        Value::Object(entries) => {
            Printed::Map(entries.iter().map(|(key, value)| (key.clone().into(), node(value))).collect()).into()
        }
        Value::Null => panic!("a manifest has no null"),
    }
}
