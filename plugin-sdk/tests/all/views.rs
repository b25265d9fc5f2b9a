//! Does a view find the fact of what it shows, whatever the key is called?

use crate::ingress;
use gatewright_plugin_sdk::contract::FactId;
use gatewright_plugin_sdk::{ConfigMapView, IngressView, Objects, PathType, PortRef, SecretView, ServiceView, View};
use serde_json::json;

#[test]
fn keys_with_slashes_and_tildes_are_found() {
    let key = "acme.example/a~1b";
    let body = json!({ "metadata": { "annotations": { key: "v", "other.example/x": "w", "acme.example/number": 5 } } });
    let object = ingress(body, &["/metadata/annotations/acme.example~1a~01b"]);
    let view = View::of(&object);
    let told = view.annotation(key).unwrap();
    assert_eq!((told.value, told.fact), ("v", FactId(1)));
    assert!(view.annotation("other.example/x").is_none(), "it is no fact of the plugin");
    assert_eq!(view.annotation_text("other.example/x"), Some("w"));
    assert_eq!(view.annotation_text("acme.example/number"), None);
    assert_eq!(view.annotations().map(|(key, _)| key).collect::<Vec<_>>(), [key]);
    let cursor = view.root().get("metadata").unwrap().get("annotations").unwrap().get(key).unwrap();
    assert_eq!((cursor.fact(), cursor.str()), (Some(FactId(1)), Some("v")));
}

#[test]
fn cursors_walk_lists_and_skip_nothing() {
    let body = json!({ "spec": { "list": ["a", { "k": true }], "none": null, "number": 8.5 } });
    let object = ingress(body, &["/spec/list/0", "/spec/list/1/k", "/spec/number"]);
    let spec = View::of(&object).root().get("spec").unwrap();
    assert!(spec.get("none").is_none() && spec.get("absent").is_none());
    let list = spec.get("list").unwrap();
    assert_eq!(list.items().map(|item| item.fact()).collect::<Vec<_>>(), [Some(FactId(1)), None]);
    let flag = list.items().nth(1).unwrap().get("k").unwrap().scalar().unwrap();
    assert_eq!((flag.value.as_str(), flag.fact), ("true", FactId(2)));
    assert_eq!(spec.get("number").unwrap().scalar().unwrap().value, "8.5");
    assert!(list.scalar().is_none() && spec.items().next().is_none());
    assert!(list.texts().is_none(), "the list itself is no fact");
    assert_eq!(spec.members().map(|(key, _)| key).collect::<Vec<_>>(), ["list", "none", "number"]);
}

#[test]
fn ingresses_are_read_with_their_facts() {
    let path = |kind: &str, port| json!({ "path": "/", "pathType": kind, "backend": { "service": { "name": "web", "port": port } } });
    let body = json!({ "spec": {
        "ingressClassName": "public",
        "rules": [
            { "host": "a.example", "http": { "paths": [path("Exact", json!({ "number": 80 })), path("Odd", json!({ "name": "http" }))] } },
            { "host": "b.example" },
        ],
        "tls": [{ "hosts": ["a.example"], "secretName": "cert" }],
        "defaultBackend": { "resource": { "kind": "Bucket", "name": "b" } },
    } });
    let first = "/spec/rules/0/http/paths/0";
    let facts = [
        "/spec/ingressClassName",
        &format!("{first}/path"),
        &format!("{first}/pathType"),
        &format!("{first}/backend/service/name"),
        &format!("{first}/backend/service/port/number"),
        "/spec/rules/0/http/paths/1/backend/service/port/name",
        "/spec/rules/0/http/paths/1/pathType",
        "/spec/defaultBackend/resource/kind",
        "/spec/defaultBackend/resource/name",
        "/spec/tls/0/hosts",
    ];
    let object = ingress(body, &facts);
    let read = IngressView::read(View::of(&object));
    assert_eq!((read.key().as_str(), read.class.unwrap().value), ("shop/web", "public"));
    let paths = &read.rules[0].paths;
    assert_eq!(paths[0].facts(), [2, 3, 4, 5].map(FactId));
    assert_eq!(paths[0].path_type.unwrap().value, PathType::Exact);
    assert_eq!(paths[1].path_type.unwrap().value, PathType::ImplementationSpecific);
    assert_eq!(paths[1].backend.port.unwrap().value, PortRef::Name("http"));
    assert_eq!((paths[0].position, paths[1].position), (0, 1));
    assert!(!read.rules[1].has_http && read.rules[1].paths.is_empty());
    assert_eq!(read.default_backend.as_ref().unwrap().facts(), [8, 9].map(FactId));
    assert_eq!(read.tls[0].hosts.as_ref().unwrap().value, ["a.example"]);
}

#[test]
fn other_kinds_are_found_by_name() {
    let mut service = ingress(
        json!({ "spec": { "ports": [{ "port": 80, "name": "http", "targetPort": 8080 }, { "port": 99999 }] } }),
        &[],
    );
    service.reference.kind = "Service".to_owned();
    let mut map = ingress(json!({ "data": { "a/b": "c", "d": "e" } }), &["/data/a~1b"]);
    map.reference.kind = "ConfigMap".to_owned();
    let mut secret = ingress(json!({ "type": "kubernetes.io/tls", "keys": { "tls.crt": "certificate" } }), &[]);
    secret.reference.kind = "Secret".to_owned();
    let all = [service, map, secret];
    let objects = Objects::new(&all);
    let services = ServiceView::all(objects);
    let ports = &services.get(&("shop", "web")).unwrap().ports;
    assert_eq!((ports.len(), ports[0].target.as_deref(), ports[0].name), (1, Some("8080"), Some("http")));
    let map = *ConfigMapView::all(objects).get(&("shop", "web")).unwrap();
    assert_eq!((map.entries().count(), map.facts().map(|(key, _)| key).collect::<Vec<_>>()), (2, vec!["a/b"]));
    let secret = *SecretView::all(objects).get(&("shop", "web")).unwrap();
    assert_eq!(
        (secret.kind(), secret.key("tls.crt"), secret.key("x")),
        ("kubernetes.io/tls", Some("certificate"), None)
    );
}
