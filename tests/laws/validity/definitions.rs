//! What do the definitions of the Gateway API and of targets say?

use super::Edition;
use super::expression::Expressions;
use super::opinion::Opinion;
use gatewright_core::options::{Channel, GatewayApi};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use support::repo;

/// `openAPIV3Schema` by edition, API version and kind; several where a target's releases differ: an object must be right
/// for each.
type Schemas = BTreeMap<(Edition, String, String), Vec<Value>>;

/// The definitions of some editions.
pub(super) struct Definitions {
    schemas: Schemas,
    expressions: Expressions,
}

impl Definitions {
    /// All of [`super::DEFINED`]; `None`, and a notice, where they are missing.
    pub(super) fn read() -> Option<Definitions> {
        Definitions::of(&["envoy-gateway-v1.8.3", "envoy-gateway-v1.9.0"])
    }

    /// The same with the definitions of the oldest releases of targets alone.
    pub(super) fn oldest() -> Option<Definitions> {
        Definitions::of(&["envoy-gateway-v1.8.3"])
    }

    fn of(targets: &[&str]) -> Option<Definitions> {
        let folder = std::env::var_os("GATEWRIGHT_REFERENCE");
        let folder = folder.map_or_else(|| repo::root().join("../shared/reference"), PathBuf::from).join("crds");
        if !folder.is_dir() {
            println!("skipped: {} is missing", folder.display());
            return None;
        }
        let mut schemas = Schemas::new();
        for edition in super::DEFINED {
            for path in definition_files(&folder, edition, targets) {
                let documents = super::object::documents(&std::fs::read_to_string(path).unwrap());
                documents.iter().for_each(|document| add(&mut schemas, edition, document));
            }
        }
        Some(Definitions { schemas, expressions: Expressions::default() })
    }

    /// What the definitions say of an object.
    pub(super) fn judge(&mut self, object: &Value, edition: Edition) -> Opinion {
        let text = |name: &str| object.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        match self.schemas.get(&(edition, text("apiVersion"), text("kind"))) {
            Some(schemas) => {
                let opinions = schemas.iter().map(|schema| Opinion::of(object, schema, &mut self.expressions));
                opinions.reduce(Opinion::and).unwrap()
            }
            None => Opinion::refused("not served"),
        }
    }
}

fn definition_files(folder: &Path, (release, channel): Edition, targets: &[&str]) -> Vec<PathBuf> {
    let release = match release {
        GatewayApi::V1_5 => "v1.5.1",
        GatewayApi::V1_6 => "v1.6.1",
        GatewayApi::V1_4 | GatewayApi::V1_7 => panic!("no definitions of {}", release.name()),
    };
    let files = |folder: PathBuf| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let channel = match channel {
        Channel::Standard => "standard",
        Channel::Experimental => "experimental",
    };
    let standard = files(folder.join(format!("gateway-api-{release}/{channel}")));
    // A later release of this kind has members that are written for that release alone.
    let grown = |target: &str, path: &Path| {
        Some(&target) != targets.last() && path.ends_with("gateway.envoyproxy.io_clienttrafficpolicies.yaml")
    };
    let of_target = |target: &&str| files(folder.join(target)).filter(|path| !grown(target, path)).collect::<Vec<_>>();
    standard.chain(targets.iter().flat_map(of_target)).collect()
}

fn add(schemas: &mut Schemas, edition: Edition, document: &Value) {
    if document.get("kind").and_then(Value::as_str) != Some("CustomResourceDefinition") {
        return;
    }
    let text = |pointer: &str| document.pointer(pointer).and_then(Value::as_str).unwrap();
    for version in document.pointer("/spec/versions").and_then(Value::as_array).unwrap() {
        if version["served"] == true {
            let api_version = format!("{}/{}", text("/spec/group"), version["name"].as_str().unwrap());
            let mut schema = version["schema"]["openAPIV3Schema"].clone();
            // What a controller writes is nothing a manifest has.
            schema["properties"].as_object_mut().unwrap().remove("status");
            schemas.entry((edition, api_version, text("/spec/names/kind").to_owned())).or_default().push(schema);
        }
    }
}
