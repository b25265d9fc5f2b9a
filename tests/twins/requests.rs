//! What are twins asked? The inputs of all cases and the examples of their own documents, as the engine would ask them.

use gatewright_contract::{CONTRACT, HttpRequest, Manifest, Node, Request, Role, SimRequest};
use gatewright_plugin_sdk::example::examples;
use gatewright_plugin_sdk::testing::Case;
use support::repo;

/// One request for each input that can be read.
pub(super) fn translations(manifest: &Manifest) -> Vec<(String, Request)> {
    let inputs = inputs(manifest);
    let requests: Vec<_> =
        inputs.into_iter().filter_map(|(name, text)| Some((name, request(&text, manifest)?))).collect();
    assert!(requests.len() > 20, "only {} inputs can be read", requests.len());
    requests
}

/// Each of them again, with requests for all its hosts.
pub(super) fn simulations(manifest: &Manifest) -> Vec<(String, SimRequest)> {
    let simulation = |request: Request| {
        let named = hosts(&request);
        let requests = named.iter().flat_map(|host| ["/", "/cart?x=1", "/a/b/"].map(|path| asked(host, path)));
        let requests = requests.collect();
        SimRequest { contract: CONTRACT.to_owned(), objects: request.objects, options: request.options, requests }
    };
    translations(manifest).into_iter().map(|(name, request)| (name, simulation(request))).collect()
}

fn asked(host: &str, path: &str) -> HttpRequest {
    serde_json::from_value(serde_json::json!({ "host": host, "path": path, "scheme": "https" })).unwrap()
}

fn hosts(request: &Request) -> Vec<String> {
    let mut hosts = vec!["nobody.example".to_owned()];
    for object in &request.objects {
        let rules = object.body.at("/spec/rules").map(Node::items).unwrap_or_default();
        let named = rules.iter().filter_map(|rule| rule.get("host")?.as_str());
        hosts.extend(named.map(|host| host.replace('*', "any")));
    }
    hosts
}

/// The kit makes requests for plugins of annotations; a source is asked the same and told which Ingresses are its own.
fn request(text: &str, manifest: &Manifest) -> Option<Request> {
    let asked = Manifest { role: Role::Annotations, ..manifest.clone() };
    let mut request = Case::new(text).request(&asked).ok()?;
    if manifest.role == Role::Source {
        request.rules.clear();
        for object in request.objects.iter_mut().filter(|object| object.reference.kind == "Ingress") {
            object.gateway = Some("gateway".to_owned());
        }
    }
    Some(request)
}

fn inputs(manifest: &Manifest) -> Vec<(String, String)> {
    let cases =
        repo::files().into_iter().filter(|file| file.path.starts_with("tests/cases/") && file.name() == "input.yaml");
    let mut inputs: Vec<(String, String)> = cases.map(|file| (file.path, file.text)).collect();
    for feature in &manifest.features {
        for example in examples(&feature.doc).unwrap_or_default() {
            inputs.push((format!("{}, line {}", feature.name, example.line), example.input));
        }
        // Every key once, and once with a value that cannot be meant.
        for key in &feature.keys {
            for value in key.values.iter().map(String::as_str).chain(["", "\u{1b}[31m { nonsense"]) {
                inputs.push((format!("{}={value:?}", key.key), annotated(manifest, &key.key, value)));
            }
        }
    }
    inputs
}

fn annotated(manifest: &Manifest, key: &str, value: &str) -> String {
    let prefix = manifest.claims.prefixes.first().map_or("nobody.example", String::as_str);
    let rule = serde_json::json!({ "host": "shop.example", "http": { "paths": [
        { "path": "/", "pathType": "Prefix", "backend": { "service": { "name": "web", "port": { "number": 80 } } } }
    ] } });
    let name = format!("{prefix}/{key}");
    serde_json::json!({
        "apiVersion": "networking.k8s.io/v1",
        "kind": "Ingress",
        "metadata": { "name": "web", "namespace": "shop", "annotations": { name: value } },
        "spec": { "rules": [rule] },
    })
    .to_string()
}
