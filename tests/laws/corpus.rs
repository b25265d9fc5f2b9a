//! The laws over manifests that people wrote, where such a collection stands beside the repository.

use crate::typed;
use gatewright_core::report::Outcome;
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
    slowest: Duration,
}

impl Counts {
    fn add(&mut self, name: &str, text: &str) {
        let start = Instant::now();
        let one = Conversion::plain(text);
        let took = start.elapsed();
        assert!(took < PATIENCE, "{name} took {took:?}");
        let two = Conversion::of(file(text), one.options.clone());
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
        assert!(ingresses >= plain_ingresses(text), "{name}: {ingresses} Ingresses in the report");
        self.ingresses += ingresses;
        self.objects += report.objects.len();
        self.facts += report.facts.len();
        self.exact += report.facts.iter().filter(|fact| fact.outcome == Outcome::Exact).count();
        self.outputs += report.outputs.len();
        self.withheld += report.withheld.len();
        self.slowest = self.slowest.max(took);
    }
}

/// Ingresses that another YAML reader sees too and that have names of their own.
fn plain_ingresses(text: &str) -> usize {
    let mut names = std::collections::BTreeSet::new();
    for document in serde_yaml_ng::Deserializer::from_str(text) {
        let Ok(document) = <serde_yaml_ng::Value as serde::Deserialize>::deserialize(document) else { break };
        let api = document["apiVersion"].as_str().unwrap_or_default();
        let served = api.starts_with("networking.k8s.io/") || api.starts_with("extensions/");
        let metadata = &document["metadata"];
        if document["kind"] == "Ingress" && served && metadata["name"].is_string() {
            names.insert(format!("{:?} {:?}", metadata["namespace"], metadata["name"]));
        }
    }
    names.len()
}
