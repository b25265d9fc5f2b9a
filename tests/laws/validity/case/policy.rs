//! Rules about policies, and about objects of targets' own.

use super::object;
use gatewright_core::check::Rule;
use serde_json::{Value, json};

pub(super) fn all() -> Vec<(Rule, Value)> {
    let one = json!({"hostname": "a.example", "wellKnownCACertificates": "System"});
    let ca = json!([{"group": "", "kind": "ConfigMap", "name": "ca"}]);
    let both = json!({"hostname": "a.example", "wellKnownCACertificates": "System", "caCertificateRefs": ca});
    let name = |name: Value| {
        let mut validation = one.clone();
        validation["subjectAltNames"] = json!([name]);
        policy(json!([target(None)]), validation)
    };
    vec![
        (Rule::TargetSectionNeeded, policy(json!([target(None), target(Some("a"))]), one.clone())),
        (Rule::TargetSectionUnique, policy(json!([target(Some("a")), target(Some("a"))]), one.clone())),
        (Rule::TargetSectionUnique, policy(json!([target(None), target(None)]), one.clone())),
        (Rule::CaNotBoth, policy(json!([target(None)]), both)),
        (Rule::CaNeeded, policy(json!([target(None)]), json!({"hostname": "a.example"}))),
        (Rule::CaNeeded, policy(json!([target(None)]), json!({"hostname": "a.example", "caCertificateRefs": []}))),
        (Rule::SanHostnameNeeded, name(json!({"type": "Hostname"}))),
        (Rule::SanHostnameOnly, name(json!({"type": "URI", "uri": "spiffe://a", "hostname": "a.example"}))),
        (Rule::SanUriNeeded, name(json!({"type": "URI"}))),
        (Rule::SanUriOnly, name(json!({"type": "Hostname", "uri": "spiffe://a", "hostname": "a.example"}))),
        (
            Rule::RegexMatchNeeded,
            envoy("HTTPRouteFilter", json!({"urlRewrite": {"path": {"type": "ReplaceRegexMatch"}}})),
        ),
    ]
}

fn envoy(kind: &str, spec: Value) -> Value {
    let mut object = object(kind, spec);
    object["apiVersion"] = json!("gateway.envoyproxy.io/v1alpha1");
    object
}

fn target(section: Option<&str>) -> Value {
    let mut target = json!({"group": "", "kind": "Service", "name": "web"});
    if let Some(section) = section {
        target["sectionName"] = json!(section);
    }
    target
}

fn policy(targets: Value, validation: Value) -> Value {
    object("BackendTLSPolicy", json!({"targetRefs": targets, "validation": validation}))
}
