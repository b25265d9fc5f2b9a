//! The request cases that were measured on the controller, where they are at hand.

use super::agreement::agrees;
use super::objects::{call, request};
use gatewright_nginx_simulate::simulate;
use serde_json::{Value, json};
use std::path::PathBuf;

/// Where the cases are.
fn reference() -> PathBuf {
    match std::env::var_os("GATEWRIGHT_REFERENCE") {
        Some(folder) => PathBuf::from(folder),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/reference"),
    }
}

#[test]
fn answers_as_measured() {
    let file = reference().join("nginx/oracles.json");
    let Ok(text) = std::fs::read_to_string(&file) else {
        eprintln!("note: {} is missing, so the model is not compared with measurements", file.display());
        return;
    };
    let cases: Value = serde_json::from_str(&text).unwrap();
    let mut wrong: Vec<String> = Vec::new();
    let mut compared = 0;
    for scenario in cases["scenarios"].as_array().unwrap() {
        let manifests = manifests(scenario);
        let within: Vec<&Value> =
            scenario["cases"].as_array().unwrap().iter().filter(|case| !out_of_reach(scenario, case)).collect();
        let requests = within.iter().map(|case| request(&case["request"])).collect();
        let answers = simulate(&call(&manifests, requests)).unwrap().answers;
        for (case, answer) in within.iter().zip(&answers) {
            compared += 1;
            if !agrees(&case["expect"], answer.answer.as_ref()) {
                let (asked, measured) = (&case["request"], &case["expect"]);
                wrong.push(format!("{}: {asked} measured {measured}, answered {answer:?}", scenario["id"]));
            }
        }
    }
    assert!(compared > 0, "no case in {}", file.display());
    assert!(wrong.is_empty(), "{} of {compared} differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// Cases that hang on load, on another server's answer, on readiness or on a certificate.
fn out_of_reach(scenario: &Value, case: &Value) -> bool {
    let has = |value: &Value, keys: &[&str]| keys.iter().any(|key| value.get(key).is_some());
    let unready = scenario["services"].as_array().into_iter().flatten().any(|service| service["endpoints"] == 0);
    scenario["auth_servers"].as_array().is_some_and(|servers| !servers.is_empty())
        || unready
        || has(&case["request"], &["repeat", "concurrent", "basicAuth", "clientCert", "protocol"])
        || has(case, &["repeat", "concurrent"])
        || has(&case["expect"], &["status_counts", "distribution", "grpc_status", "tls_terminated_by"])
        || (case["expect"].get("backend").is_none() && replies(&case["request"]))
}

/// Whether the path asks a test backend for a certain answer.
fn replies(request: &Value) -> bool {
    let path = request["path"].as_str().unwrap_or_default();
    path.starts_with("/status/") || path.starts_with("/echo-")
}

/// The objects of a scenario.
fn manifests(scenario: &Value) -> Vec<Value> {
    let list = |key: &str| scenario[key].as_array().cloned().unwrap_or_default();
    let mut out = list("ingresses");
    let object = |api: &str, kind: &str, from: &Value| {
        json!({ "apiVersion": api, "kind": kind, "type": from.get("type").cloned().unwrap_or(json!("Opaque")),
            "metadata": { "name": from["name"], "namespace": from.get("namespace").cloned().unwrap_or(json!("default")) },
            "data": from.get("data").cloned().unwrap_or(json!({})) })
    };
    for service in list("services") {
        let mut made = object("v1", "Service", &service);
        made["spec"] = json!({ "ports": service["ports"] });
        if let Some(name) = service.get("externalName") {
            made["spec"]["externalName"] = name.clone();
            made["spec"]["type"] = json!("ExternalName");
        }
        out.push(made);
    }
    out.extend(list("secrets").iter().map(|secret| object("v1", "Secret", secret)));
    out.extend(list("configmaps").iter().map(|map| object("v1", "ConfigMap", map)));
    if let Some(data) = scenario["controller"]["configmap"].as_object() {
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let data: Value = data.iter().map(|(key, value)| (key.clone(), json!(text(value)))).collect();
        out.push(object(
            "v1",
            "ConfigMap",
            &json!({ "name": "ingress-nginx-controller", "namespace": "ingress-nginx", "data": data }),
        ));
    }
    out
}
