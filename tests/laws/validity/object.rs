//! Which objects are valid? One of each kind with everything in it, and some with little.

use serde::Deserialize;
use serde_json::Value;
use support::repo;

/// Every document of every file in `objects/`.
pub(super) fn all() -> Vec<Value> {
    let folder = repo::root().join("tests/laws/validity/objects");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().flat_map(|path| documents(&std::fs::read_to_string(path).unwrap())).collect()
}

/// The documents of a YAML text.
pub(super) fn documents(text: &str) -> Vec<Value> {
    let documents = serde_yaml_ng::Deserializer::from_str(text);
    documents.map(|document| Value::deserialize(document).unwrap()).filter(|value| !value.is_null()).collect()
}
