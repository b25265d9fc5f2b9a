//! What was granted, as objects that the API server accepts.

use super::*;
use crate::check::check;
use crate::convert::read;
use crate::emit::{Manifest, emit, write};
use crate::input::{Input, SourceFile};
use crate::plugins::Plugins;
use crate::translate::translate;
use gatewright_contract::{Cors, ExternalAuth, Mirror, Retry, ServicePort, SessionAffinity, Sourced, Step, Timeouts};

const INGRESS: &str = "\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop}
spec:
  ingressClassName: public
  rules:
  - host: shop.example
    http:
      paths:
      - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
";

fn elsewhere(service: &str) -> Backend {
    Backend { namespace: "tools".to_owned(), ..backend(service) }
}

/// Everything there is a field for.
fn wants() -> Vec<Want> {
    let mut policy = Cors { origins: vec!["https://*.shop.example".to_owned()], ..Cors::default() };
    policy.methods = vec!["GET".to_owned(), "POST".to_owned()];
    policy.headers = vec!["*".to_owned(), "X-Other".to_owned()];
    (policy.expose, policy.max_age, policy.credentials) = (vec!["X-Id".to_owned()], Some(600), true);
    let auth = ExternalAuth {
        url: "http://auth.tools.svc".to_owned(),
        service: Some(ServicePort { namespace: "tools".to_owned(), service: "auth".to_owned(), port: 8080 }),
        path: "/".to_owned(),
        method: Some("GET".to_owned()),
        response_headers: vec!["X-User".to_owned()],
        sign_in: None,
    };
    let affinity = SessionAffinity { cookie: "route".to_owned(), max_age: Some(172_800), ..SessionAffinity::default() };
    vec![
        Want::Cors(policy),
        Want::Timeouts(Timeouts { read: Some(3_600_000), ..Timeouts::default() }),
        Want::Retry(Retry { attempts: 3, statuses: vec![502, 503], ..Retry::default() }),
        Want::SessionAffinity(affinity),
        Want::ExternalAuth(auth),
    ]
}

fn objects(options: &Options) -> Vec<Manifest> {
    let file = SourceFile { name: "web.yaml".to_owned(), text: INGRESS.to_owned() };
    let mut set = read(&Input { files: vec![file] }, options, &Plugins::default());
    let mut translated = translate(&mut set, options, &Plugins::default());
    let rule = &mut translated.table.rules[0];
    rule.wants = wants().into_iter().map(|want| wanted(want, OnLoss::Warn)).collect();
    let copy = Step::Mirror(Mirror { backend: elsewhere("copy") });
    rule.steps.push(Sourced { value: copy, from: vec![FactId(0)] });
    let granted = grant(std::mem::take(&mut translated.table), options);
    let lowered = lower(&granted, &options.target);
    translated.table.listeners = granted.table.listeners;
    emit(&translated, lowered.routes, &mut set, options)
}

fn printed(objects: &[Manifest], kind: &str) -> String {
    let wanted: Vec<&Manifest> = objects.iter().filter(|manifest| manifest.kind == kind).collect();
    let mut text = String::new();
    write::print(&wanted, crate::options::Format::Yaml, &(), &mut text).unwrap();
    text
}

#[test]
fn every_release_and_channel_accepts_what_it_was_granted() {
    for release in GatewayApi::ALL {
        for channel in [Channel::Standard, Channel::Experimental] {
            let options = options(release, channel);
            for manifest in objects(&options) {
                let violations = check(&manifest, release, channel);
                assert!(violations.is_empty(), "{release:?} {channel:?} {}: {violations:?}", manifest.kind);
            }
        }
    }
}

#[test]
fn every_field_stands_where_the_gateway_api_has_it() {
    let objects = objects(&experimental());
    let route = printed(&objects, "HTTPRoute");
    let rules = route.split("  rules:\n").nth(1).unwrap();
    insta::assert_snapshot!(rules);
    let grant = printed(&objects, "ReferenceGrant");
    assert!(grant.contains("name: copy") && grant.contains("name: auth"), "{grant}");
}
