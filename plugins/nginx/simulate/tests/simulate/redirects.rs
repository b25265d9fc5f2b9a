//! Where are clients sent?

use super::scene::{get, ingress, scene, with_header};

#[test]
fn the_root_of_the_host_goes_to_the_app() {
    let scene = scene([ingress("a", 1).note("app-root", "/app").tls("x").prefix("x", "/other", "s")]);
    assert_eq!(scene.get("http://x/?q=1"), "302 http://x/app");
    assert_eq!(scene.get("http://x/other"), "308 https://x/other");
}

#[test]
fn the_temporal_redirect_wins_and_codes_outside_the_range_do_not_count() {
    let both = ingress("a", 1).note("permanent-redirect", "https://p").note("temporal-redirect", "https://t");
    assert_eq!(scene([both.prefix("x", "/", "s")]).get("http://x/a?b"), "302 https://t");
    let code = |code: &str| {
        let ingress = ingress("a", 1).note("permanent-redirect", "https://p").note("permanent-redirect-code", code);
        scene([ingress.prefix("x", "/", "s")]).get("http://x/a")
    };
    assert_eq!(code("308"), "308 https://p");
    assert_eq!(code("200"), "301 https://p");
    assert_eq!(code("many"), "404");
}

#[test]
fn a_variable_in_a_redirect_drops_the_ingress_unless_nobody_checks() {
    let scene = scene([ingress("a", 1).note("permanent-redirect", "https://new$request_uri").prefix("x", "/", "s")]);
    assert_eq!(scene.get("http://x/a"), "404");
    assert!(!scene.answer(get("http://x/a")).serves);
    assert_eq!(scene.option("version", "1.9.5").get("http://x/a?b"), "301 https://new/a?b");
}

#[test]
fn a_temporal_redirect_without_a_scheme_takes_the_group_with_it() {
    let ingress = ingress("a", 1).note("temporal-redirect", "/other").note("from-to-www-redirect", "true");
    let scene = scene([ingress.prefix("x", "/", "s")]);
    assert_eq!(scene.get("http://x/a"), "s /a");
    assert_eq!(scene.get("http://www.x/a"), "404");
}

#[test]
fn a_relative_redirect_becomes_absolute() {
    let scene = scene([ingress("a", 1).note("permanent-redirect", "/new").prefix("x", "/", "s")]);
    assert_eq!(scene.get("https://x/a"), "301 https://x/new");
}

#[test]
fn the_other_name_leads_to_the_host_unless_it_is_one() {
    let www = || ingress("a", 1).note("from-to-www-redirect", "true").prefix("x.example", "/", "s");
    assert_eq!(scene([www()]).get("https://www.x.example/a/"), "308 https://x.example:443/a");
    let own = scene([www(), ingress("b", 2).prefix("www.x.example", "/", "t")]);
    assert_eq!(own.get("http://www.x.example/a/"), "t /a/");
    let apex = ingress("a", 1).note("from-to-www-redirect", "true").prefix("www.y.example", "/", "s");
    assert_eq!(scene([apex]).get("http://y.example/a"), "308 http://www.y.example:80/a");
}

#[test]
fn http_goes_to_https_where_a_certificate_is_set() {
    let plain = || ingress("a", 1).tls("x").prefix("x", "/", "s");
    assert_eq!(scene([plain()]).get("http://x/a/?b=/"), "308 https://x/a/?b=");
    assert_eq!(scene([plain()]).get("http://x/a/"), "308 https://x/a");
    assert_eq!(scene([plain().note("preserve-trailing-slash", "true")]).get("http://x/a/"), "308 https://x/a/");
    assert_eq!(scene([plain().note("ssl-redirect", "false")]).get("http://x/a"), "s /a");
    assert_eq!(scene([plain().note("ssl-redirect", "off")]).get("http://x/a"), "308 https://x/a");
    assert_eq!(scene([plain()]).set("http-redirect-code", "301").get("http://x/a"), "301 https://x/a");
    assert_eq!(scene([plain()]).set("ssl-redirect", "false").get("http://x/a"), "s /a");
    assert_eq!(scene([plain().note("use-port-in-redirects", "true")]).get("http://x/a"), "308 https://x:443/a");
}

#[test]
fn a_certificate_of_a_wildcard_leaks_to_its_hosts() {
    let scene = scene([
        ingress("w", 1).tls("*.x.example").prefix("*.x.example", "/", "w"),
        ingress("a", 2).prefix("a.x.example", "/", "a"),
    ]);
    assert_eq!(scene.get("http://a.x.example/b"), "308 https://a.x.example/b");
}

#[test]
fn solvers_are_not_redirected() {
    let scene =
        scene([ingress("a", 1).tls("x").prefix("x", "/.well-known/acme-challenge/t", "solver").prefix("x", "/", "s")]);
    assert_eq!(scene.get("http://x/.well-known/acme-challenge/t"), "solver /.well-known/acme-challenge/t");
    assert_eq!(scene.get("http://x/a"), "308 https://x/a");
}

#[test]
fn a_forced_redirect_needs_no_certificate_and_believes_who_it_is_told_to() {
    let scene = scene([ingress("a", 1).note("force-ssl-redirect", "true").prefix("x", "/", "s")]);
    assert_eq!(scene.get("http://x/a"), "308 https://x/a");
    let forwarded = || with_header("http://x/a", "X-Forwarded-Proto", "https");
    assert_eq!(scene.ask(forwarded()), "308 https://x/a");
    let trusting = scene.set("use-forwarded-headers", "true");
    assert_eq!(trusting.ask(forwarded()), "s /a");
    assert_eq!(trusting.ask(with_header("https://x/a", "x-forwarded-proto", "http")), "308 https://x/a");
}

#[test]
fn a_preflight_comes_before_every_redirect() {
    let ingress = ingress("a", 1).note("enable-cors", "true").note("permanent-redirect", "https://p").tls("x");
    let scene = scene([ingress.prefix("x", "/", "s")]);
    let mut options = get("http://x/a");
    options.method = "OPTIONS".to_owned();
    assert_eq!(scene.ask(options), "204");
    assert_eq!(scene.get("http://x/a"), "301 https://p");
}
