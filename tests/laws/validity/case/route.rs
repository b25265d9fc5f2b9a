//! Rules about routes, their parents and their matches.

use super::{http, object};
use gatewright_core::check::Rule;
use serde_json::{Value, json};

pub(super) fn all() -> Vec<(Rule, Value)> {
    [parents(), totals(), paths(), others(), grpc()].concat()
}

fn parents() -> Vec<(Rule, Value)> {
    let a = || json!({"name": "public", "sectionName": "a"});
    let spelt = json!({"group": "gateway.networking.k8s.io", "kind": "Gateway", "name": "public", "sectionName": "a"});
    let port = |port: u16| json!({"name": "public", "sectionName": "a", "port": port});
    vec![
        (Rule::ParentSectionNeeded, with_parents(json!([{"name": "public"}, a()]))),
        (Rule::ParentSectionUnique, with_parents(json!([a(), a()]))),
        (Rule::ParentSectionUnique, with_parents(json!([a(), spelt]))),
        (Rule::ParentSectionUnique, with_parents(json!([{"name": "public"}, {"name": "public"}]))),
        (Rule::ParentSectionOrPortNeeded, with_parents(json!([a(), port(80)]))),
        (Rule::ParentSectionOrPortNeeded, with_parents(json!([{"name": "public"}, a()]))),
        (Rule::ParentSectionOrPortUnique, with_parents(json!([port(80), port(80)]))),
        (Rule::ParentSectionOrPortUnique, with_parents(json!([a(), spelt]))),
    ]
}

fn with_parents(parents: Value) -> Value {
    object("HTTPRoute", json!({"parentRefs": parents}))
}

fn totals() -> Vec<(Rule, Value)> {
    let path = |index: usize| json!({"path": {"value": format!("/{index}")}});
    let method = |index: usize| json!({"method": {"method": format!("a{index}")}});
    let rule = |count: usize, one: &dyn Fn(usize) -> Value| json!({"matches": (0..count).map(one).collect::<Vec<_>>()});
    vec![
        (
            Rule::HttpMatchTotal,
            object("HTTPRoute", json!({"rules": [rule(64, &path), rule(64, &path), rule(1, &path)]})),
        ),
        (Rule::HttpMatchTotal, object("HTTPRoute", json!({"rules": [rule(64, &path), rule(64, &path), {}]}))),
        (
            Rule::GrpcMatchTotal,
            object("GRPCRoute", json!({"rules": [rule(64, &method), rule(64, &method), rule(1, &method)]})),
        ),
        (Rule::RuleNameUnique, object("HTTPRoute", json!({"rules": [{"name": "a"}, {"name": "a"}]}))),
    ]
}

fn paths() -> Vec<(Rule, Value)> {
    let path = |rule: Rule, kind: &str, value: &str| {
        (rule, http(json!({"matches": [{"path": {"type": kind, "value": value}}]})))
    };
    vec![
        path(Rule::PathAbsolute, "Exact", "a"),
        path(Rule::PathDoubleSlash, "PathPrefix", "/a//b"),
        path(Rule::PathDotSegment, "Exact", "/a/./b"),
        path(Rule::PathDotDotSegment, "PathPrefix", "/a/../b"),
        path(Rule::PathEncodedSlashLower, "Exact", "/a%2fb"),
        path(Rule::PathEncodedSlashUpper, "PathPrefix", "/a%2Fb"),
        path(Rule::PathFragment, "Exact", "/a#b"),
        path(Rule::PathDotDotEnd, "PathPrefix", "/a/.."),
        path(Rule::PathDotEnd, "Exact", "/a/."),
        path(Rule::PathCharacters, "PathPrefix", "/a b"),
        path(Rule::PathCharacters, "PathPrefix", "/a%2"),
        path(Rule::PathCharacters, "Exact", "/caf\u{e9}"),
    ]
}

fn others() -> Vec<(Rule, Value)> {
    let timeouts =
        |request: &str, backend: &str| http(json!({"timeouts": {"request": request, "backendRequest": backend}}));
    let session = |session: Value| http(json!({"sessionPersistence": session}));
    let hosts = json!({"hostnames": ["192.0.2.1"], "rules": [{"backendRefs": [{"name": "web", "port": 1}]}]});
    vec![
        (Rule::BackendTimeoutWithinRequest, timeouts("1m", "61s")),
        (Rule::BackendTimeoutWithinRequest, timeouts("999ms", "1s")),
        (Rule::ServicePortNeeded, http(json!({"backendRefs": [{"name": "web"}]}))),
        (Rule::CookieOnly, session(json!({"type": "Header", "cookieConfig": {}}))),
        (Rule::CookiePermanentTimeout, session(json!({"cookieConfig": {"lifetimeType": "Permanent"}}))),
        (Rule::HostnameNotIp, object("TLSRoute", hosts)),
    ]
}

fn grpc() -> Vec<(Rule, Value)> {
    let method = |method: Value| object("GRPCRoute", json!({"rules": [{"matches": [{"method": method}]}]}));
    vec![
        (Rule::GrpcServiceOrMethod, method(json!({"type": "Exact"}))),
        (Rule::GrpcServiceValid, method(json!({"service": "a..b"}))),
        (Rule::GrpcServiceValid, method(json!({"service": "1a"}))),
        (Rule::GrpcMethodValid, method(json!({"method": "a.b"}))),
    ]
}
