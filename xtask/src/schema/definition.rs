//! Which kinds and versions does a folder of custom resource definitions serve?

use serde::Deserialize;
use serde_yaml_ng::{Deserializer, Value};
use std::path::Path;

/// One served version of a kind.
pub(super) struct Definition {
    /// `HTTPRoute`.
    pub(super) kind: String,
    /// `gateway.networking.k8s.io/v1`.
    pub(super) api_version: String,
    /// `openAPIV3Schema`.
    pub(super) schema: Value,
}

/// Every served version of every kind in a folder.
pub(super) fn read(folder: &Path) -> Result<Vec<Definition>, String> {
    let mut found = Vec::new();
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|end| end == "yaml")) {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        for document in Deserializer::from_str(&text) {
            let document = Value::deserialize(document).map_err(|error| format!("{}: {error}", path.display()))?;
            if document.get("kind").and_then(Value::as_str) == Some("CustomResourceDefinition") {
                served(&document, &mut found).ok_or_else(|| format!("{}: not a definition", path.display()))?;
            }
        }
    }
    Ok(found)
}

fn served(document: &Value, found: &mut Vec<Definition>) -> Option<()> {
    let spec = document.get("spec")?;
    let kind = spec.get("names")?.get("kind")?.as_str()?;
    let group = spec.get("group")?.as_str()?;
    for version in spec.get("versions")?.as_sequence()? {
        if version.get("served")?.as_bool()? {
            found.push(Definition {
                kind: kind.to_owned(),
                api_version: format!("{group}/{}", version.get("name")?.as_str()?),
                schema: version.get("schema")?.get("openAPIV3Schema")?.clone(),
            });
        }
    }
    Some(())
}
