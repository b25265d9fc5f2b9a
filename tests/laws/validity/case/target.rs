//! Which object of a target's own breaks which rule?

use gatewright_core::check::Rule;
use serde_json::{Value, json};

/// Each with the rule it breaks.
pub(super) fn all() -> Vec<(Rule, Value)> {
    [targets(), security(), traffic(), client(), backends()].concat()
}

fn own(kind: &str, spec: Value) -> Value {
    let metadata = json!({"name": "case", "namespace": "shop"});
    json!({"apiVersion": "gateway.envoyproxy.io/v1alpha1", "kind": kind, "metadata": metadata, "spec": spec})
}

/// A policy for a target, with one member more.
fn policy(kind: &str, target: &str, member: (&str, Value)) -> Value {
    let target = json!({"group": "gateway.networking.k8s.io", "kind": target, "name": "web"});
    let mut spec = json!({"targetRefs": [target]});
    spec[member.0] = member.1;
    own(kind, spec)
}

fn targets() -> Vec<(Rule, Value)> {
    let elsewhere =
        |kind: &str| own(kind, json!({"targetRefs": [{"group": "gateway.example", "kind": "Gateway", "name": "web"}]}));
    let of = |kind: &str, target: &str| {
        own(kind, json!({"targetRefs": [{"group": "gateway.networking.k8s.io", "kind": target, "name": "web"}]}))
    };
    vec![
        (Rule::TargetsNeeded, own("SecurityPolicy", json!({}))),
        (Rule::TargetsNeeded, own("BackendTrafficPolicy", json!({}))),
        (Rule::TargetsNeeded, own("ClientTrafficPolicy", json!({}))),
        (Rule::PolicyTargetGroup, elsewhere("SecurityPolicy")),
        (Rule::PolicyTargetGroup, elsewhere("BackendTrafficPolicy")),
        (Rule::PolicyTargetGroup, elsewhere("ClientTrafficPolicy")),
        (Rule::SecurityTargetKind, of("SecurityPolicy", "TLSRoute")),
        (Rule::TrafficTargetKind, of("BackendTrafficPolicy", "Service")),
        (Rule::ClientTargetKind, of("ClientTrafficPolicy", "HTTPRoute")),
    ]
}

fn security() -> Vec<(Rule, Value)> {
    let security = |name: &str, value: Value| policy("SecurityPolicy", "HTTPRoute", (name, value));
    let answered = |body: Value| own("HTTPRouteFilter", json!({"directResponse": {"body": body}}));
    let (remote, local) = (json!({"uri": "https://a.example"}), json!({"type": "Inline", "inline": "{}"}));
    let signed = |mut provider: Value| {
        provider["name"] = json!("a");
        security("jwt", json!({"providers": [provider]}))
    };
    let asking = |reference: Value| security("extAuth", json!({"http": {"backendRefs": [reference]}}));
    vec![
        (Rule::PrincipalNeeded, security("authorization", json!({"rules": [{"action": "Allow", "principal": {}}]}))),
        (Rule::HttpAuthNeeded, security("extAuth", json!({}))),
        (Rule::BodyInlineNeeded, answered(json!({"type": "Inline"}))),
        (Rule::BodyReferenceNeeded, answered(json!({"type": "ValueRef"}))),
        (Rule::TokenKeysNeeded, signed(json!({}))),
        (Rule::TokenKeysOnce, signed(json!({"remoteJWKS": remote, "localJWKS": local}))),
        (Rule::TokenKeysHere, signed(json!({"localJWKS": {"type": "Inline"}}))),
        (Rule::TokenKeysHere, signed(json!({"localJWKS": {"type": "ValueRef", "inline": "{}"}}))),
        (
            Rule::ClientIdNeeded,
            security("oidc", json!({"provider": {"issuer": "https://a.example"}, "clientSecret": {"name": "a"}})),
        ),
        (Rule::AuthBackendNeeded, security("extAuth", json!({"http": {}}))),
        (Rule::AuthBackendNeeded, security("extAuth", json!({"http": {"backendRefs": []}}))),
        (Rule::AuthBackendKind, asking(json!({"kind": "Pod", "name": "web", "port": 1}))),
        (Rule::AuthBackendGroup, asking(json!({"group": "example", "name": "web", "port": 1}))),
    ]
}

