//! Who gets a request that a canary may take?

use super::scene::{Ingress, Scene, ingress, scene, with_header};

fn main() -> Ingress {
    ingress("main", 1).prefix("x", "/info", "main")
}

fn canary(notes: &[(&str, &str)]) -> Ingress {
    let start = ingress("canary", 2).note("canary", "true").prefix("x", "/info", "canary");
    notes.iter().fold(start, |ingress, (name, value)| ingress.note(name, value))
}

fn with(notes: &[(&str, &str)]) -> Scene {
    scene([main(), canary(notes)])
}

#[test]
fn weights_are_of_a_total_that_is_at_least_a_hundred() {
    assert_eq!(with(&[("canary-weight", "10")]).get("http://x/info"), "main:90+canary:10 /info");
    let low = [("canary-weight", "10"), ("canary-weight-total", "20")];
    assert_eq!(with(&low).get("http://x/info"), "main:90+canary:10 /info");
    let high = [("canary-weight", "100"), ("canary-weight-total", "200")];
    assert_eq!(with(&high).get("http://x/info"), "main:100+canary:100 /info");
    assert_eq!(with(&[("canary-weight", "100")]).get("http://x/info"), "canary /info");
    assert_eq!(with(&[]).get("http://x/info"), "main /info");
}

#[test]
fn header_then_cookie_then_weight() {
    let scene = with(&[("canary-by-header", "X-Canary"), ("canary-by-cookie", "canary"), ("canary-weight", "10")]);
    let header = |value: &str| scene.ask(with_header("http://x/info", "x-canary", value));
    assert_eq!(header("always"), "canary /info");
    assert_eq!(header("never"), "main /info");
    assert_eq!(header("other"), "main:90+canary:10 /info");
    let cookie = |value: &str| scene.ask(with_header("http://x/info", "Cookie", value));
    assert_eq!(cookie("a=b; canary=always"), "canary /info");
    assert_eq!(cookie("canary=never"), "main /info");
    let mut both = with_header("http://x/info", "x-canary", "never");
    both.headers.insert("cookie".to_owned(), "canary=always".to_owned());
    assert_eq!(scene.ask(both), "main /info");
}

#[test]
fn a_pattern_is_found_anywhere_with_case() {
    let scene = with(&[("canary-by-header", "X-Canary"), ("canary-by-header-pattern", "a[bc]+d")]);
    let header = |value: &str| scene.ask(with_header("http://x/info", "X-Canary", value));
    assert_eq!(header("xxabcdxx"), "canary /info");
    assert_eq!(header("ABCD"), "main /info");
    assert_eq!(header("always"), "main /info");
}

#[test]
fn a_canary_needs_the_same_host_path_and_type() {
    let elsewhere = ingress("canary", 2).note("canary", "true").note("canary-weight", "100");
    assert_eq!(scene([main(), elsewhere.prefix("x", "/other", "canary")]).get("http://x/other"), "404");
}

#[test]
fn a_canary_follows_its_service_everywhere() {
    let scene = scene([main(), canary(&[("canary-weight", "100")]), ingress("other", 3).prefix("y", "/", "main")]);
    assert_eq!(scene.get("http://y/z"), "canary /z");
}

#[test]
fn a_service_of_a_canary_and_of_a_path_belongs_to_the_older() {
    let older =
        || ingress("canary", 2).note("canary", "true").note("canary-weight", "100").prefix("x", "/info", "shared");
    let canary_first = scene([main(), older(), ingress("other", 3).prefix("y", "/", "shared")]);
    assert_eq!(canary_first.get("http://y/z"), "404");
    assert_eq!(canary_first.get("http://x/info"), "shared /info");
    let path_first = scene([main(), ingress("other", 1).prefix("y", "/", "shared"), older()]);
    assert_eq!(path_first.get("http://y/z"), "shared /z");
}

#[test]
fn only_the_oldest_canary_counts() {
    let second =
        ingress("second", 3).note("canary", "true").note("canary-weight", "100").prefix("x", "/info", "second");
    let scene = scene([main(), canary(&[("canary-weight", "20")]), second]);
    assert_eq!(scene.get("http://x/info"), "main:80+canary:20 /info");
}

#[test]
fn other_annotations_of_a_canary_do_not_count() {
    let ingress = canary(&[("canary-weight", "100"), ("rewrite-target", "/z"), ("permanent-redirect", "https://p")]);
    assert_eq!(scene([main(), ingress]).get("http://x/info/a"), "canary /info/a");
}

#[test]
fn without_the_switch_it_is_no_canary() {
    let ingress = ingress("b", 2).note("canary-weight", "50").prefix("x", "/other", "other");
    assert_eq!(scene([main(), ingress]).get("http://x/other"), "other /other");
}

#[test]
fn who_has_the_cookie_of_a_backend_stays_there() {
    let main = main().note("affinity", "cookie");
    let scene = scene([main, canary(&[("canary-weight", "50")])]);
    assert_eq!(scene.get("http://x/info"), "main:50+canary:50 /info");
    assert_eq!(scene.ask(with_header("http://x/info", "Cookie", "INGRESSCOOKIE=1|2")), "not known");
}

#[test]
fn a_canary_that_finds_no_place_of_its_own_is_gone_everywhere() {
    let lost = canary(&[("canary-weight", "100")]).prefix("x", "/nowhere", "canary");
    assert_eq!(scene([main(), lost]).get("http://x/info"), "main /info");
}
