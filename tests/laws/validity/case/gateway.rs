//! Rules about Gateways and ListenerSets.

use super::object;
use gatewright_core::check::Rule;
use serde_json::{Value, json};

pub(super) fn all() -> Vec<(Rule, Value)> {
    let refs = json!([{"name": "tls"}]);
    let http = |name: &str| json!({"name": name, "port": 80, "protocol": "HTTP"});
    vec![
        (Rule::AddressIpUnique, addresses(json!([ip("192.0.2.1"), ip("192.0.2.1")]))),
        (Rule::AddressHostnameUnique, addresses(json!([host("a.example"), host("a.example")]))),
        (Rule::AddressHostnameValid, addresses(json!([host("A.example")]))),
        (Rule::KeysQualified, infrastructure(json!({"labels": {"a b": "c"}}))),
        (Rule::KeysQualified, infrastructure(json!({"annotations": {"/a": "c"}}))),
        (
            Rule::KeyPrefixLength,
            infrastructure(json!({"annotations": {format!("{}/a", vec!["a"; 127].join(".")): "c"}})),
        ),
        (
            Rule::ListenerTlsForbidden,
            listeners(json!([{"name": "a", "port": 80, "protocol": "HTTP", "tls": {"certificateRefs": refs}}])),
        ),
        (
            Rule::ListenerHttpsTerminates,
            listeners(json!([{"name": "a", "port": 443, "protocol": "HTTPS", "tls": {"mode": "Passthrough"}}])),
        ),
        (Rule::ListenerTlsModeNeeded, listeners(json!([{"name": "a", "port": 443, "protocol": "TLS"}]))),
        (
            Rule::ListenerHostnameForbidden,
            listeners(json!([{"name": "a", "port": 53, "protocol": "UDP", "hostname": "a.example"}])),
        ),
        (Rule::ListenerDistinct, listeners(json!([http("a"), http("b")]))),
        (Rule::ListenerSetDistinct, set(json!([http("a"), http("b")]))),
        (Rule::CertificateNeeded, set(json!([{"name": "a", "port": 443, "protocol": "HTTPS", "tls": {}}]))),
        (
            Rule::CertificateNeeded,
            listeners(json!([{"name": "a", "port": 443, "protocol": "HTTPS", "tls": {"certificateRefs": []}}])),
        ),
    ]
}

fn ip(value: &str) -> Value {
    json!({"value": value})
}

fn host(value: &str) -> Value {
    json!({"type": "Hostname", "value": value})
}

fn addresses(addresses: Value) -> Value {
    gateway(json!({"addresses": addresses}))
}

fn infrastructure(infrastructure: Value) -> Value {
    gateway(json!({"infrastructure": infrastructure}))
}

fn listeners(listeners: Value) -> Value {
    gateway(json!({"listeners": listeners}))
}

fn set(listeners: Value) -> Value {
    object("ListenerSet", json!({"parentRef": {"name": "public"}, "listeners": listeners}))
}

fn gateway(part: Value) -> Value {
    let listeners = json!([{"name": "http", "port": 80, "protocol": "HTTP"}]);
    let mut spec = json!({"gatewayClassName": "example", "listeners": listeners});
    for (name, value) in part.as_object().unwrap() {
        spec[name] = value.clone();
    }
    object("Gateway", spec)
}