fn traffic() -> Vec<(Rule, Value)> {
    let balanced = |value: Value| policy("BackendTrafficPolicy", "HTTPRoute", ("loadBalancer", value));
    let hashed = |hash: Value| balanced(json!({"type": "ConsistentHash", "consistentHash": hash}));
    let faulty = |fault: Value| policy("BackendTrafficPolicy", "HTTPRoute", ("faultInjection", fault));
    let checked = |check: Value| policy("BackendTrafficPolicy", "HTTPRoute", ("healthCheck", json!({"active": check})));
    let limited = json!({"local": {"rules": [{"clientSelectors": [{}], "limit": {"requests": 1, "unit": "Hour"}}]}});
    vec![
        (Rule::HashExact, balanced(json!({"type": "ConsistentHash"}))),
        (Rule::HashExact, balanced(json!({"type": "Random", "consistentHash": {"type": "SourceIP"}}))),
        (Rule::BalancerPlain, balanced(json!({"type": "BackendUtilization"}))),
        (Rule::BalancerPlain, balanced(json!({"type": "DynamicModule"}))),
        (Rule::HashByHeaders, hashed(json!({"type": "Header"}))),
        (Rule::HashHeadersExact, hashed(json!({"type": "Headers"}))),
        (Rule::HashHeadersExact, hashed(json!({"type": "SourceIP", "headers": [{"name": "x"}]}))),
        (Rule::HashCookieExact, hashed(json!({"type": "Cookie"}))),
        (Rule::HashCookieExact, hashed(json!({"type": "SourceIP", "cookie": {"name": "x"}}))),
        (Rule::HashQueryExact, hashed(json!({"type": "QueryParams"}))),
        (Rule::HashQueryExact, hashed(json!({"type": "SourceIP", "queryParams": [{"name": "x"}]}))),
        (Rule::FaultNeeded, faulty(json!({}))),
        (Rule::AbortStatusNeeded, faulty(json!({"abort": {"percentage": 5}}))),
        (Rule::AbortStatusOnce, faulty(json!({"abort": {"httpStatus": 503, "grpcStatus": 14}}))),
        (Rule::CheckHttpExact, checked(json!({"type": "HTTP"}))),
        (Rule::CheckHttpExact, checked(json!({"type": "TCP", "tcp": {}, "http": {"path": "/"}}))),
        (Rule::CheckTcpExact, checked(json!({"type": "TCP"}))),
        (Rule::CheckTcpExact, checked(json!({"type": "HTTP", "http": {"path": "/"}, "tcp": {}}))),
        (Rule::CheckGrpcOnly, checked(json!({"type": "TCP", "tcp": {}, "grpc": {}}))),
        (Rule::SelectorNeeded, policy("BackendTrafficPolicy", "HTTPRoute", ("rateLimit", limited))),
    ]
}

fn client() -> Vec<(Rule, Value)> {
    let forwarded = |value: Value| {
        let headers = json!({"xForwardedClientCert": value});
        policy("ClientTrafficPolicy", "Gateway", ("headers", headers))
    };
    let client = |name: &str, value: Value| policy("ClientTrafficPolicy", "Gateway", (name, value));
    let header = json!({"name": "x-address"});
    let both = json!({"xForwardedFor": {"trustedCIDRs": ["10.0.0.0/8"]}, "customHeader": header});
    vec![
        (Rule::DetectionOnly, client("clientIPDetection", json!({}))),
        (Rule::DetectionOnly, client("clientIPDetection", both)),
        (Rule::TrustedNeeded, client("clientIPDetection", json!({"xForwardedFor": {}}))),
        (Rule::CiphersTooNew, client("tls", json!({"minVersion": "1.3", "ciphers": ["AES128-SHA"]}))),
        (Rule::VersionOrder, client("tls", json!({"minVersion": "1.3", "maxVersion": "1.2"}))),
        (Rule::VersionOrder, client("tls", json!({"maxVersion": "1.1"}))),
        (Rule::CertificateDetailsMode, forwarded(json!({"certDetailsToAdd": ["Cert"]}))),
        (Rule::CertificateDetailsMode, forwarded(json!({"mode": "Sanitize", "certDetailsToAdd": ["Cert"]}))),
    ]
}

fn backends() -> Vec<(Rule, Value)> {
    let named = json!({"fqdn": {"hostname": "a.example", "port": 443}});
    let logged = |setting: Value| own("EnvoyProxy", json!({"telemetry": {"accessLog": {"settings": [setting]}}}));
    vec![
        (Rule::LogFormNeeded, logged(json!({"format": {"type": "Text"}}))),
        (Rule::LogFormNeeded, logged(json!({"format": {"type": "JSON", "text": "x"}}))),
        (Rule::LogFileNeeded, logged(json!({"sinks": [{"type": "File"}]}))),
        (Rule::EndpointNeeded, own("Backend", json!({"endpoints": [{}]}))),
        (Rule::EndpointsAlike, own("Backend", json!({"endpoints": [named, {}]}))),
    ]
}
