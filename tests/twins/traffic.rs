//! Does the traffic check beside the engine for browsers answer as the command line does?

use gatewright_core::ide::Desk;
use gatewright_core::input::{Input, SourceFile};
use gatewright_core::options::Options;
use gatewright_core::target::Profile;
use gatewright_plugin_nginx::Nginx;
use serde_json::{Value, json};
use std::process::Command;
use support::repo;

/// Inputs that are answered the same, announced and not checked between them.
const INPUTS: [&str; 4] = [
    "examples/nginx.yaml",
    "examples/shop.yaml",
    "tests/cases/nginx/access/basic-auth/input.yaml",
    "tests/cases/nginx/canary/weight/input.yaml",
];

#[test]
fn the_module_counts_as_the_command_does() {
    let mut all = [0, 0, 0];
    for (input, target) in INPUTS.iter().flat_map(|input| [(*input, "standard"), (*input, "envoy-gateway")]) {
        for complete in ["", " --complete-input"] {
            let words = format!("verify {input} --target {target} --most 300 -o json{complete}");
            let wish = json!({ "most": 300, "completeInput": !complete.is_empty() });
            let mut found = parsed(&module(input, target).verify(&wish.to_string()).unwrap());
            assert_eq!(taken(&mut found, "silent"), json!([]), "{words}");
            found["counterexamples"].as_array_mut().unwrap().iter_mut().for_each(plain);
            assert_eq!(found, command(&words), "{words}");
            for (sum, key) in all.iter_mut().zip(["same", "announced", "asked"]) {
                *sum += found[key].as_u64().unwrap();
            }
        }
    }
    assert!(all.iter().all(|sum| *sum > 100), "{all:?}");
}

#[test]
fn the_module_traces_as_the_command_does() {
    let asked = ["GET http://shop.example/cart", "https://shop.example/", "POST https://nobody.invalid/x?y=z"];
    for (input, request) in INPUTS.iter().flat_map(|input| asked.map(|request| (*input, request))) {
        let words = format!("trace {input} --request '{request}' -H 'Cookie: a=b' -o json");
        let traced = module(input, "standard").trace(&json!(request).to_string(), "{\"Cookie\": \"a=b\"}", "{}");
        let mut traced = parsed(&traced.unwrap());
        assert!(
            traced["rows"].as_array().is_some_and(|rows| rows.iter().any(|row| row["name"] == "answer")),
            "{traced}"
        );
        plain(&mut traced);
        assert_eq!(json!([traced]), command(&words), "{words}");
    }
}

#[test]
fn what_is_no_request_is_refused() {
    let mut desk = module("examples/nginx.yaml", "standard");
    for wrong in ["\"shop.example/cart\"", "{}", "7"] {
        assert!(desk.trace(wrong, "{}", "{}").is_err(), "{wrong}");
    }
    assert!(desk.trace("\"https://shop.example\"", "{}", "{\"colour\": 1}").is_err());
    assert!(desk.trace("{\"host\": \"shop.example\"}", "{}", "{}").is_ok());
}

#[test]
fn a_plugin_that_is_not_at_hand_is_not_checked() {
    let input = read("examples/nginx.yaml");
    let letter = letter(input, "standard").replace("\"id\":\"nginx\"", "\"id\":\"elsewhere\"");
    let mut desk = gatewright_wasm_traffic::Desk::read(&letter).unwrap();
    let found = parsed(&desk.verify("{\"most\": 300}").unwrap());
    assert!(found["notChecked"].as_u64().unwrap() > 0, "{found}");
    assert_eq!(found["same"].as_u64().unwrap() + found["notChecked"].as_u64().unwrap(), found["asked"]);
    assert!(found["silent"][0].as_str().unwrap().starts_with("elsewhere cannot tell"), "{found}");
}

#[test]
fn what_nobody_announces_is_a_counterexample() {
    let mut letter = parsed(&letter(read("examples/nginx.yaml"), "standard"));
    letter[0]["told"] = json!([]);
    let mut desk = gatewright_wasm_traffic::Desk::read(&letter.to_string()).unwrap();
    let found = parsed(&desk.verify("{\"most\": 300, \"show\": 3}").unwrap());
    assert_eq!((&found["announced"], &found["byCode"]), (&json!(0), &json!({})));
    assert!(found["unannounced"].as_u64().unwrap() > 3, "{found}");
    let shown = found["counterexamples"].as_array().unwrap();
    assert_eq!(shown.len(), 3);
    for one in shown {
        assert_eq!((&one["same"], &one["told"]), (&json!(false), &json!([])));
        assert!(one["rows"].as_array().unwrap().iter().any(|row| row["differs"] == true), "{one}");
    }
}

fn module(input: &str, target: &str) -> gatewright_wasm_traffic::Desk {
    gatewright_wasm_traffic::Desk::read(&letter(read(input), target)).unwrap()
}

fn letter(text: String, target: &str) -> String {
    let options = Options { target: Profile::by_name(target, None).unwrap(), ..Options::default() };
    let input = Input { files: vec![SourceFile { name: "input.yaml".to_owned(), text }] };
    gatewright_wasm::letter(&Desk::of(input, options, &[&Nginx]), &[&Nginx]).unwrap()
}

fn read(path: &str) -> String {
    std::fs::read_to_string(repo::root().join(path)).unwrap()
}

fn command(words: &str) -> Value {
    let line = format!("{} {words}", repo::command());
    let output = Command::new("sh").arg("-c").arg(&line).current_dir(repo::root()).output().unwrap();
    parsed(&String::from_utf8_lossy(&output.stdout))
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Takes out what the module adds for whoever shows an answer.
fn plain(traced: &mut Value) {
    for added in ["rows", "told"] {
        assert!(taken(traced, added).is_array(), "{traced}");
    }
}

fn taken(value: &mut Value, key: &str) -> Value {
    value.as_object_mut().and_then(|members| members.remove(key)).unwrap_or_default()
}
