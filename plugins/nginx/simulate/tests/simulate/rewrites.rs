//! What does the backend see of a path?

use super::scene::{Scene, ingress, scene};

fn rewritten(path: &str, target: &str) -> Scene {
    scene([ingress("a", 1).note("rewrite-target", target).path("x", path, "ImplementationSpecific", "s")])
}

#[test]
fn without_a_capture_the_rest_is_dropped() {
    let scene = rewritten("/foo", "/");
    assert_eq!(scene.get("http://x/foo/v1?q=1"), "s /?q=1");
    assert_eq!(scene.get("http://x/foobar"), "s /");
}

#[test]
fn captures_are_put_in() {
    assert_eq!(rewritten("/api(/|$)(.*)", "/base/$2").get("http://x/api"), "s /base/");
    assert_eq!(rewritten("/(.*)", "/base/$1").get("http://x/v1/"), "s /base/v1/");
    assert_eq!(rewritten("/api/?(.*)", "/$1").get("http://x/apiv1"), "s /v1");
    assert_eq!(rewritten("/api/(.*)", "/$1").get("http://x/api"), "404");
    assert_eq!(rewritten("/api(.*)", "/$1").get("http://x/api/v1"), "s //v1");
    assert_eq!(rewritten("/api(.*)", "$1").get("http://x/api"), "500");
    assert_eq!(rewritten("/api/?$", "/").get("http://x/api/"), "s /");
}

#[test]
fn what_is_captured_is_decoded_and_encoded_again() {
    let scene = rewritten("/api/(.*)", "/$1");
    assert_eq!(scene.get("http://x/api/a%2Fb%20c"), "s /a/b%20c");
    assert_eq!(scene.get("http://x/api//a"), "s /a");
}

#[test]
fn a_target_equal_to_the_path_rewrites_what_is_below() {
    let scene = scene([ingress("a", 1).note("rewrite-target", "/foo").prefix("x", "/foo", "s")]);
    assert_eq!(scene.get("http://x/foo/bar"), "s /foo");
    assert_eq!(scene.get("http://x/foo"), "s /foo");
    assert_eq!(scene.get("http://x/foobar"), "s /foobar");
    let root = rewritten("/", "/");
    assert_eq!(root.get("http://x/a%20b"), "s /a%20b");
}

#[test]
fn an_absolute_target_sends_the_client_away() {
    let scene = rewritten("/api/(.*)", "https://y.example/$1");
    assert_eq!(scene.get("http://x/api/v1?q=1"), "302 https://y.example/v1?q=1");
}

#[test]
fn a_target_with_other_characters_is_not_used_unless_nobody_checks() {
    let scene = rewritten("/p/(.*)", "/index.php?p=$1");
    assert_eq!(scene.get("http://x/p/a"), "404");
    assert_eq!(scene.clone().option("version", "v1.11").get("http://x/p/a?b=c"), "s /index.php?p=a&b=c");
    let old = scene.clone().option("version", "v1.11");
    assert_eq!(old.get("http://x/p/a%20b&c?d=e"), "s /index.php?p=a%20b%26c&d=e");
    let plain = scene_with_plain_path();
    assert_eq!(plain.get("http://x/p/a"), "s /p/a");
}

fn scene_with_plain_path() -> Scene {
    scene([ingress("a", 1).note("rewrite-target", "/index.php?p=1").prefix("x", "/p", "s")])
}

#[test]
fn a_prefix_is_told_only_where_something_was_cut_off() {
    let told =
        |target: &str| {
            let scene = scene([ingress("a", 1)
                .note("rewrite-target", target)
                .note("x-forwarded-prefix", "/api")
                .path("x", "/api(/|$)(.*)", "ImplementationSpecific", "s")]);
            scene.whole("http://x/api/a").request_headers.get("x-forwarded-prefix").cloned()
        };
    assert_eq!(told("/$2"), Some(Some("/api".to_owned())));
    let still = scene([ingress("a", 1).note("x-forwarded-prefix", "/api").prefix("x", "/api", "s")]);
    assert!(still.whole("http://x/api/a").request_headers.is_empty());
}

#[test]
fn the_host_of_the_backend_can_be_another() {
    let scene = scene([ingress("a", 1).note("upstream-vhost", "$service_name.example").prefix("x", "/", "s")]);
    assert_eq!(scene.whole("http://x/").upstream_host.as_deref(), Some("s.example"));
}
