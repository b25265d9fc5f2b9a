//! Does a hostile plugin cost more than its own settings? Two Ingresses are converted with each guest: one has an
//! annotation of the guest's, the other has nothing to do with it.

use super::guest;
use gatewright_contract::Plugin;
use gatewright_core::options::Options;
use support::conversion::{Conversion, file};

const CLUSTER: &str = r"
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: asked
  namespace: shop
  annotations: { hostile.example/setting: on, hostile.example/other: 'off' }
spec:
  ingressClassName: public
  rules:
    - host: asked.example
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: asked, port: { number: 80 } } } }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: calm, namespace: shop }
spec:
  ingressClassName: public
  rules:
    - host: calm.example
      http: { paths: [{ path: /cart, pathType: Exact, backend: { service: { name: calm, port: { number: 80 } } } }] }
";

fn converted(plugins: &[&dyn Plugin]) -> Conversion {
    Conversion::by(file(CLUSTER), Options::default(), plugins)
}

/// What is printed of the Ingress that has nothing to do with any plugin.
fn calm(conversion: &Conversion) -> String {
    let bare = conversion.bare();
    let documents: Vec<&str> = bare.split("---\n").filter(|text| text.contains("name: calm")).collect();
    assert!(!documents.is_empty(), "{bare}");
    documents.concat()
}

fn codes(conversion: &Conversion) -> Vec<String> {
    conversion.report.diagnostics.iter().map(|finding| finding.code.to_string()).collect()
}

#[test]
fn whatever_a_plugin_does_the_rest_is_converted_and_every_setting_is_in_the_report() {
    let without = converted(&[]);
    for name in guest::names() {
        let Ok(plugin) = guest::load(&name) else { continue };
        let with = converted(&[&plugin]);
        assert_eq!(calm(&with), calm(&without), "{name}");
        assert_eq!(with.report.facts.len(), without.report.facts.len(), "{name}");
        let all = format!("{}{}", with.manifests, with.findings());
        let steers = |c: char| c.is_control() && c != '\n' && c != '\t';
        assert!(!all.contains(steers), "{name} wrote control characters:\n{all:?}");
    }
}

#[test]
fn a_plugin_that_fails_is_named_with_what_it_did() {
    for name in ["loop-in-translate", "memory-bomb", "stack-bomb", "trap-half-way", "json-invalid", "answer-huge"] {
        let plugin = guest::loaded(name);
        let with = converted(&[&plugin]);
        let fault = plugin.translate(&gatewright_contract::Request::default()).unwrap_err().message;
        let start: String = fault.chars().take(12).collect();
        let finding = with.report.diagnostics.iter().find(|finding| finding.code == "host/plugin-failed");
        let finding = finding.unwrap_or_else(|| panic!("{name}: {:?}", codes(&with)));
        assert!(finding.message.contains(&start), "{name}: {:?} does not say {fault:?}", finding.message);
    }
}

#[test]
fn an_answer_that_cannot_be_is_told_apart() {
    for (name, code) in [("facts-unknown", "host/unknown-fact"), ("attach-nowhere", "host/bad-attachment")] {
        let codes = codes(&converted(&[&guest::loaded(name)]));
        assert!(codes.iter().any(|found| found == code), "{name}: {codes:?}");
    }
    for (name, code) in [("verdicts-missing", "core/unaccounted-fact"), ("verdicts-twice", "host/verdict-twice")] {
        let codes = codes(&converted(&[&guest::loaded(name)]));
        assert!(codes.iter().any(|found| found == code), "{name}: {codes:?}");
    }
}
