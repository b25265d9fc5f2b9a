//! What does an Ingress of an older version say in the words of `networking.k8s.io/v1`?

use crate::tree::{at, text};
use serde_json::{Value, json};

/// The same in the words of the newest version.
pub(super) fn of_v1(mut ingress: Value) -> Value {
    if text(at(&ingress, "/apiVersion")) == Some("networking.k8s.io/v1") {
        return ingress;
    }
    if let Some(version) = ingress.get_mut("apiVersion") {
        *version = json!("networking.k8s.io/v1");
    }
    let Some(spec) = ingress.get_mut("spec").and_then(Value::as_object_mut) else { return ingress };
    if let Some(default) = spec.remove("backend") {
        spec.insert("defaultBackend".to_owned(), backend(default));
    }
    let rules = spec.get_mut("rules").and_then(Value::as_array_mut);
    for rule in rules.into_iter().flatten() {
        let paths = rule.pointer_mut("/http/paths").and_then(Value::as_array_mut);
        for path in paths.into_iter().flatten().filter_map(Value::as_object_mut) {
            if let Some(old) = path.remove("backend") {
                path.insert("backend".to_owned(), backend(old));
            }
        }
    }
    ingress
}

/// `serviceName` and `servicePort` moved into `service`.
fn backend(old: Value) -> Value {
    let Some(name) = old.get("serviceName") else { return old };
    let port = match old.get("servicePort") {
        Some(Value::String(port)) => match port.parse::<u16>() {
            Ok(number) => json!({ "number": number }),
            Err(_) => json!({ "name": port }),
        },
        Some(port) => json!({ "number": port }),
        None => json!({}),
    };
    json!({ "service": { "name": name, "port": port } })
}

#[cfg(test)]
mod tests {
    use super::of_v1;
    use serde_json::json;

    #[test]
    fn backends_move_and_nothing_else() {
        let path = |backend| json!({ "path": "/a", "backend": backend });
        let old = json!({ "apiVersion": "extensions/v1beta1", "kind": "Ingress", "spec": {
            "backend": { "serviceName": "rest", "servicePort": "http" },
            "rules": [{ "host": "a.example", "http": { "paths": [path(json!({ "serviceName": "web", "servicePort": 80 }))] } }],
        }});
        let new = json!({ "apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "spec": {
            "defaultBackend": { "service": { "name": "rest", "port": { "name": "http" } } },
            "rules": [{ "host": "a.example", "http": { "paths": [path(json!({ "service": { "name": "web", "port": { "number": 80 } } }))] } }],
        }});
        assert_eq!(of_v1(old), new);
        assert_eq!(of_v1(new.clone()), new);
    }
}
