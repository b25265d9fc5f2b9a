//! The request cases that were measured on ingress-nginx, where they are at hand: each is answered as before, or a finding
//! that speaks of the very request says otherwise.

use gatewright_brief::of_conversion;
use gatewright_contract::HttpRequest;
use gatewright_core::options::Options;
use gatewright_plugin_nginx::Nginx;
use gatewright_verify::trace;
use serde_json::{Value, json};
use std::path::PathBuf;
use support::conversion::{Conversion, file};
use support::repo;

#[test]
fn every_measured_request_is_answered_the_same_or_announced() {
    let folder = std::env::var_os("GATEWRIGHT_REFERENCE");
    let folder = folder.map_or_else(|| repo::root().join("../shared/reference"), PathBuf::from);
    let Ok(text) = std::fs::read_to_string(folder.join("nginx/oracles.json")) else {
        eprintln!("note: the measured cases are not at hand; GATEWRIGHT_REFERENCE names their folder");
        return;
    };
    let measured: Value = serde_json::from_str(&text).unwrap();
    let (mut same, mut announced, mut wrong) = (0, 0, Vec::new());
    for scenario in measured["scenarios"].as_array().unwrap() {
        let documents: Vec<String> = manifests(scenario).iter().map(Value::to_string).collect();
        let conversion = Conversion::by(file(documents.join("\n---\n")), Options::default(), &[&Nginx]);
        let (input, options) = (&conversion.input, &conversion.options);
        let brief = of_conversion((input, options), (&conversion.report, &conversion.manifests));
        let requests = scenario["cases"].as_array().unwrap().iter().map(|case| request(&case["request"]));
        for traced in trace(&brief, &[&Nginx], requests.collect()).answer {
            match traced.same {
                Some(true) => same += 1,
                Some(false) if !traced.announced_by.is_empty() => announced += 1,
                Some(false) => wrong.push(format!("{}: {traced:#?}", scenario["id"])),
                None => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{} differ unannounced:\n{}", wrong.len(), wrong.join("\n"));
    assert!(same > 60 && announced > 5, "{same} the same, {announced} announced");
}

/// A request as the cases write it.
fn request(value: &Value) -> HttpRequest {
    let text = |key: &str, otherwise: &str| value[key].as_str().unwrap_or(otherwise).to_owned();
    let headers = value["headers"].as_object().into_iter().flatten();
    HttpRequest {
        method: text("method", "GET"),
        scheme: text("scheme", "http"),
        host: text("host", ""),
        path: text("path", "/"),
        headers: headers.map(|(key, value)| (key.clone(), value.as_str().unwrap().to_owned())).collect(),
        client_address: None,
        client_cert: None,
        body_bytes: value["bodyBytes"].as_u64(),
    }
}

/// The objects of a scenario.
fn manifests(scenario: &Value) -> Vec<Value> {
    let list = |key: &str| scenario[key].as_array().cloned().unwrap_or_default();
    let data = |from: &Value| from.get("data").cloned().unwrap_or(json!({}));
    let named =
        |from: &Value| json!({"name": from["name"], "namespace": from.get("namespace").unwrap_or(&json!("default"))});
    let services = list("services").into_iter().map(|service| {
        let mut spec = json!({"ports": service["ports"]});
        if let Some(name) = service.get("externalName") {
            spec["externalName"] = name.clone();
            spec["type"] = json!("ExternalName");
        }
        json!({"apiVersion": "v1", "kind": "Service", "metadata": named(&service), "spec": spec})
    });
    let secrets = list("secrets").into_iter().map(|secret| {
        let kind = secret.get("type").cloned().unwrap_or(json!("Opaque"));
        json!({"apiVersion": "v1", "kind": "Secret", "metadata": named(&secret), "type": kind, "data": data(&secret)})
    });
    let maps = list("configmaps")
        .into_iter()
        .map(|map| json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": named(&map), "data": data(&map)}));
    let own = scenario["controller"]["configmap"].as_object().map(|entries| {
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let data: Value = entries.iter().map(|(key, value)| (key.clone(), json!(text(value)))).collect();
        let metadata = json!({"name": "ingress-nginx-controller", "namespace": "ingress-nginx"});
        json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": data})
    });
    list("ingresses").into_iter().chain(services).chain(secrets).chain(maps).chain(own).collect()
}
