//! A few Ingresses, a request, and the answer in one line.

use super::objects::call;
use gatewright_nginx_simulate::simulate;
use gatewright_plugin_sdk::contract::collections::SortedMap;
use gatewright_plugin_sdk::contract::{Answer, AnswerKind, HttpRequest, SimAnswer};
use serde_json::{Value, json};

/// An Ingress in the making.
pub(crate) struct Ingress {
    manifest: Value,
}

/// An Ingress of namespace `shop`, so many minutes old that a smaller number is older.
pub(crate) fn ingress(name: &str, minute: u32) -> Ingress {
    Ingress {
        manifest: json!({
            "apiVersion": "networking.k8s.io/v1", "kind": "Ingress",
            "metadata": { "name": name, "namespace": "shop", "annotations": {},
                "creationTimestamp": format!("2024-01-01T00:{minute:02}:00Z") },
            "spec": { "ingressClassName": "nginx", "rules": [] }
        }),
    }
}

impl Ingress {
    /// With an annotation of the controller.
    pub(crate) fn note(mut self, name: &str, value: &str) -> Ingress {
        self.manifest["metadata"]["annotations"][format!("nginx.ingress.kubernetes.io/{name}")] = json!(value);
        self
    }

    /// With a path of a host; the Service's port is 80.
    pub(crate) fn path(mut self, host: &str, path: &str, kind: &str, service: &str) -> Ingress {
        let backend = json!({ "service": { "name": service, "port": { "number": 80 } } });
        let mut rule = json!({ "http": { "paths": [{ "path": path, "pathType": kind, "backend": backend }] } });
        if !host.is_empty() {
            rule["host"] = json!(host);
        }
        self.manifest["spec"]["rules"].as_array_mut().unwrap().push(rule);
        self
    }

    /// With a prefix of a host.
    pub(crate) fn prefix(self, host: &str, path: &str, service: &str) -> Ingress {
        self.path(host, path, "Prefix", service)
    }

    /// With a default backend.
    pub(crate) fn default_backend(mut self, service: &str) -> Ingress {
        self.manifest["spec"]["defaultBackend"] = json!({ "service": { "name": service, "port": { "number": 80 } } });
        self
    }

    /// With TLS for a host.
    pub(crate) fn tls(mut self, host: &str) -> Ingress {
        self.manifest["spec"]["tls"] = json!([{ "hosts": [host], "secretName": "certificate" }]);
        self
    }
}

/// What is there: manifests and settings of the plugin.
#[derive(Clone, Default)]
pub(crate) struct Scene {
    manifests: Vec<Value>,
    options: SortedMap<String, String>,
}

/// A scene of Ingresses.
pub(crate) fn scene(ingresses: impl IntoIterator<Item = Ingress>) -> Scene {
    Scene { manifests: ingresses.into_iter().map(|one| one.manifest).collect(), options: SortedMap::new() }
}

impl Scene {
    /// With another object.
    pub(crate) fn with(mut self, kind: &str, name: &str, rest: Value) -> Scene {
        let mut made = json!({ "apiVersion": "v1", "kind": kind, "metadata": { "name": name, "namespace": "shop" } });
        for (key, value) in rest.as_object().unwrap() {
            made[key] = value.clone();
        }
        self.manifests.push(made);
        self
    }

    /// With an entry of the controller's ConfigMap.
    pub(crate) fn set(mut self, key: &str, value: &str) -> Scene {
        let name = "ingress-nginx-controller";
        let known = self.manifests.iter_mut().find(|manifest| manifest["metadata"]["name"] == name);
        match known {
            Some(map) => {
                map["data"][key] = json!(value);
                self
            }
            None => self.with("ConfigMap", name, json!({ "data": { key: value } })),
        }
    }

    /// With a setting of the plugin.
    pub(crate) fn option(mut self, name: &str, value: &str) -> Scene {
        self.options.insert(name.to_owned(), value.to_owned());
        self
    }

    /// The answer to a request.
    pub(crate) fn answer(&self, request: HttpRequest) -> SimAnswer {
        let mut call = call(&self.manifests, vec![request]);
        call.options.clone_from(&self.options);
        simulate(&call).unwrap().answers.remove(0)
    }

    /// The answer to a GET, in one line.
    pub(crate) fn get(&self, url: &str) -> String {
        self.ask(get(url))
    }

    /// The answer to a request, in one line.
    pub(crate) fn ask(&self, request: HttpRequest) -> String {
        self.answer(request).answer.map_or_else(|| "not known".to_owned(), |answer| line(&answer))
    }

    /// The whole answer to a GET.
    pub(crate) fn whole(&self, url: &str) -> Answer {
        self.answer(get(url)).answer.unwrap()
    }
}

/// A GET.
pub(crate) fn get(url: &str) -> HttpRequest {
    let (scheme, rest) = url.split_once("://").unwrap();
    let (host, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    super::objects::request(
        &json!({ "scheme": scheme, "host": host, "path": if path.is_empty() { "/" } else { path } }),
    )
}

/// A GET with a header.
pub(crate) fn with_header(url: &str, name: &str, value: &str) -> HttpRequest {
    let mut request = get(url);
    request.headers.insert(name.to_owned(), value.to_owned());
    request
}

/// An answer in one line: `main+canary:10 /path past basic-auth`, `308 https://x/`, `404`.
fn line(answer: &Answer) -> String {
    let names = answer.backends.iter().map(|one| match (one.weight, answer.backends.len()) {
        (_, 1) => one.service.clone(),
        (weight, _) => format!("{}:{weight}", one.service),
    });
    let names: Vec<String> = names.collect();
    let status = answer.status.map_or_else(String::new, |status| status.to_string());
    let mut out = match answer.kind {
        AnswerKind::Forward => format!("{} {}", names.join("+"), answer.upstream_path.as_deref().unwrap_or("?")),
        AnswerKind::Redirect => format!("{status} {}", answer.location.as_deref().unwrap_or("?")),
        AnswerKind::Respond | AnswerKind::Refuse => status,
    };
    for guard in &answer.guards {
        out.push_str(&format!(" past {}", guard.kind));
    }
    out
}
