//! What is a plugin given, and what never?

use super::scripted::{Scripted, ingress, run, table};
use crate::options::Options;
use gatewright_contract::{Node, Object, Role};

fn needing(kinds: &[&str]) -> Scripted {
    let mut plugin = Scripted::source("acme", |request| Ok(table(request)));
    plugin.manifest.needs = kinds.iter().map(|kind| (*kind).to_owned()).collect();
    plugin
}

fn word<'o>(object: &'o Object, pointer: &str) -> &'o str {
    object.body.at(pointer).and_then(Node::as_str).unwrap_or_else(|| panic!("no {pointer}"))
}

#[test]
fn of_a_secret_the_shape_alone() {
    let secret = "---\napiVersion: v1\nkind: Secret\nmetadata: {name: s, annotations: {note: hush}}\ntype: Opaque\n\
                  data: {auth: dXNlcjokYXByMSRodXNo, key: aHVzaA==}\nstringData: {tls.crt: hush-hush}\n";
    let plugin = needing(&["Secret"]);
    run(&(ingress("acme", &[]) + secret), &Options::default(), &[&plugin]);
    let request = plugin.last();
    let given = request.objects.iter().find(|object| object.reference.kind == "Secret").unwrap();
    assert_eq!(word(given, "/type"), "Opaque");
    assert_eq!(word(given, "/keys/auth"), "htpasswd:apr1");
    let all = serde_json::to_string(&request).unwrap();
    for value in ["hush", "aHVzaA", "dXNlc"] {
        assert!(!all.contains(value), "{value}: {all}");
    }
}

#[test]
fn only_what_it_needs() {
    let service = "---\napiVersion: v1\nkind: Service\nmetadata: {name: web, labels: {a: 1}}\nspec: {ports: [{port: 80}]}\n\
                   status: {loadBalancer: {}}\n";
    let text = ingress("acme", &[]) + service;
    let (with, without) = (needing(&["Service"]), needing(&[]));
    run(&text, &Options::default(), &[&with]);
    run(&text, &Options::default(), &[&without]);
    let request = with.last();
    let given = request.objects.iter().find(|object| object.reference.kind == "Service").unwrap();
    assert_eq!(given.body.at("/spec/ports/0/port").and_then(Node::as_u64), Some(80));
    assert_eq!(word(given, "/metadata/labels/a"), "1");
    assert!(given.body.get("status").is_none());
    assert!(without.last().objects.iter().all(|object| object.reference.kind == "Ingress"));
}

#[test]
fn an_ingress_of_an_old_version_in_the_words_of_the_new() {
    let old = "apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: web, annotations: {acme.example/x: 'y'}}\n\
               spec: {backend: {serviceName: rest, servicePort: http}, rules: [{host: a.example, http: {paths: [{path: /, \
               backend: {serviceName: web, servicePort: 80}}]}}]}\n";
    let plugin = needing(&[]);
    run(old, &Options::default(), &[&plugin]);
    let request = plugin.last();
    let given = request.objects.first().unwrap();
    let service = given.body.at("/spec/rules/0/http/paths/0/backend/service").unwrap();
    assert_eq!(service.get("name").and_then(Node::as_str), Some("web"));
    assert_eq!(service.at("/port/number").and_then(Node::as_u64), Some(80));
    assert_eq!(word(given, "/spec/defaultBackend/service/port/name"), "http");
    for pointer in [
        "/metadata/annotations/acme.example~1x",
        "/spec/defaultBackend/service/name",
        "/spec/rules/0/http/paths/0/backend/service/port/number",
    ] {
        assert!(given.body.at(pointer).is_some_and(|node| node.fact.is_some()), "{pointer}: {:?}", given.body);
    }
}

#[test]
fn settings_with_their_defaults_and_a_prefix_that_was_set() {
    let mut plugin = needing(&[]);
    let setting = |name: &str, value, default: &str| gatewright_contract::Setting {
        name: name.to_owned(),
        value,
        default: default.to_owned(),
        doc: String::new(),
    };
    plugin.manifest.options = vec![
        setting("level", gatewright_contract::SettingType::Integer, "3"),
        setting("prefix", gatewright_contract::SettingType::Prefix, "acme.example"),
    ];
    let mut options = Options::default();
    options.settings.entry("acme".to_owned()).or_default().insert("prefix".to_owned(), "mine.example".to_owned());
    run(&ingress("acme", &[("mine.example/x", "1")]), &options, &[&plugin]);
    let request = plugin.last();
    assert_eq!(request.options.get("level").unwrap(), "3");
    assert!(
        request.objects.iter().any(|object| object
            .body
            .at("/metadata/annotations/mine.example~1x")
            .is_some_and(|node| node.fact.is_some()))
    );
    assert_eq!(plugin.manifest.role, Role::Source);
    options.settings.entry("acme".to_owned()).or_default().insert("level".to_owned(), "high".to_owned());
    assert_eq!(
        crate::options::check_settings(&options, std::slice::from_ref(&plugin.manifest)),
        ["--set acme.level=high: write a whole number"]
    );
}
