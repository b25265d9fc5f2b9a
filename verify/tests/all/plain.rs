//! What does an Ingress without annotations answer?

use crate::desk::{line, request};
use gatewright_contract::collections::SortedMap;
use gatewright_contract::{Object, ObjectId, ObjectRef, SimAnswer, SimRequest};
use gatewright_verify::plain;
use gatewright_verify::source::share;
use serde_json::{Value, json};

fn object(kind: &str, (namespace, name): (&str, &str), body: Value) -> Object {
    Object {
        id: ObjectId(0),
        reference: ObjectRef {
            api_version: String::new(),
            kind: kind.to_owned(),
            namespace: Some(namespace.to_owned()),
            name: Some(name.to_owned()),
        },
        gateway: (kind == "Ingress").then(|| "edge".to_owned()),
        body: body.into(),
    }
}

fn path(path: &str, kind: &str, service: &str) -> Value {
    json!({"path": path, "pathType": kind, "backend": {"service": {"name": service, "port": {"number": 80}}}})
}

fn ask(objects: &[Object], complete: &str, asked: &str) -> SimAnswer {
    let request = SimRequest {
        objects: objects.to_vec(),
        options: SortedMap::from([(plain::COMPLETE.to_owned(), complete.to_owned())]),
        requests: vec![request(asked)],
        ..SimRequest::default()
    };
    plain::simulate(&request).answers.remove(0)
}

fn said(objects: &[Object], asked: &str) -> String {
    ask(objects, "false", asked).answer.map_or_else(|| "?".to_owned(), |answer| line(&answer))
}

fn shop() -> Vec<Object> {
    let rules = json!([
        {"host": "shop.example", "http": {"paths": [
            path("/", "Prefix", "root"), path("/foo", "Prefix", "foo"), path("/foo", "Exact", "exact"), path("/foo/bar/", "ImplementationSpecific", "bar")]}},
        {"host": "*.shop.example", "http": {"paths": [path("/w", "Prefix", "wild")]}},
    ]);
    let tls = json!([{"hosts": ["shop.example"], "secretName": "cert"}]);
    vec![object("Ingress", ("shop", "web"), json!({"spec": {"rules": rules, "tls": tls}}))]
}

#[test]
fn hosts_then_paths_decide() {
    let rows = [
        ("GET http://shop.example/", "shop/root:80 /"),
        ("GET http://shop.example/foo", "shop/exact:80 /foo"),
        ("GET http://shop.example/foo/", "shop/foo:80 /foo/"),
        ("GET http://shop.example/foobar", "shop/root:80 /foobar"),
        ("GET http://shop.example/foo/bar/x?q", "shop/bar:80 /foo/bar/x?q"),
        ("GET http://a.shop.example/w", "shop/wild:80 /w"),
        ("GET http://a.shop.example/x", "respond 404"),
        ("GET http://b.a.shop.example/w", "respond 404"),
        ("GET https://shop.example/", "shop/root:80 /"),
        ("GET https://a.shop.example/w", "respond 404"),
    ];
    for (asked, wanted) in rows {
        assert_eq!(said(&shop(), asked), wanted, "{asked}");
    }
    assert!(!ask(&shop(), "false", "GET http://other.example/").serves);
    assert!(ask(&shop(), "false", "GET http://a.shop.example/x").serves);
}

#[test]
fn the_older_ingress_decides_between_equals() {
    let web = |name: &str, service: &str, created: Option<&str>| {
        let rules = json!([{"host": "x", "http": {"paths": [path("/", "Prefix", service)]}}]);
        object("Ingress", ("shop", name), json!({"metadata": {"creationTimestamp": created}, "spec": {"rules": rules}}))
    };
    assert_eq!(said(&[web("b", "two", None), web("a", "one", None)], "GET http://x/"), "shop/one:80 /");
    let aged = [web("a", "one", None), web("b", "two", Some("2020-01-01T00:00:00Z"))];
    assert_eq!(said(&aged, "GET http://x/"), "shop/two:80 /");
}

#[test]
fn defaults_take_the_rest() {
    let mut objects = shop();
    let backend = json!({"service": {"name": "rest", "port": {"name": "web"}}});
    objects.push(object("Ingress", ("shop", "zz"), json!({"spec": {"defaultBackend": backend}})));
    assert_eq!(said(&objects, "GET http://a.shop.example/x"), "?");
    let ports = json!({"spec": {"ports": [{"name": "web", "port": 8080}]}});
    objects.push(object("Service", ("shop", "rest"), ports));
    assert_eq!(said(&objects, "GET http://a.shop.example/x"), "shop/rest:8080 /x");
    assert_eq!(said(&objects, "GET http://other.example/"), "shop/rest:8080 /");
}

#[test]
fn a_certificate_without_hosts_is_for_those_of_the_rules_or_for_all() {
    let backend = json!({"service": {"name": "rest", "port": {"number": 80}}});
    let rules = json!([{"host": "shop.example", "http": {"paths": [path("/", "Prefix", "root")]}}]);
    let mut objects = vec![object(
        "Ingress",
        ("shop", "zz"),
        json!({"spec": {"defaultBackend": backend, "tls": [{"secretName": "c"}]}}),
    )];
    assert_eq!(said(&objects, "GET https://other.example/"), "shop/rest:80 /");
    objects = vec![object("Ingress", ("shop", "web"), json!({"spec": {"rules": rules, "tls": [{"secretName": "c"}]}}))];
    assert_eq!(said(&objects, "GET https://shop.example/"), "shop/root:80 /");
    assert_eq!(said(&objects, "GET https://other.example/"), "respond 404");
}

#[test]
fn old_spellings_are_read_and_missing_services_told() {
    let rules = json!([{"http": {"paths": [{"path": "/a", "backend": {"serviceName": "old", "servicePort": 81}}]}}]);
    let old = [object("Ingress", ("shop", "old"), json!({"spec": {"rules": rules}}))];
    assert_eq!(said(&old, "GET http://any.example/a/b"), "shop/old:81 /a/b");
    let missing = ask(&old, "true", "GET http://any.example/a").answer.unwrap();
    assert_eq!(line(&missing), "respond 503");
}

#[test]
fn manifests_are_read_with_their_classes() {
    let ingress = |name: &str, head: &str| {
        format!(
            "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: {name}{head}}}\nspec: {{defaultBackend: \
             {{service: {{name: {name}, port: {{number: 80}}}}}}}}\n---\n"
        )
    };
    let class = "apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: edge, annotations: \
                 {ingressclass.kubernetes.io/is-default-class: 'true'}}\n---\n";
    let old = ingress("old", ", annotations: {kubernetes.io/ingress.class: inner}");
    let twice = ingress("twice", ", namespace: blog") + &ingress("twice", ", namespace: blog, labels: {a: b}");
    let text = class.to_owned() + &ingress("plain", "") + &ingress("plain", ", resourceVersion: '9'") + &old + &twice;
    let objects = share(&[&text], "shop", &[]).plain;
    let seen: Vec<String> = objects
        .iter()
        .map(|one| {
            format!(
                "{}/{} {:?}",
                one.reference.namespace.as_deref().unwrap_or(""),
                one.reference.name.as_deref().unwrap(),
                one.gateway
            )
        })
        .collect();
    assert_eq!(seen, ["shop/old Some(\"inner\")", "shop/plain Some(\"edge\")", "/edge None"]);
    assert_eq!(said(&objects, "GET http://any/"), "shop/plain:80 /");
}
