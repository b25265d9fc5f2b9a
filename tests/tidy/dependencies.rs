//! Who uses whom? Read from the manifests, so that a wrong `[dependencies]` line fails before anybody builds on it.

use serde_json::Value;
use std::collections::BTreeSet;
use std::process::Command;
use support::repo;

/// A crate, and the crates of this workspace it may use. A name that ends in `*` stands for all that start so.
const ALLOWED: [(&str, &[&str]); 15] = [
    ("gatewright-contract", &[]),
    ("gatewright-core", &["gatewright-contract"]),
    ("gatewright-verify", &["gatewright-contract"]),
    ("gatewright-brief", &["gatewright-core", "gatewright-verify"]),
    ("gatewright-plugin-sdk", &["gatewright-contract"]),
    ("gatewright-plugin-host", &["gatewright-contract"]),
    // The translation and the model of it know nothing of each other: the plugin offers both.
    ("gatewright-nginx-simulate", &["gatewright-plugin-sdk"]),
    ("gatewright-plugin-*", &["gatewright-plugin-sdk", "gatewright-nginx-simulate"]),
    (
        "gatewright",
        &["gatewright-brief", "gatewright-contract", "gatewright-core", "gatewright-verify", "gatewright-plugin-*"],
    ),
    ("gatewright-wasm", &["gatewright-brief", "gatewright-contract", "gatewright-core", "gatewright-plugin-*"]),
    (
        "gatewright-wasm-traffic",
        &["gatewright-contract", "gatewright-verify", "gatewright-nginx-simulate", "gatewright-plugin-*"],
    ),
    ("gatewright-tests", &["*"]),
    ("gatewright-bench", &["*"]),
    ("gatewright-fuzz", &["*"]),
    ("xtask", &["gatewright-contract"]),
];

/// Crates that bring an event loop, a network stack or a source of chance.
const IMPURE: [&str; 10] =
    ["tokio", "hyper", "ring", "mio", "socket2", "getrandom", "rand", "reqwest", "wasmtime", "wasm-bindgen"];

/// What must stay free of them.
const PURE: [&str; 4] = ["gatewright-contract", "gatewright-core", "gatewright-verify", "gatewright-plugin-sdk"];

#[test]
fn crates_use_only_what_the_architecture_allows() {
    let packages = packages();
    let ours: BTreeSet<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    let mut wrong = Vec::new();
    for package in &packages {
        let name = package["name"].as_str().unwrap();
        let used = package["dependencies"].as_array().unwrap().iter().filter_map(|used| used["name"].as_str());
        for used in used.filter(|used| ours.contains(used)) {
            if !may_use(name, used) {
                wrong.push(format!("{name} -> {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "not allowed: {wrong:?}");
    assert!(ours.contains("gatewright-core") && ours.contains("gatewright-contract"));
}

#[test]
fn pure_crates_pull_in_nothing_impure() {
    for pure in PURE.into_iter().filter(|name| packages().iter().any(|package| package["name"] == **name)) {
        let tree = cargo(&["tree", "--locked", "--edges", "normal", "--prefix", "none", "--package", pure]);
        let used: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
        assert!(used.contains(pure), "cargo tree did not name {pure}:\n{tree}");
        let impure: Vec<&&str> = IMPURE.iter().filter(|name| used.contains(**name)).collect();
        assert!(impure.is_empty(), "{pure} pulls in {impure:?}:\n{tree}");
    }
}

#[test]
fn the_rule_table_can_refuse() {
    assert!(may_use("gatewright", "gatewright-core"));
    assert!(may_use("gatewright-plugin-nginx", "gatewright-plugin-sdk"));
    assert!(!may_use("gatewright-contract", "gatewright-core"));
    assert!(!may_use("gatewright-core", "gatewright"));
    assert!(!may_use("gatewright-plugin-nginx", "gatewright-core"));
    assert!(!may_use("gatewright-plugin-host", "gatewright-plugin-sdk"));
}

/// The first row that names the user decides, so the exact names stand before the patterns.
fn may_use(user: &str, used: &str) -> bool {
    let row = ALLOWED.iter().find(|(name, _)| fits(name, user));
    row.is_some_and(|(_, allowed)| allowed.iter().any(|pattern| fits(pattern, used)))
}

fn fits(pattern: &str, name: &str) -> bool {
    pattern.strip_suffix('*').map_or(pattern == name, |start| name.starts_with(start))
}

fn packages() -> Vec<Value> {
    let text = cargo(&["metadata", "--locked", "--no-deps", "--format-version", "1"]);
    let metadata: Value = serde_json::from_str(&text).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

fn cargo(words: &[&str]) -> String {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo).args(words).current_dir(repo::root()).output().unwrap();
    assert!(output.status.success(), "cargo {words:?}:\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
