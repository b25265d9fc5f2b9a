//! The laws over manifests that people wrote, where such a collection stands beside the repository.

use crate::typed;
use gatewright_core::options::Options;
use gatewright_core::report::{FactRecord, ObjectRecord, Outcome, Report};
use gatewright_plugin_nginx::Nginx;
use serde_yaml_ng::Value;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use support::conversion::{Conversion, file};
use support::repo;

/// One file takes longer only if something is wrong with the engine.
const PATIENCE: Duration = Duration::from_secs(10);

#[test]
fn manifests_of_the_world_convert() {
    let folder = repo::root().join("../shared/corpus/files");
    let paths = repo::paths(&folder, &[".yaml", ".yml", ".json"]);
    if paths.is_empty() {
        println!("skipped: there is no collection of manifests beside the repository");
        return;
    }
    let mut counts = Counts::default();
    for path in &paths {
        let text = String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        counts.add(&name, &text);
    }
    println!("{} files: {counts:?}", paths.len());
}

#[derive(Debug, Default)]
struct Counts {
    ingresses: usize,
    objects: usize,
    facts: usize,
    exact: usize,
    outputs: usize,
    withheld: usize,
    held_against_another_reader: usize,
    slowest: Duration,
}

impl Counts {
    fn add(&mut self, name: &str, text: &str) {
        let start = Instant::now();
        let one = Conversion::by(file(text), Options::default(), &[&Nginx]);
        let took = start.elapsed();
        assert!(took < PATIENCE, "{name} took {took:?}");
        let two = Conversion::by(file(text), one.options.clone(), &[&Nginx]);
        assert_eq!(one.manifests, two.manifests, "{name}: a second run prints something else");
        assert_eq!(one.findings(), two.findings(), "{name}: a second run says something else");
        let refused: Vec<_> =
            one.report.diagnostics.iter().filter(|finding| finding.code == "core/output-refused").collect();
        assert!(refused.is_empty(), "{name}: {refused:#?}");
        for document in typed::documents(&one.manifests) {
            typed::check(&document);
        }
        let report = &one.report;
        let ingresses = report.objects.iter().filter(|object| object.reference.kind == "Ingress").count();
        self.held_against_another_reader += accounted(name, text, report);
        self.ingresses += ingresses;
        self.objects += report.objects.len();
        self.facts += report.facts.len();
        self.exact += report.facts.iter().filter(|fact| fact.outcome == Outcome::Exact).count();
        self.outputs += report.outputs.len();
        self.withheld += report.withheld.len();
        self.slowest = self.slowest.max(took);
    }
}

/// How many annotations and spec leaves of each Ingress the report has, by the reckoning of another YAML reader: equal
/// numbers for every Ingress whose name is its own.
fn accounted(name: &str, text: &str, report: &Report) -> usize {
    let mut expected: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for document in serde_yaml_ng::Deserializer::from_str(text) {
        let Ok(document) = <Value as serde::Deserialize>::deserialize(document) else { break };
        let api = document["apiVersion"].as_str().unwrap_or_default();
        let served = api.starts_with("networking.k8s.io/") || api.starts_with("extensions/");
        let metadata = &document["metadata"];
        let (Some(own), true, true) = (metadata["name"].as_str(), document["kind"] == "Ingress", served) else {
            continue;
        };
        let namespace = metadata["namespace"].as_str().unwrap_or("default");
        let count = metadata["annotations"].as_mapping().map_or(0, serde_yaml_ng::Mapping::len)
            + Some(&document["spec"]).filter(|spec| !spec.is_null()).map_or(0, leaves);
        expected.entry((namespace.to_owned(), own.to_owned())).or_default().push(count);
    }
    for ((namespace, own), settings) in &expected {
        let [settings] = settings.as_slice() else { continue };
        let is = |object: &ObjectRecord| {
            let reference = &object.reference;
            reference.kind == "Ingress"
                && reference.name.as_ref() == Some(own)
                && reference.namespace.as_deref().unwrap_or("default") == namespace
        };
        assert!(report.objects.iter().any(is), "{name}: {namespace}/{own} is not in the report");
        let of = |fact: &&FactRecord| is(&report.objects[fact.object.0 as usize]);
        let placed = |fact: &&FactRecord| {
            let pointer = &fact.pointer.0;
            pointer.starts_with("/metadata/annotations/") || pointer.starts_with("/spec")
        };
        let facts = report.facts.iter().filter(of).filter(placed).count();
        assert_eq!(facts, *settings, "{name}: facts of {namespace}/{own}");
    }
    expected.len()
}

/// Leaves as facts are counted: a list of scalars is one.
fn leaves(value: &Value) -> usize {
    match value {
        Value::Mapping(entries) => entries.values().map(leaves).sum(),
        Value::Sequence(items) if items.iter().any(|item| item.is_mapping() || item.is_sequence()) => {
            items.iter().map(leaves).sum()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Sequence(_) | Value::Tagged(_) => 1,
    }
}
