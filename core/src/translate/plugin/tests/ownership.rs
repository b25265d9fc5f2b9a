//! Which plugin gets an Ingress?

use super::scripted::{Scripted, codes, fact, ingress, run, table};
use crate::options::Options;
use crate::report::Outcome;
use gatewright_contract::{Plugin, Role};

const HOST: &str = "/spec/rules/0/host";

fn acme() -> Scripted {
    Scripted::source("acme", |request| Ok(table(request)))
}

#[test]
fn a_claimed_class_decides() {
    let acme = acme();
    let report = run(&ingress("acme", &[("acme.example/x", "1")]), &Options::default(), &[&acme]);
    assert_eq!(fact(&report, HOST), ("acme".to_owned(), Outcome::Exact));
    assert_eq!(fact(&report, "/metadata/annotations/acme.example~1x"), ("acme".to_owned(), Outcome::Exact));
    assert!(report.outputs.iter().any(|output| output.kind == "HTTPRoute"));
    assert_eq!(codes(&report), Vec::<&str>::new());
}

#[test]
fn the_controller_of_the_class_decides() {
    let acme = acme();
    let class = "---\napiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: edge}\nspec: {controller: acme.example/controller}\n";
    let report = run(&(ingress("edge", &[]) + class), &Options::default(), &[&acme]);
    assert_eq!(fact(&report, HOST).0, "acme");
    let default = class
        .replace("{name: edge}", "{name: edge, annotations: {ingressclass.kubernetes.io/is-default-class: 'true'}}");
    let report = run(&(ingress("", &[]) + &default), &Options::default(), &[&acme]);
    assert_eq!(fact(&report, HOST).0, "acme");
    let report = run(&ingress("", &[("kubernetes.io/ingress.class", "acme")]), &Options::default(), &[&acme]);
    assert_eq!(fact(&report, HOST).0, "acme");
}

#[test]
fn the_user_decides_before_anything_else() {
    let (acme, other) = (acme(), Scripted::source("other", |request| Ok(table(request))));
    let mut options = Options::default();
    options.class_map.insert("acme".to_owned(), "other".to_owned());
    let report = run(&ingress("acme", &[("acme.example/x", "1")]), &options, &[&acme, &other]);
    assert_eq!(fact(&report, HOST).0, "other");
    assert_eq!(fact(&report, "/metadata/annotations/acme.example~1x").1, Outcome::Inert);
}

#[test]
fn an_unknown_class_is_guessed_from_the_one_prefix() {
    let (acme, other) = (acme(), Scripted::source("other", |request| Ok(table(request))));
    let plugins: [&dyn Plugin; 2] = [&acme, &other];
    let report = run(&ingress("edge", &[("acme.example/x", "1")]), &Options::default(), &plugins);
    assert_eq!(fact(&report, HOST).0, "acme");
    assert_eq!(codes(&report), ["core/class-inferred"]);
    let both = ingress("edge", &[("acme.example/x", "1"), ("other.example/x", "1")]);
    let report = run(&both, &Options::default(), &plugins);
    assert_eq!(fact(&report, HOST).0, "core");
    assert_eq!(fact(&report, "/metadata/annotations/acme.example~1x").1, Outcome::Unsupported);
}

#[test]
fn a_guard_of_nobody_knows_whose_closes() {
    let (acme, other) = (acme(), Scripted::source("other", |request| Ok(table(request))));
    let both = ingress("edge", &[("acme.example/auth-url", "https://a.example"), ("other.example/x", "1")]);
    let report = run(&both, &Options::default(), &[&acme, &other]);
    assert_eq!(report.withheld.len(), 1);
    assert!(codes(&report).contains(&"core/possible-guard"));
}

#[test]
fn two_claims_are_one_too_many() {
    let (one, mut two) = (acme(), Scripted::new("beta", Role::Source, |request| Ok(table(request))));
    two.manifest.claims.prefixes = vec!["acme.example".to_owned()];
    let report = run(&ingress("acme", &[]), &Options::default(), &[&two, &one]);
    assert_eq!(codes(&report), ["host/claims-overlap"]);
    assert_eq!(fact(&report, HOST).0, "acme");
    two.manifest.contract = "2.0".to_owned();
    let report = run(&ingress("acme", &[]), &Options::default(), &[&two, &one]);
    assert_eq!(codes(&report), ["host/plugin-contract"]);
}
