//! Requests of pages of other origins.

use super::scene::run;
use gatewright_plugin_sdk::contract::{Aspect, Atom, Cors, Expr, OnLoss, VerdictKind, Want};

const ON: (&str, &str) = ("enable-cors", "true");

fn cors(more: &[(&str, &str)]) -> Cors {
    let annotations: Vec<_> = std::iter::once(ON).chain(more.iter().copied()).collect();
    match run(&annotations).wants().pop() {
        Some(Want::Cors(cors)) => cors,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_defaults_are_written_out() {
    let all = cors(&[]);
    assert_eq!(all.origins, ["*"]);
    assert_eq!(all.methods, ["GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS"]);
    assert_eq!(all.headers.len(), 9);
    assert_eq!(all.max_age, Some(1_728_000));
    assert!(all.expose.is_empty());
}

#[test]
fn every_origin_never_had_cookies() {
    assert!(!cors(&[]).credentials);
    assert!(!cors(&[("cors-allow-credentials", "true")]).credentials);
    assert!(!cors(&[("cors-allow-origin", "https://a.example, *")]).credentials);
    assert!(cors(&[("cors-allow-origin", "https://a.example")]).credentials);
    assert!(!cors(&[("cors-allow-origin", "https://a.example"), ("cors-allow-credentials", "false")]).credentials);
    assert_eq!(run(&[ON, ("cors-allow-credentials", "true")]).of("cors-allow-credentials"), VerdictKind::Inert);
}

#[test]
fn origins_that_are_none() {
    let outcome = run(&[ON, ("cors-allow-origin", "a.example, b.example")]);
    assert!(outcome.wants().is_empty());
    assert!(outcome.finding("cors-origin").is_some());
    assert!(outcome.finding("cors-preflight").is_none());
    assert_eq!(cors(&[("cors-allow-origin", "a.example, https://b.example")]).origins, ["https://b.example"]);
    assert_eq!(cors(&[("cors-allow-origin", "https://a.example/path")]).origins, ["*"]);
    let broken = run(&[ON, ("cors-allow-origin", "https://a.example/path")]);
    assert_eq!(broken.of("cors-allow-origin"), VerdictKind::Invalid);
    assert_eq!(cors(&[("cors-allow-origin", "null,app://x")]).origins, ["null", "app://x"]);
}

#[test]
fn values_that_are_refused_are_the_default() {
    assert_eq!(cors(&[("cors-allow-headers", "*")]).headers.len(), 9);
    assert_eq!(cors(&[("cors-allow-methods", "GET|PUT")]).methods.len(), 6);
    assert_eq!(cors(&[("cors-max-age", "1h")]).max_age, Some(1_728_000));
    assert_eq!(cors(&[("cors-expose-headers", "*")]).expose, ["*"]);
    assert_eq!(run(&[ON, ("cors-allow-headers", "*")]).of("cors-allow-headers"), VerdictKind::Invalid);
    assert_eq!(cors(&[("cors-max-age", "600")]).max_age, Some(600));
}

#[test]
fn what_differs_is_announced() {
    let outcome = run(&[ON, ("cors-allow-origin", "https://*.a.example")]);
    let preflight = outcome.finding("cors-preflight").unwrap().announces.as_ref().unwrap();
    let Expr::All(parts) = &preflight.when else { panic!() };
    assert!(parts.contains(&Expr::Is(Atom::Method("OPTIONS".to_owned()))));
    assert!(preflight.changes.contains(&Aspect::Guards));
    assert!(outcome.finding("cors-wildcard").is_some());
    assert!(outcome.finding("cors-headers").unwrap().announces.is_some());
    assert!(outcome.wanted_of("web").iter().all(|wanted| wanted.on_loss == OnLoss::Warn));
}

#[test]
fn off_is_off() {
    let outcome = run(&[("enable-cors", "false"), ("cors-allow-origin", "https://a.example")]);
    assert!(outcome.wants().is_empty());
    assert_eq!(outcome.of("cors-allow-origin"), VerdictKind::Inert);
    assert_eq!(run(&[("enable-cors", "yes")]).of("enable-cors"), VerdictKind::Invalid);
}
