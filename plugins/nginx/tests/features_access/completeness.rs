//! Is every annotation of these families spoken of, whatever its value and wherever it stands?

use super::scene::{Scene, run};
use gatewright_plugin_nginx::Nginx;
use gatewright_plugin_sdk::contract::{FeatureDoc, Plugin, VerdictKind};
use std::collections::BTreeSet;

pub(super) const FAMILIES: [&str; 11] = [
    "basic-auth",
    "external-auth",
    "client-certificate",
    "access",
    "rate-limit",
    "waf",
    "cors",
    "timeouts",
    "retries",
    "body",
    "telemetry",
];

/// Values of every kind, sensible and not.
pub(super) const VALUES: [&str; 14] = [
    "true",
    "false",
    "",
    " ",
    "0",
    "5",
    "-1",
    "on",
    "any",
    "10.0.0.0/8",
    "https://sso.example/check",
    "shop/name",
    "CN=a",
    "a;b{}\u{e4}",
];

/// Annotations without which others mean nothing.
pub(super) const GROUNDS: [&[(&str, &str)]; 5] = [
    &[],
    &[("auth-type", "basic"), ("auth-secret", "users"), ("auth-url", "https://sso.example/check")],
    &[("auth-tls-secret", "shop/clients"), ("enable-cors", "true"), ("enable-modsecurity", "true")],
    &[("limit-rps", "5"), ("limit-rate", "5"), ("enable-opentelemetry", "true"), ("auth-signin", "https://a.example")],
    &[("permanent-redirect", "https://other.example")],
];

pub(super) fn families() -> Vec<FeatureDoc> {
    Nginx.describe().features.into_iter().filter(|feature| FAMILIES.contains(&feature.name.as_str())).collect()
}

#[test]
fn every_value_of_every_annotation_has_an_outcome() {
    for key in families().iter().flat_map(|feature| &feature.keys) {
        for value in VALUES {
            for ground in GROUNDS {
                for version in ["1.15", "1.9", "0.15"] {
                    let mut annotations = ground.to_vec();
                    annotations.retain(|(name, _)| *name != key.key);
                    annotations.push((&key.key, value));
                    let outcome = Scene::new(&annotations).with("version", version).run();
                    let told = outcome.finding("forgotten").map(|finding| &finding.message);
                    assert_eq!(told, None, "{} `{value}` beside {ground:?}, {version}", key.key);
                    outcome.of(&key.key);
                }
            }
        }
    }
}

#[test]
fn what_is_not_used_says_why() {
    for key in families().iter().flat_map(|feature| &feature.keys) {
        for value in VALUES {
            for verdict in run(&[(&key.key, value)]).response.verdicts {
                let silent = verdict.why.as_deref().unwrap_or_default().is_empty();
                assert!(verdict.outcome == VerdictKind::Used || !silent, "{} `{value}`: {verdict:?}", key.key);
            }
        }
    }
}

#[test]
fn every_finding_is_in_a_document() {
    let documents: String = families().iter().map(|feature| feature.doc.clone()).collect();
    let mut missing = BTreeSet::new();
    for key in families().iter().flat_map(|feature| &feature.keys) {
        for value in VALUES {
            for ground in GROUNDS {
                let mut annotations = ground.to_vec();
                annotations.push((&key.key, value));
                for finding in Scene::new(&annotations).run().response.findings {
                    if !documents.contains(&format!("### {}\n", finding.code)) {
                        missing.insert(finding.code);
                    }
                }
            }
        }
    }
    // What is said of an Ingress without any of these annotations is described elsewhere.
    let redirected = run(&[("permanent-redirect", "https://other.example")]);
    let bare = run(&[]).response.findings.into_iter().chain(redirected.response.findings);
    let others: BTreeSet<String> = bare.map(|finding| finding.code).collect();
    missing.retain(|code| !others.contains(code) && code != "nginx/refused-ingress");
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_document_names_every_key() {
    for feature in families() {
        for key in &feature.keys {
            assert!(feature.doc.contains(&format!("`{}`", key.key)), "{}: {}", feature.name, key.key);
        }
        assert!(feature.doc.contains("```yaml"), "{} has no example", feature.name);
    }
}
