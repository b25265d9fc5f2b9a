//! Which object breaks which rule? One or more for each rule that can be broken alone.

mod filter;
mod gateway;
mod policy;
mod route;
mod target;

use gatewright_core::check::Rule;
use serde_json::{Value, json};

/// Each with the rule it breaks.
pub(super) fn all() -> Vec<(Rule, Value)> {
    [gateway::all(), policy::all(), route::all(), filter::all(), target::all()].concat()
}

fn object(kind: &str, spec: Value) -> Value {
    let metadata = json!({"name": "case", "namespace": "shop"});
    json!({"apiVersion": "gateway.networking.k8s.io/v1", "kind": kind, "metadata": metadata, "spec": spec})
}

/// An HTTPRoute with one rule.
fn http(rule: Value) -> Value {
    object("HTTPRoute", json!({"rules": [rule]}))
}

/// An HTTPRoute with one rule and these filters.
fn filters(filters: Value) -> Value {
    http(json!({"matches": [{"path": {"value": "/a"}}], "filters": filters}))
}
