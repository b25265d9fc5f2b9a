//! Does Envoy itself take what is written for it, and do with it what is meant?
//!
//! Asked of the program that `cargo xtask setup` brings; left out, with a notice, where it is missing.

mod action;
mod agreement;
mod configuration;
mod echo;
mod gateway;
mod limit;
mod program;
mod samples;
mod translator;
mod written;

use configuration::{Ask, bootstrap};
use program::Envoy;

#[test]
fn envoy_takes_every_expression_and_header_of_the_cases() {
    let Some(envoy) = Envoy::found() else { return };
    let asks = written::asks();
    assert!(asks.iter().any(|ask| ask.substitution.is_some()), "no case rewrites");
    assert!(asks.iter().any(|ask| ask.header.as_ref().is_some_and(|value| value.contains("%%"))), "no case has a `%`");
    envoy.takes("cases", &bootstrap(&asks, (10_000, 10_001))).unwrap();
}

#[test]
fn envoy_refuses_what_is_no_expression_and_no_header() {
    let Some(envoy) = Envoy::found() else { return };
    let broken = [
        Ask { pattern: "^/a(b$".to_owned(), ..Ask::default() },
        Ask { pattern: "^/(?!a).*$".to_owned(), ..Ask::default() },
        Ask { pattern: "^/$".to_owned(), header: Some("50% off".to_owned()), ..Ask::default() },
    ];
    for (at, ask) in broken.into_iter().enumerate() {
        assert!(envoy.takes(&format!("broken-{at}"), &bootstrap(&[ask], (10_000, 10_001))).is_err(), "{at}");
    }
}

#[test]
fn envoy_fills_values_in_and_lets_nothing_else_stand_in_their_place() {
    let Some(envoy) = Envoy::found() else { return };
    let of = |header: &str| Ask { pattern: "/.*".to_owned(), header: Some(header.to_owned()), ..Ask::default() };
    let nothing = of("%REQ(x-nobody)%");
    let anew = Ask { anew: true, ..nothing.clone() };
    let asks = [of("%REQ(:METHOD)% %REQ(:AUTHORITY)%%REQ(:PATH)% 100%%"), nothing, anew, of("a%PROTOCOL%")];
    let ports = program::free_ports();
    let running = envoy.start("values", &bootstrap(&asks, ports), ports).unwrap();
    let asked = |at: usize| running.asked(at, "/x?y=1");
    assert_eq!(asked(0).as_deref(), Some("GET ask-0.example/x?y=1 100%"));
    assert_eq!(asked(1).as_deref(), Some("client"), "a value that comes to nothing leaves what the client sent");
    assert_eq!(asked(2), None, "what the client sent is removed first");
    assert_eq!(asked(3).as_deref(), Some("aHTTP/1.1"));
}

#[test]
fn envoy_rewrites_as_the_controller_did() {
    let Some(envoy) = Envoy::found() else { return };
    let rewritten = [
        ("/v([0-9]+)/(.*)", "/$2/of/$1", "/v12/a/b", "/a/b/of/12"),
        ("/item-([a-z]+)", "/items/$1", "/item-shoe/x?q=1", "/items/shoe?q=1"),
        ("/([a-z]+)/Case/(.*)", "/$2/low/$1", "/ab/cASE/Kept", "/Kept/low/ab"),
    ];
    let asks: Vec<Ask> = rewritten.iter().map(|(path, target, ..)| written::rewrite(path, target)).collect();
    let ports = program::free_ports();
    let running = envoy.start("rewrites", &bootstrap(&asks, ports), ports).unwrap();
    for (at, (path, target, asked, expected)) in rewritten.iter().enumerate() {
        assert_eq!(running.seen(at, asked), *expected, "{path} to {target}");
    }
}
