//! Which location takes a path?

use super::scene::{ingress, scene};

#[test]
fn a_prefix_is_taken_by_element() {
    let scene = scene([ingress("a", 1).prefix("x", "/aaa", "s")]);
    assert_eq!(scene.get("http://x/aaa"), "s /aaa");
    assert_eq!(scene.get("http://x/aaa/b?q"), "s /aaa/b?q");
    assert_eq!(scene.get("http://x/aaacc"), "404");
    assert_eq!(scene.get("http://x/AAA"), "404");
}

#[test]
fn a_final_slash_is_asked_for() {
    for kind in ["Prefix", "Exact"] {
        let scene = scene([ingress("a", 1).path("x", "/foo/", kind, "s").prefix("x", "/", "root")]);
        assert_eq!(scene.get("http://x/foo?a=b"), "301 http://x/foo/?a=b");
        assert_eq!(scene.get("https://x/foo"), "301 https://x/foo/");
        assert_eq!(scene.get("http://x/foo/"), "s /foo/");
    }
}

#[test]
fn no_slash_is_asked_for_where_the_path_itself_is_taken() {
    let scene = scene([ingress("a", 1).path("x", "/foo/", "Prefix", "s").path("x", "/foo", "Exact", "e")]);
    assert_eq!(scene.get("http://x/foo"), "e /foo");
}

#[test]
fn relative_redirects_stay_relative() {
    let scene = scene([ingress("a", 1).note("relative-redirects", "true").prefix("x", "/foo/", "s")]);
    assert_eq!(scene.get("http://x/foo"), "301 /foo/");
}

#[test]
fn two_prefixes_that_become_one_are_not_loaded() {
    let scene = scene([
        ingress("a", 1).prefix("x", "/foo", "s").prefix("x", "/foo/", "t"),
        ingress("b", 2).prefix("y", "/", "u"),
    ]);
    assert_eq!(scene.get("http://x/foo/"), "not known");
    assert_eq!(scene.get("http://y/"), "u /");
}

#[test]
fn one_pattern_makes_patterns_of_the_host() {
    let scene = scene([
        ingress("plain", 1).path("x", "/foo", "Exact", "exact").prefix("x", "/bar", "bar"),
        ingress("pattern", 2).note("use-regex", "true").path("x", "/id/[0-9]+", "ImplementationSpecific", "id"),
    ]);
    assert_eq!(scene.get("http://x/foo/more"), "exact /foo/more");
    assert_eq!(scene.get("http://x/FOObar"), "exact /FOObar");
    assert_eq!(scene.get("http://x/barrel"), "bar /barrel");
    assert_eq!(scene.get("http://x/id/123a"), "id /id/123a");
    assert_eq!(scene.get("http://x/sub/id/1"), "404");
}

#[test]
fn the_longest_text_is_tried_first_among_patterns() {
    let scene = scene([
        ingress("a", 1).note("use-regex", "true").path("x", "/foo/bar/bar", "Prefix", "literal"),
        ingress("b", 2).note("use-regex", "true").path("x", "/foo/bar/[a-z]{3}", "Prefix", "class"),
    ]);
    assert_eq!(scene.get("http://x/foo/bar/bar"), "class /foo/bar/bar");
}

#[test]
fn what_pcre_can_and_the_model_cannot_is_not_known() {
    let scene =
        scene([ingress("a", 1).note("use-regex", "true").path("x", "/(?!admin).*", "ImplementationSpecific", "s")]);
    assert_eq!(scene.get("http://x/a"), "not known");
}

#[test]
fn paths_are_normalised_to_be_matched_and_sent_as_they_came() {
    let scene = scene([ingress("a", 1).prefix("x", "/foo", "s")]);
    assert_eq!(scene.get("http://x//foo//a"), "s //foo//a");
    assert_eq!(scene.get("http://x/bar/../foo/a"), "s /bar/../foo/a");
    assert_eq!(scene.get("http://x/%66oo/a%2Fb"), "s /%66oo/a%2Fb");
    assert_eq!(scene.get("http://x/../foo"), "400");
}

#[test]
fn the_oldest_keeps_a_path_and_of_one_age_the_last_name() {
    let old = scene([ingress("b", 2).prefix("x", "/", "young"), ingress("a", 1).prefix("x", "/", "old")]);
    assert_eq!(old.get("http://x/"), "old /");
    let same = scene([ingress("a", 1).prefix("x", "/", "first"), ingress("b", 1).prefix("x", "/", "last")]);
    assert_eq!(same.get("http://x/"), "last /");
}

#[test]
fn a_loser_keeps_its_other_paths() {
    let scene = scene([
        ingress("a", 1).prefix("x", "/a", "old"),
        ingress("b", 2).prefix("x", "/a", "young").prefix("x", "/b", "young"),
    ]);
    assert_eq!(scene.get("http://x/a"), "old /a");
    assert_eq!(scene.get("http://x/b"), "young /b");
}

#[test]
fn what_no_path_takes_has_the_annotations_of_the_oldest() {
    let scene = scene([
        ingress("a", 1).note("permanent-redirect", "https://new.example").prefix("x", "/foo", "s"),
        ingress("b", 2).prefix("x", "/bar", "t"),
    ]);
    assert_eq!(scene.get("http://x/zzz"), "301 https://new.example");
    assert_eq!(scene.get("http://x/bar"), "t /bar");
}
