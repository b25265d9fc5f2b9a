//! What may be known of a Secret: its type and the names of its keys, never a value.

use crate::tree::at;
use serde_json::{Map, Value, json};

/// The shape of a Secret.
pub(super) fn shape(secret: &Value) -> Value {
    let mut keys = Map::new();
    for place in ["/data", "/stringData"] {
        let held = at(secret, place).as_object();
        keys.extend(held.into_iter().flat_map(|held| held.keys()).map(|key| (key.clone(), Value::from(kind(key)))));
    }
    json!({
        "apiVersion": at(secret, "/apiVersion"),
        "kind": "Secret",
        "metadata": {"name": at(secret, "/metadata/name"), "namespace": at(secret, "/metadata/namespace")},
        "type": at(secret, "/type"),
        "keys": keys,
    })
}

/// What a key of this name holds.
fn kind(key: &str) -> &'static str {
    match key {
        "tls.crt" | "ca.crt" => "certificate",
        "tls.key" => "private-key",
        _ => "text",
    }
}
