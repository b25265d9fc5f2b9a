//! What the families say of themselves.

use gatewright_plugin_nginx::Nginx;
use gatewright_plugin_sdk::contract::{FeatureDoc, Plugin};

/// Every family with its keys and its document.
pub(super) fn families() -> Vec<FeatureDoc> {
    Nginx.describe().features
}

/// The rows of a document's tables that tell of names in backquotes, as those names and the whole row. A first cell that
/// is empty repeats the one above it.
pub(super) fn rows(doc: &str) -> Vec<(Vec<String>, String)> {
    let mut found: Vec<(Vec<String>, String)> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for line in doc.lines().filter(|line| line.starts_with('|')) {
        let first = line.trim_start_matches('|').split('|').next().unwrap();
        if !first.trim().is_empty() {
            names = first.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        }
        if !names.is_empty() {
            found.push((names.clone(), line.to_owned()));
        }
    }
    found
}

#[test]
fn every_document_has_a_title_and_says_what_becomes_of_every_key() {
    for family in families() {
        assert!(family.doc.starts_with("# "), "{}: no title", family.name);
        let rows = rows(&family.doc);
        let told = |key: &str| rows.iter().any(|(names, _)| names.iter().any(|name| name == key));
        let missing: Vec<&str> = family.keys.iter().map(|key| key.key.as_str()).filter(|key| !told(key)).collect();
        assert!(missing.is_empty(), "{}: no row of a table tells of {missing:?}", family.name);
    }
}

#[test]
fn rows_repeat_the_names_above_them() {
    let doc = "| key | value |\n|---|---|\n| `a`, `b` | 1 |\n| | 2 |\n| both | 3 |\n";
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let wanted = [(names(&["a", "b"]), "| `a`, `b` | 1 |".to_owned()), (names(&["a", "b"]), "| | 2 |".to_owned())];
    assert_eq!(rows(doc), wanted);
}
