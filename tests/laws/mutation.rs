//! Does the traffic check notice when what is printed is broken? Every case's output is broken in every place of a few
//! kinds, and held against the controller's model without any finding to excuse it.

use gatewright_contract::{HttpRequest, Plugin, SimRequest};
use gatewright_core::options::Options;
use gatewright_plugin_nginx::Nginx;
use gatewright_verify::compare::{complete, same};
use gatewright_verify::source::share;
use gatewright_verify::{Model, Traits, probes};
use serde::Deserialize;
use serde_json::{Value, json};
use support::conversion::{Conversion, file};
use support::repo;

#[test]
fn broken_output_is_caught() {
    let (mut caught, mut unnoticed) = (0, Vec::new());
    for case in repo::files().iter().filter(|file| {
        file.path.starts_with("tests/cases/nginx/") && file.name() == "input.yaml" && file.text.len() < 2_000
    }) {
        let conversion = Conversion::by(file(&case.text), Options::default(), &[&Nginx]);
        let objects: Vec<Value> = serde_yaml_ng::Deserializer::from_str(&conversion.manifests)
            .map(|document| Value::deserialize(document).unwrap())
            .collect();
        let original = Model::read(&[&conversion.manifests], Traits::default());
        for (name, mutant) in mutants(&objects) {
            if is_caught(&case.text, &original, &text(&mutant)) {
                caught += 1;
            } else {
                unnoticed.push(format!("{}: {name}", case.path));
            }
        }
    }
    // What is closed answers otherwise before it is broken; and some mutants change no answer: a listener that another one stands in for, a rule behind one that takes the same.
    let all = caught + unnoticed.len();
    assert!(all > 500 && caught * 100 > all * 70, "{caught} of {all} caught; not:\n{}", unnoticed.join("\n"));
}

/// Whether some request that the original answers as before is answered otherwise.
fn is_caught(input: &str, original: &Model, mutant: &str) -> bool {
    let broken = Model::read(&[mutant], Traits::default());
    let requests: Vec<HttpRequest> = probes(&[input, mutant], 2_000).requests;
    let objects = share(&[input], "default", &[Nginx.describe()]).of_plugins.remove(0);
    let asked = SimRequest { objects, requests: requests.clone(), ..SimRequest::default() };
    let answers = Nginx.simulate(&asked).unwrap().answers;
    requests.iter().zip(answers).any(|(request, before)| {
        let Some(before) = before.answer.map(|answer| complete(answer, request)) else { return false };
        let right = |model: &Model| {
            model.answers(request).into_iter().all(|answer| same(&before, &complete(answer, request)).is_empty())
        };
        right(original) && !right(&broken)
    })
}

fn text(objects: &[Value]) -> String {
    objects.iter().map(|object| format!("---\n{}\n", object)).collect()
}

/// A mutant for each place that can be broken.
fn mutants(objects: &[Value]) -> Vec<(String, Vec<Value>)> {
    let mut found = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        let kind = object["kind"].as_str().unwrap_or_default();
        let mut put = |name: &str, changed: Option<Value>| {
            let mut all = objects.to_vec();
            match changed {
                Some(changed) => all[index] = changed,
                None => drop(all.remove(index)),
            }
            found.push((format!("{kind} {}: {name}", object["metadata"]["name"]), all));
        };
        put("gone", None);
        let mut places = Vec::new();
        walk(object, String::new(), &mut places);
        for (pointer, name, value) in places {
            let mut changed = object.clone();
            if let Some(place) = changed.pointer_mut(&pointer) {
                *place = value;
                put(&format!("{name} at {pointer}"), Some(changed));
            }
        }
    }
    found
}

/// What can be broken in a value: a pointer, what is done, and what stands there then.
fn walk(value: &Value, pointer: String, found: &mut Vec<(String, &'static str, Value)>) {
    let last = pointer.rsplit('/').next().unwrap_or_default();
    match (last, value) {
        ("type", Value::String(kind)) if kind == "PathPrefix" => {
            found.push((pointer.clone(), "another type of path", json!("Exact")));
        }
        ("type", Value::String(kind)) if kind == "Exact" => {
            found.push((pointer.clone(), "another type", json!("RegularExpression")));
        }
        ("value", Value::String(text)) => {
            found.push((pointer.clone(), "another value", json!(format!("{text}y"))));
        }
        ("statusCode", Value::Number(_)) => found.push((pointer.clone(), "another status", json!(302))),
        ("scheme", Value::String(_)) => found.push((pointer.clone(), "another scheme", json!("http"))),
        ("port", Value::Number(port)) if pointer.contains("backendRefs") => {
            found.push((pointer.clone(), "another port", json!(port.as_u64().unwrap_or_default() + 1)));
        }
        ("weight", Value::Number(_)) => found.push((pointer.clone(), "another weight", json!(7))),
        ("name", Value::String(_)) if pointer.contains("backendRefs") => {
            found.push((pointer.clone(), "another Service", json!("elsewhere")));
        }
        (
            "hostnames" | "rules" | "matches" | "headers" | "filters" | "parentRefs" | "backendRefs",
            Value::Array(all),
        ) => {
            for at in 0..all.len() {
                let mut fewer = all.clone();
                fewer.remove(at);
                found.push((pointer.clone(), "one less", Value::Array(fewer)));
            }
        }
        _ => {}
    }
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| walk(item, format!("{pointer}/{at}"), found));
        }
        Value::Object(members) => {
            members.iter().for_each(|(key, item)| walk(item, format!("{pointer}/{}", key.replace('/', "~1")), found));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
