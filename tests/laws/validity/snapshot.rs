//! Which objects do the snapshots of the cases show?

use super::Edition;
use gatewright_core::options::{Channel, GatewayApi};
use serde_json::Value;
use std::path::{Path, PathBuf};
use support::repo;

/// Every object of the Gateway API or of a target of every `tests/cases/**/output.snap`, and the edition it was made for.
pub(super) fn all() -> Vec<(PathBuf, Edition, Value)> {
    let mut found = Vec::new();
    let cases = repo::root().join("tests/cases");
    let mut folders = vec![cases];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_some_and(|name| name == "output.snap") {
                let edition = edition(&folder);
                found.extend(objects(&path).into_iter().map(|object| (path.clone(), edition, object)));
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

/// The objects of a snapshot: after its header stands what the command prints.
fn objects(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    let body = text.strip_prefix("---\n").and_then(|text| text.split_once("\n---\n")).map_or("", |(_, body)| body);
    let documents =
        super::object::documents(body).into_iter().flat_map(|document| match document["items"].as_array() {
            Some(items) if document["kind"] == "List" => items.clone(),
            Some(_) | None => vec![document],
        });
    let ours = |object: &Value| object["apiVersion"].as_str().is_some_and(|version| version.starts_with("gateway."));
    documents.filter(ours).collect()
}

/// What `options.toml` beside it says; 1.5 standard if nothing.
fn edition(folder: &Path) -> Edition {
    let options = std::fs::read_to_string(folder.join("options.toml")).unwrap_or_default();
    let of = |name: &str| {
        let line = options.lines().find(|line| line.replace('_', "-").trim_start().starts_with(name));
        line.and_then(|line| line.split('"').nth(1)).map(str::to_owned)
    };
    let release = of("gateway-api").and_then(|name| GatewayApi::ALL.into_iter().find(|release| release.name() == name));
    let channel = match of("channel").as_deref() {
        Some("experimental") => Channel::Experimental,
        Some(_) | None => Channel::Standard,
    };
    (release.unwrap_or(GatewayApi::V1_5), channel)
}
