//! Does every example of a document convert, with an outcome for every setting in it?

use super::families::families;
use gatewright_plugin_nginx::Nginx;
use gatewright_plugin_sdk::contract::{
    Action, FactId, Node, Object, ObjectId, ObjectRef, Plugin, Request, Response, Severity, VerdictKind,
};
use serde_json::Value;
use std::collections::BTreeSet;

/// The manifests of each example of a document: blocks whose info line is `yaml input`.
fn examples(doc: &str) -> Vec<String> {
    let blocks = doc.split("```yaml input\n").skip(1);
    blocks.map(|block| block.split("\n```").next().unwrap().to_owned()).collect()
}

/// What the engine would ask of the plugin.
fn request(manifests: &str) -> Request {
    let mut next = 0;
    let objects = manifests.split("\n---\n").enumerate().map(|(at, text)| {
        let body: Value = serde_yaml_ng::from_str(text).unwrap();
        let kind = body["kind"].as_str().unwrap().to_owned();
        let mut told = Node::from(body.clone());
        if kind == "Ingress" {
            assert_eq!(body["spec"]["ingressClassName"], "nginx");
            for part in ["/metadata/annotations", "/spec/rules", "/spec/tls", "/spec/defaultBackend"] {
                if let Some(node) = told.at_mut(part) {
                    node.tell_leaves(&mut next);
                }
            }
        }
        let metadata = |key: &str| Some(body["metadata"][key].as_str().unwrap().to_owned());
        Object {
            id: ObjectId(u32::try_from(at).unwrap()),
            reference: ObjectRef {
                api_version: body["apiVersion"].as_str().unwrap().to_owned(),
                kind: kind.clone(),
                namespace: metadata("namespace"),
                name: metadata("name"),
            },
            gateway: (kind == "Ingress").then(|| "nginx".to_owned()),
            body: told,
        }
    });
    Request { objects: objects.collect(), ..Request::default() }
}

/// Every setting that has an outcome, or stands in a listener or rule.
fn settled(response: &Response) -> BTreeSet<FactId> {
    let mut settled: BTreeSet<FactId> = response.verdicts.iter().map(|verdict| verdict.fact).collect();
    settled.extend(response.table.listeners.iter().flat_map(|listener| &listener.from));
    for rule in &response.table.rules {
        settled.extend(&rule.from);
        settled.extend(rule.steps.iter().flat_map(|step| &step.from));
        settled.extend(rule.wants.iter().flat_map(|wanted| &wanted.from));
        if let Action::Forward(backends) = &rule.action {
            settled.extend(backends.iter().flat_map(|backend| &backend.from));
        }
    }
    settled
}

#[test]
fn every_example_converts_and_leaves_nothing_out() {
    for family in families() {
        for (at, example) in examples(&family.doc).iter().enumerate() {
            let which = format!("{}, example {}", family.name, at + 1);
            let request = request(example);
            let response = Nginx.translate(&request).unwrap_or_else(|fault| panic!("{which}: {fault:?}"));
            assert!(!response.table.rules.is_empty(), "{which}: no rule came of it");
            let settled = settled(&response);
            let facts = request.objects.iter().flat_map(|object| object.body.facts());
            let open: Vec<FactId> = facts.filter(|fact| !settled.contains(fact)).collect();
            assert!(open.is_empty(), "{which}: nothing was said of {open:?}");
            let wrong: Vec<_> =
                response.verdicts.iter().filter(|verdict| verdict.outcome == VerdictKind::Invalid).collect();
            assert!(wrong.is_empty(), "{which}: an example to copy must be valid: {wrong:?}");
            let errors: Vec<_> =
                response.findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
            assert!(errors.is_empty(), "{which}: {errors:?}");
        }
    }
}

#[test]
fn every_example_has_something_of_its_family() {
    for family in families() {
        let examples = examples(&family.doc);
        if family.keys.is_empty() {
            continue;
        }
        let defaults = family.name == "ssl-redirect";
        let has = |example: &String| {
            family.keys.iter().any(|key| example.contains(&format!("nginx.ingress.kubernetes.io/{}:", key.key)))
        };
        assert!(!examples.is_empty(), "{}: no example", family.name);
        assert!(defaults || examples.iter().all(has), "{}: an example without its annotations", family.name);
    }
}
