//! What does a value that is not accepted do?

use super::scene::{ingress, scene};

/// The answer of an Ingress with one annotation.
fn with(name: &str, value: &str) -> String {
    scene([ingress("a", 1).note(name, value).prefix("x", "/", "s")]).get("http://x/a")
}

#[test]
fn some_take_their_ingress_with_them() {
    let fatal = [
        ("server-alias", "a b;c"),
        ("upstream-vhost", "a b"),
        ("x-forwarded-prefix", "/a?b"),
        ("custom-http-errors", "200"),
        ("default-backend", "Not_A_Name"),
        ("load-balance", "best"),
        ("upstream-hash-by", "$a b"),
        ("connection-proxy-header", "upgrade"),
        ("client-body-buffer-size", "big"),
        ("ssl-passthrough", "yes"),
        ("limit-rps", "many"),
        ("auth-type", "token"),
        ("auth-realm", "a\"b"),
        ("auth-url", "http://a b/"),
        ("auth-tls-match-cn", "OU=a"),
        ("from-to-www-redirect", "yes"),
    ];
    for (name, value) in fatal {
        assert_eq!(with(name, value), "404", "{name}: {value}");
    }
}

#[test]
fn others_fall_back() {
    for (name, value) in [
        ("ssl-redirect", "yes"),
        ("force-ssl-redirect", "on"),
        ("use-regex", "yes"),
        ("proxy-body-size", "15r"),
        ("proxy-read-timeout", "60s"),
        ("backend-protocol", "SPDY"),
        ("affinity", "ip"),
        ("app-root", "app"),
        ("satisfy", "some"),
        ("canary", "yes"),
    ] {
        assert_eq!(with(name, value), "s /a", "{name}: {value}");
    }
}

#[test]
fn old_controllers_do_not_check() {
    let scene = scene([ingress("a", 1).note("limit-rps", "many").note("auth-type", "token").prefix("x", "/", "s")]);
    assert_eq!(scene.option("version", "1.11.5").get("http://x/a"), "s /a");
}

#[test]
fn a_lower_risk_level_drops_more() {
    let scene = scene([ingress("a", 1).note("rewrite-target", "/b").prefix("x", "/a", "s")]);
    assert_eq!(scene.get("http://x/a"), "s /b");
    assert_eq!(scene.set("annotations-risk-level", "Low").get("http://x/a"), "404");
}

#[test]
fn what_no_honest_path_holds_drops_the_ingress() {
    let scene = scene([ingress("a", 1).prefix("x", "/;alias /etc/nginx/;", "s").prefix("x", "/b", "s")]);
    assert_eq!(scene.get("http://x/b"), "404");
}

#[test]
fn annotations_may_begin_otherwise() {
    let mine = scene([ingress("a", 1).note("permanent-redirect", "https://p").prefix("x", "/", "s")]);
    assert_eq!(mine.option("annotations-prefix", "other.example").get("http://x/a"), "s /a");
}
