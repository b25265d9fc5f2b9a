//! What of an answer is believed?

use super::scripted::{Scripted, codes, fact, ingress, run, table};
use crate::options::Options;
use crate::report::Outcome;
use gatewright_contract::{Action, Fault, Response, Role, Verdict, VerdictKind};

#[test]
fn a_plugin_that_fails_costs_what_it_owns() {
    let acme = Scripted::source("acme", |_| Err(Fault::new("out\x1b of luck")));
    let report = run(&ingress("acme", &[]), &Options::default(), &[&acme]);
    assert_eq!(fact(&report, "/spec/rules/0/host"), ("acme".to_owned(), Outcome::Unsupported));
    assert_eq!(codes(&report), ["core/nothing-converted", "host/plugin-failed"]);
    assert!(report.diagnostics.iter().all(|finding| !finding.message.contains('\x1b')));
}

#[test]
fn what_was_forgotten_is_told() {
    let acme = Scripted::source("acme", |_| Ok(Response::default()));
    let report = run(&ingress("acme", &[]), &Options::default(), &[&acme]);
    assert!(codes(&report).contains(&"core/unaccounted-fact"));
    assert_eq!(fact(&report, "/spec/rules/0/host").1, Outcome::Unsupported);
}

#[test]
fn a_verdict_is_taken_at_its_word() {
    let acme = Scripted::source("acme", |request| {
        let mut response = table(request);
        let fact =
            request.objects[0].body.at("/metadata/annotations/acme.example~1x").and_then(|node| node.fact).unwrap();
        response.table.rules[0].from.retain(|one| *one != fact);
        let why = Some("because".to_owned());
        response.verdicts.push(Verdict {
            fact,
            outcome: VerdictKind::Approximate,
            why,
            advice: None,
            parts: Vec::new(),
        });
        Ok(response)
    });
    let report = run(&ingress("acme", &[("acme.example/x", "1")]), &Options::default(), &[&acme]);
    assert_eq!(fact(&report, "/metadata/annotations/acme.example~1x").1, Outcome::Approximate);
}

#[test]
fn a_rule_that_leads_nowhere_is_closed() {
    let acme = Scripted::source("acme", |request| {
        let mut response = table(request);
        if let Action::Forward(backends) = &mut response.table.rules[0].action {
            backends[0].service = "Not A Name".to_owned();
        }
        Ok(response)
    });
    let report = run(&ingress("acme", &[]), &Options::default(), &[&acme]);
    assert!(codes(&report).contains(&"host/bad-rule"), "{:?}", codes(&report));
    assert_eq!(report.withheld.len(), 1);
}

#[test]
fn a_host_that_is_none_costs_the_answer() {
    let acme = Scripted::source("acme", |request| {
        let mut response = table(request);
        response.table.listeners[0].host = Some("not a host".to_owned());
        Ok(response)
    });
    let report = run(&ingress("acme", &[]), &Options::default(), &[&acme]);
    assert_eq!(codes(&report), ["core/nothing-converted", "host/plugin-failed"]);
}

#[test]
fn a_plugin_of_annotations_that_fails_opens_nothing() {
    let acme = Scripted::new("acme", Role::Annotations, |_| Err(Fault::new("out of luck")));
    let report = run(&ingress("edge", &[("acme.example/allow-from", "10.0.0.0/8")]), &Options::default(), &[&acme]);
    assert_eq!(report.withheld.len(), 1);
    let report = run(&ingress("edge", &[("acme.example/colour", "red")]), &Options::default(), &[&acme]);
    assert_eq!(report.withheld.len(), 0);
    assert_eq!(fact(&report, "/metadata/annotations/acme.example~1colour").1, Outcome::Unsupported);
}

#[test]
fn a_guard_of_nobody_stands_before_the_rules_of_a_plugin() {
    let acme = Scripted::source("acme", |request| Ok(table(request)));
    let report = run(&ingress("acme", &[("other.example/auth", "1")]), &Options::default(), &[&acme]);
    assert_eq!(report.withheld.len(), 1);
}
