//! What do snippets of nginx configuration do to a request?

use super::scene::{Scene, ingress, scene, with_header};

fn with(name: &str, snippet: &str) -> Scene {
    scene([ingress("a", 1).note(name, snippet).prefix("x", "/", "s").prefix("x", "/app", "app")])
        .set("allow-snippet-annotations", "true")
        .set("annotations-risk-level", "Critical")
}

#[test]
fn a_snippet_drops_its_ingress_unless_it_is_allowed() {
    let scene = || scene([ingress("a", 1).note("configuration-snippet", "return 418;").prefix("x", "/", "s")]);
    assert_eq!(scene().get("http://x/"), "404");
    assert_eq!(scene().set("annotations-risk-level", "Critical").get("http://x/"), "s /");
    assert_eq!(scene().option("version", "v1.9.4").get("http://x/"), "418");
    assert_eq!(scene().option("version", "v1.10.0").get("http://x/"), "s /");
}

#[test]
fn return_answers_and_redirects() {
    assert_eq!(with("configuration-snippet", "return 410;").get("http://x/a"), "410");
    let moved = with("configuration-snippet", "return 301 https://y.example$request_uri;");
    assert_eq!(moved.get("http://x/a?b=c"), "301 https://y.example/a?b=c");
    assert_eq!(with("configuration-snippet", "return https://y.example/;").get("http://x/a"), "302 https://y.example/");
}

#[test]
fn conditions_are_tried() {
    let scene = with(
        "configuration-snippet",
        "# offload\nif ($http_x_forwarded_proto = \"http\") { return 301 https://$host$request_uri; }\nif ($request_uri ~* \"^/old/(.*)$\") { return 302 /new/$1; }\nif ($arg_debug) { return 403; }",
    );
    assert_eq!(scene.ask(with_header("http://x/a", "X-Forwarded-Proto", "http")), "301 https://x/a");
    assert_eq!(scene.get("http://x/OLD/b"), "302 http://x/new/b");
    assert_eq!(scene.get("http://x/a?debug=1"), "403");
    assert_eq!(scene.get("http://x/a"), "s /a");
}

#[test]
fn rewrites_move_and_redirect() {
    let scene = with(
        "configuration-snippet",
        "rewrite ^/a/(.*)$ /b/$1 permanent; rewrite ^(/slash)$ $1/ redirect; rewrite ^/in/(.*)$ /out/$1 break; rewrite ^/to$ /app/to last;",
    );
    assert_eq!(scene.get("http://x/a/c?q"), "301 http://x/b/c?q");
    assert_eq!(scene.get("http://x/slash"), "302 http://x/slash/");
    assert_eq!(scene.get("http://x/in/c?q"), "s /out/c?q");
    assert_eq!(scene.get("http://x/to"), "app /app/to");
}

#[test]
fn headers_are_set_and_removed() {
    let scene = with(
        "configuration-snippet",
        "more_set_headers \"X-A: b\" 'X-C: d: e'; more_clear_headers X-Gone; proxy_hide_header X-Hidden; add_header X-Added \"x;y\" always; proxy_set_header X-To $scheme; proxy_set_header X-No \"\"; proxy_set_header X-Id $request_id;",
    );
    let answer = scene.whole("http://x/a");
    let said = |name: &str| answer.response_headers.get(name).cloned();
    assert_eq!(said("x-a"), Some(Some("b".to_owned())));
    assert_eq!(said("x-c"), Some(Some("d: e".to_owned())));
    assert_eq!(said("x-gone"), Some(None));
    assert_eq!(said("x-hidden"), Some(None));
    assert_eq!(said("x-added"), Some(Some("x;y".to_owned())));
    assert_eq!(answer.request_headers.get("x-to"), Some(&Some("http".to_owned())));
    assert_eq!(answer.request_headers.get("x-no"), Some(&None));
    assert_eq!(answer.request_headers.get("x-id"), None);
}

#[test]
fn addresses_may_be_denied_in_a_snippet() {
    assert_eq!(with("configuration-snippet", "deny all;").get("http://x/a"), "403");
    assert_eq!(with("configuration-snippet", "allow 10.0.0.0/8; deny all;").get("http://x/a"), "s /a past ip-access");
}

#[test]
fn what_scripts_decide_is_not_known() {
    let lua = with("configuration-snippet", "access_by_lua_block { ngx.exit(403) }");
    assert_eq!(lua.get("http://x/a"), "not known");
    assert_eq!(with("configuration-snippet", "proxy_pass http://other;").get("http://x/a"), "not known");
}

#[test]
fn a_server_snippet_acts_on_the_whole_host() {
    let scene = with(
        "server-snippet",
        "location ~ /actuator { deny all; return 403; }\nlocation = /moved { return 301 /app; }\nlocation /closed { deny all; }\nif ($request_method = TRACE) { return 405; }\nmore_set_headers \"X-Host: y\";",
    );
    assert_eq!(scene.get("http://x/app/actuator/health"), "403");
    assert_eq!(scene.get("http://x/moved"), "301 http://x/app");
    assert_eq!(scene.get("http://x/closed/a"), "403");
    assert_eq!(scene.get("http://x/app/b"), "app /app/b");
    assert_eq!(scene.whole("http://x/a").response_headers.get("x-host"), Some(&Some("y".to_owned())));
    let mut trace = super::scene::get("http://x/a");
    trace.method = "TRACE".to_owned();
    assert_eq!(scene.ask(trace), "405");
}

#[test]
fn a_header_that_is_added_inside_hides_those_added_outside() {
    let scene =
        with("server-snippet", "add_header X-Outer a; more_set_headers 'X-Always: b'; proxy_set_header X-To c;");
    let answer = scene.whole("http://x/a");
    assert_eq!(answer.response_headers.get("x-outer"), Some(&Some("a".to_owned())));
    assert_eq!(answer.request_headers.get("x-to"), None);
    let inside = scene.set("location-snippet", "if ($arg_b) { add_header X-Inner d; }");
    let names = |url: &str| inside.whole(url).response_headers.into_keys().collect::<Vec<String>>();
    assert_eq!(names("http://x/a"), ["x-always", "x-outer"]);
    assert_eq!(names("http://x/a?b=1"), ["x-always", "x-inner"]);
}

#[test]
fn a_condition_may_be_put_together() {
    let scene = with(
        "configuration-snippet",
        "set $go \"\"; if ($host = x) { set $go A; } if ($request_method = GET) { set $go \"${go}B\"; } if ($go = AB) { return 302 https://$host/ab; }",
    );
    assert_eq!(scene.get("http://x/a"), "302 https://x/ab");
    let mut post = super::scene::get("http://x/a");
    post.method = "POST".to_owned();
    assert_eq!(scene.ask(post), "s /a");
}
