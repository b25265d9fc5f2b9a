//! What is written for Envoy: in the snapshots of the cases, and of one rewrite.

use super::configuration::Ask;
use gatewright_core::options::Options;
use gatewright_core::target::Profile;
use gatewright_plugin_nginx::Nginx;
use serde::Deserialize;
use serde_json::Value;
use support::conversion::{Conversion, file};
use support::repo;

/// Every expression, rewrite and header of the cases for the target.
pub(super) fn asks() -> Vec<Ask> {
    let mut asks = Vec::new();
    for file in repo::files() {
        let options = file.path.starts_with("tests/cases/") && file.path.ends_with("/options.toml");
        if !options || !file.text.contains("envoy-gateway") {
            continue;
        }
        let path = repo::root().join(&file.path).with_file_name("output.snap");
        let text = std::fs::read_to_string(path).unwrap();
        let body = text.splitn(3, "---\n").nth(2).unwrap();
        documents(body).iter().for_each(|object| collect(object, &mut asks));
    }
    asks
}

/// What becomes of an Ingress with one path and `rewrite-target`.
pub(super) fn rewrite(path: &str, target: &str) -> Ask {
    let text = format!(
        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\n  namespace: shop\n  annotations:\n    \
         nginx.ingress.kubernetes.io/rewrite-target: {target}\nspec:\n  ingressClassName: nginx\n  rules:\n  - host: a.example\n    \
         http:\n      paths:\n      - path: {path:?}\n        pathType: ImplementationSpecific\n        \
         backend: {{service: {{name: web, port: {{number: 80}}}}}}\n"
    );
    let options = Options { target: Profile::envoy_gateway(Some("1.9")), ..Options::default() };
    let conversion = Conversion::by(file(&text), options, &[&Nginx]);
    let mut asks = Vec::new();
    documents(&conversion.manifests).iter().for_each(|object| collect(object, &mut asks));
    let rewrites = asks.into_iter().find(|ask| ask.substitution.is_some());
    rewrites.unwrap_or_else(|| panic!("{path} is not rewritten by an expression: {}", conversion.manifests))
}

/// The objects of a YAML text.
pub(super) fn documents(text: &str) -> Vec<Value> {
    serde_yaml_ng::Deserializer::from_str(text).map(|document| Value::deserialize(document).unwrap()).collect()
}

fn collect(value: &Value, asks: &mut Vec<Ask>) {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    if let Some(replace) = value.get("replaceRegexMatch") {
        let substitution = Some(text(&replace["substitution"]));
        asks.push(Ask { pattern: text(&replace["pattern"]), substitution, ..Ask::default() });
    }
    if value.get("type").is_some_and(|kind| kind == "RegularExpression") {
        asks.push(Ask { pattern: text(&value["value"]), ..Ask::default() });
    }
    for change in ["requestHeaderModifier", "responseHeaderModifier"] {
        for pair in ["set", "add"].iter().filter_map(|kind| value.get(change)?.get(kind)?.as_array()).flatten() {
            asks.push(Ask { pattern: "/".to_owned(), header: Some(text(&pair["value"])), ..Ask::default() });
        }
    }
    match value {
        Value::Object(members) => members.values().for_each(|member| collect(member, asks)),
        Value::Array(items) => items.iter().for_each(|item| collect(item, asks)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
