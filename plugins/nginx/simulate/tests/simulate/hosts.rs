//! Which host takes a request, and where does it lead?

use super::scene::{get, ingress, scene};
use serde_json::json;

#[test]
fn a_host_is_chosen_once() {
    let scene = scene([
        ingress("w", 1).prefix("*.x.example", "/", "wild"),
        ingress("e", 2).prefix("www.x.example", "/app", "exact"),
        ingress("all", 3).prefix("", "/", "all"),
    ]);
    assert_eq!(scene.get("http://www.x.example/app"), "exact /app");
    assert_eq!(scene.get("http://www.x.example/z"), "404");
    assert_eq!(scene.get("http://b.x.example/z"), "wild /z");
    assert_eq!(scene.get("http://c.b.x.example/z"), "all /z");
    assert_eq!(scene.get("http://WWW.x.example/app"), "exact /app");
}

#[test]
fn a_host_is_served_where_an_ingress_speaks_of_it() {
    let scene = scene([ingress("a", 1).prefix("x", "/", "s")]);
    assert!(scene.answer(get("http://x/")).serves);
    assert!(!scene.answer(get("http://y/")).serves);
}

#[test]
fn aliases_lead_to_their_host() {
    let scene = scene([
        ingress("a", 1)
            .note("server-alias", "y.example, *.z.example, taken.example, ~^v[0-9]+$")
            .tls("x")
            .prefix("x", "/", "s"),
        ingress("b", 2).prefix("taken.example", "/", "t"),
    ]);
    assert_eq!(scene.get("http://y.example/a"), "s /a");
    assert_eq!(scene.get("http://a.b.z.example/a"), "s /a");
    assert_eq!(scene.get("http://v12/a"), "s /a");
    assert_eq!(scene.get("http://taken.example/a"), "t /a");
}

#[test]
fn a_default_backend_is_the_root_of_the_hosts_it_made() {
    let scene = scene([
        ingress("a", 1).default_backend("d").prefix("x", "/app", "s"),
        ingress("b", 2).default_backend("ignored").prefix("x", "/b", "b"),
    ]);
    assert_eq!(scene.get("http://x/zzz"), "d /zzz");
    assert_eq!(scene.get("http://y/"), "404");
}

#[test]
fn an_ingress_without_rules_takes_what_is_left_without_redirects() {
    let ingress =
        ingress("a", 1).default_backend("d").note("permanent-redirect", "https://p").note("auth-url", "http://a/");
    let scene = scene([ingress]);
    assert_eq!(scene.get("http://any.example/x"), "d /x past external-auth");
    assert!(scene.answer(get("http://any.example/x")).serves);
}

#[test]
fn a_port_may_be_that_of_the_pods_and_a_wrong_one_has_no_endpoints() {
    let ports = |port: u16, target: serde_json::Value| json!({ "spec": { "ports": [{ "port": port, "targetPort": target, "name": "web" }] } });
    let base = scene([ingress("a", 1).prefix("x", "/", "s")]);
    let target = base.clone().with("Service", "s", ports(8080, json!(80)));
    assert_eq!(target.get("http://x/a"), "s /a");
    assert_eq!(target.whole("http://x/a").backends.first().unwrap().port, 8080);
    assert_eq!(base.clone().with("Service", "s", ports(8080, json!(9090))).get("http://x/a"), "503");
    assert_eq!(base.clone().get("http://x/a"), "s /a");
    assert_eq!(base.option("complete-input", "true").get("http://x/a"), "503");
}

#[test]
fn an_error_backend_stands_in() {
    let service = |name: &str| json!({ "spec": { "ports": [{ "port": 80 }] }, "metadata": { "name": name, "namespace": "shop" } });
    let wrong = json!({ "spec": { "ports": [{ "port": 81 }] } });
    let base = |notes: &[(&str, &str)]| {
        let ingress = notes.iter().fold(ingress("a", 1), |ingress, (name, value)| ingress.note(name, value));
        scene([ingress.prefix("x", "/a", "s")]).with("Service", "s", wrong.clone()).with("Service", "e", service("e"))
    };
    assert_eq!(base(&[("default-backend", "e")]).get("http://x/a/b"), "e /a/b");
    assert_eq!(base(&[("custom-http-errors", "503")]).get("http://x/a/b"), "404");
    assert_eq!(base(&[("custom-http-errors", "404"), ("default-backend", "e")]).get("http://x/z?q"), "e /?q");
}

#[test]
fn tls_is_passed_on_only_where_the_flag_is_set() {
    let scene = scene([ingress("a", 1).note("ssl-passthrough", "true").note("app-root", "/app").prefix("x", "/", "s")]);
    assert_eq!(scene.get("https://x/"), "302 https://x/app");
    let flag = scene.option("ssl-passthrough", "true");
    assert_eq!(flag.get("https://x/"), "s /");
    assert_eq!(flag.get("http://x/"), "302 http://x/app");
}
