//! What must be passed before a backend is reached?

use super::scene::{Ingress, Scene, get, ingress, scene, with_header};
use serde_json::json;

fn with(notes: &[(&str, &str)]) -> Scene {
    let start: Ingress = ingress("a", 1).prefix("x", "/", "s");
    scene([notes.iter().fold(start, |ingress, (name, value)| ingress.note(name, value))])
}

fn from(scene: &Scene, address: &str) -> String {
    let mut request = get("http://x/a");
    request.client_address = Some(address.to_owned());
    scene.ask(request)
}

#[test]
fn a_password_is_asked_for_where_the_secret_is_sound() {
    let scene = with(&[("auth-type", "basic"), ("auth-secret", "users")]);
    assert_eq!(scene.get("http://x/a"), "s /a past basic-auth");
    let sound = scene.clone().with("Secret", "users", json!({ "data": { "auth": "" } }));
    assert_eq!(sound.get("http://x/a"), "s /a past basic-auth");
    assert_eq!(scene.clone().with("Secret", "users", json!({ "data": { "users": "" } })).get("http://x/a"), "503");
    assert_eq!(scene.option("complete-input", "true").get("http://x/a"), "503");
    assert_eq!(with(&[("auth-secret", "users")]).get("http://x/a"), "s /a");
    assert_eq!(with(&[("auth-type", "basic"), ("auth-secret", "other/users")]).get("http://x/a"), "503");
}

#[test]
fn external_authentication_fails_open_beside_a_broken_sibling() {
    let url = ("auth-url", "http://auth.example/check");
    assert_eq!(with(&[url]).get("http://x/a"), "s /a past external-auth");
    assert_eq!(with(&[url, ("auth-request-redirect", "https://x/{a}")]).get("http://x/a"), "s /a");
    assert_eq!(with(&[url, ("auth-always-set-cookie", "maybe")]).get("http://x/a"), "s /a");
    assert_eq!(with(&[url, ("auth-method", "LOOK")]).get("http://x/a"), "503");
}

#[test]
fn the_controller_may_ask_for_everybody() {
    let global = |notes: &[(&str, &str)]| with(notes).set("global-auth-url", "http://auth.example/").get("http://x/a");
    assert_eq!(global(&[]), "s /a past external-auth");
    assert_eq!(global(&[("enable-global-auth", "false")]), "s /a");
}

#[test]
fn addresses_are_denied_then_allowed_then_denied() {
    let scene = with(&[("denylist-source-range", "10.1.0.0/16"), ("whitelist-source-range", "10.0.0.0/8, 192.0.2.7")]);
    assert_eq!(scene.get("http://x/a"), "s /a past ip-access");
    assert_eq!(from(&scene, "10.2.3.4"), "s /a");
    assert_eq!(from(&scene, "10.1.3.4"), "403");
    assert_eq!(from(&scene, "192.0.2.7"), "s /a");
    assert_eq!(from(&scene, "2001:db8::1"), "403");
}

#[test]
fn broken_lists_close_the_rules_and_an_empty_alias_does_not() {
    assert_eq!(with(&[("allowlist-source-range", "10.0.0.0/33")]).get("http://x/a"), "503");
    assert_eq!(with(&[("allowlist-source-range", "")]).get("http://x/a"), "503");
    assert_eq!(with(&[("whitelist-source-range", "")]).get("http://x/a"), "s /a");
    assert_eq!(with(&[("denylist-source-range", "nobody")]).get("http://x/a"), "503");
}

#[test]
fn one_of_several_may_be_enough() {
    let scene =
        with(&[("satisfy", "any"), ("auth-url", "http://a.example/"), ("allowlist-source-range", "10.0.0.0/8")]);
    assert_eq!(scene.get("http://x/a"), "s /a past any-of");
    assert_eq!(from(&scene, "10.0.0.1"), "s /a");
    assert_eq!(from(&scene, "192.0.2.1"), "s /a past external-auth");
}

#[test]
fn the_address_is_the_forwarded_one_where_it_is_believed() {
    let scene = with(&[("allowlist-source-range", "10.0.0.0/8")]).set("use-forwarded-headers", "true");
    assert_eq!(scene.ask(with_header("http://x/a", "X-Forwarded-For", "10.0.0.1, 192.0.2.1")), "s /a");
}

#[test]
fn limits_count_who_is_not_exempt() {
    let scene = with(&[("limit-rps", "1"), ("limit-connections", "2"), ("limit-allowlist", "10.0.0.0/8")]);
    assert_eq!(scene.get("http://x/a"), "s /a past connection-limit past rate-limit");
    assert_eq!(from(&scene, "10.0.0.1"), "s /a");
    assert_eq!(with(&[("limit-rps", "0")]).get("http://x/a"), "s /a");
}

#[test]
fn bodies_have_a_limit_of_a_mebibyte() {
    let sized = |scene: &Scene, bytes: u64| {
        let mut request = get("http://x/a");
        request.body_bytes = Some(bytes);
        scene.ask(request)
    };
    assert_eq!(sized(&with(&[]), 1_048_576), "s /a");
    assert_eq!(sized(&with(&[]), 1_048_577), "413");
    assert_eq!(sized(&with(&[("proxy-body-size", "2m")]), 1_048_577), "s /a");
    assert_eq!(sized(&with(&[("proxy-body-size", "0")]), u64::MAX), "s /a");
    assert_eq!(sized(&with(&[]).set("proxy-body-size", "1k"), 1025), "413");
}

#[test]
fn a_host_without_its_authority_is_closed() {
    assert_eq!(with(&[("auth-tls-secret", "shop/ca")]).get("https://x/a"), "s /a past client-certificate");
    assert_eq!(with(&[("auth-tls-secret", "shop/ca")]).get("http://x/a"), "s /a");
    assert_eq!(with(&[("auth-tls-secret", "ca")]).get("http://x/a"), "403");
    assert_eq!(with(&[("auth-tls-secret", "other/ca")]).get("https://x/a"), "403");
}

#[test]
fn headers_of_a_configmap_must_be_allowed() {
    let scene = with(&[("custom-headers", "extra")]).with("ConfigMap", "extra", json!({ "data": { "X-Team": "a" } }));
    assert_eq!(scene.get("http://x/a"), "503");
    let allowed = scene.set("global-allowed-response-headers", "X-Other, x-team");
    let headers = allowed.whole("http://x/a").response_headers;
    assert_eq!(headers.get("x-team"), Some(&Some("a".to_owned())));
}

#[test]
fn origins_are_told_what_the_list_says() {
    let scene = with(&[("enable-cors", "true"), ("cors-allow-origin", "https://*.a.example, https://b.example:8443")]);
    let said = |origin: &str| {
        let answer = scene.answer(with_header("http://x/a", "Origin", origin)).answer.unwrap();
        answer.response_headers.get("access-control-allow-origin").cloned().flatten()
    };
    assert_eq!(said("https://one.a.example").as_deref(), Some("https://one.a.example"));
    assert_eq!(said("https://two.one.a.example"), None);
    assert_eq!(said("https://b.example:8443").as_deref(), Some("https://b.example:8443"));
    let mut refused = with_header("http://x/a", "Origin", "https://c.example");
    refused.method = "OPTIONS".to_owned();
    assert_eq!(scene.ask(refused), "s /a");
}
