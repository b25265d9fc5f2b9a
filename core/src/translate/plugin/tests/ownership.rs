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
fn who_names_no_class_goes_with_the_others_that_name_none() {
    let (acme, other) = (acme(), Scripted::source("other", |request| Ok(table(request))));
    let plugins: [&dyn Plugin; 2] = [&acme, &other];
    let beside = |class: &str, key: &str| {
        let named = ingress(class, &[(key, "1")]).replace("name: web\n  namespace", "name: named\n  namespace");
        let report = run(&(ingress("", &[]) + "---\n" + &named), &Options::default(), &plugins);
        let owners = report.facts.iter().filter(|fact| &*fact.pointer.0 == HOST);
        owners
            .map(|fact| fact.owner.map(|owner| report.owner(owner).to_owned()).unwrap_or_default())
            .collect::<Vec<_>>()
    };
    assert_eq!(beside("", "acme.example/x"), ["acme", "acme"]);
    assert_eq!(beside("", "nobody.example/x"), ["core", "core"]);
    assert_eq!(beside("acme", "acme.example/x"), ["acme", "core"], "a class says nothing of those without one");
    let three = [("a", "acme.example/x"), ("b", "other.example/x")].map(|(name, key)| {
        ingress("", &[(key, "1")]).replace("name: web\n  namespace", &format!("name: {name}\n  namespace"))
    });
    let report = run(&(ingress("", &[]) + "---\n" + &three.join("---\n")), &Options::default(), &plugins);
    let core = report
        .facts
        .iter()
        .filter(|fact| &*fact.pointer.0 == HOST && fact.owner.is_some_and(|owner| report.owner(owner) == "core"));
    assert_eq!(core.count(), 1, "two sources are no agreement");
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
