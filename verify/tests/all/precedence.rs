//! Which of several rules that take a request decides?

use crate::desk::{KNOWN, behind, hold, line, request, route};
use gatewright_verify::{FallThrough, Model, RegexRank, Traits};

#[test]
fn the_most_specific_match_decides() {
    let yaml = behind(&format!(
        "{}{}",
        route("a", "shop.example"),
        r#"
  - {matches: [{path: {type: PathPrefix, value: /}}], backendRefs: [{name: root, port: 80}]}
  - {matches: [{path: {type: PathPrefix, value: /foo}}], backendRefs: [{name: foo, port: 80}]}
  - {matches: [{path: {type: Exact, value: /foo/bar}}], backendRefs: [{name: exact, port: 80}]}
  - {matches: [{path: {type: PathPrefix, value: /foo}, method: POST}], backendRefs: [{name: post, port: 80}]}
  - {matches: [{path: {type: PathPrefix, value: /foo}, headers: [{name: X-A, value: "1"}]}], backendRefs: [{name: header, port: 80}]}
  - {matches: [{path: {type: PathPrefix, value: /foo}, queryParams: [{name: q, value: "1"}]}], backendRefs: [{name: query, port: 80}]}
  - {matches: [{path: {type: RegularExpression, value: "/foo/[0-9]+"}}], backendRefs: [{name: digits, port: 80}]}
"#
    ));
    hold(
        &yaml,
        &[
            ("GET http://shop.example/", "shop/root:80 /"),
            ("GET http://shop.example/foobar", "shop/root:80 /foobar"),
            ("GET http://shop.example/foo", "shop/foo:80 /foo"),
            ("GET http://shop.example/foo/", "shop/foo:80 /foo/"),
            ("GET http://shop.example/foo/bar", "shop/exact:80 /foo/bar"),
            ("GET http://shop.example/foo/bar/", "shop/foo:80 /foo/bar/"),
            ("POST http://shop.example/foo [X-A: 1]", "shop/post:80 /foo"),
            ("GET http://shop.example/foo?q=1 [x-a: 1]", "shop/header:80 /foo?q=1"),
            ("GET http://shop.example/foo?p=2&q=1&q=3", "shop/query:80 /foo?p=2&q=1&q=3"),
            ("GET http://shop.example/foo?q=2", "shop/foo:80 /foo?q=2"),
            ("GET http://shop.example/foo/12", "shop/digits:80 /foo/12"),
            ("GET http://shop.example/foo/12x", "shop/foo:80 /foo/12x"),
        ],
    );
}

#[test]
fn of_equals_the_older_then_the_first_by_name_then_the_first_written() {
    let rule = |service: &str| format!("  - {{backendRefs: [{{name: {service}, port: 80}}]}}\n");
    let twice = route("b", "shop.example") + &rule("b1") + &rule("b2") + &route("a", "shop.example") + &rule("a");
    hold(&behind(&twice), &[("GET http://shop.example/", "shop/a:80 /")]);
    let alone = route("b", "shop.example") + &rule("b1") + &rule("b2");
    hold(&behind(&alone), &[("GET http://shop.example/", "shop/b1:80 /")]);
    let aged = twice.replace("{name: b,", "{name: b, creationTimestamp: '2020-01-01T00:00:00Z',");
    hold(&behind(&aged), &[("GET http://shop.example/", "shop/b1:80 /")]);
}

fn wide_and_narrow() -> String {
    let narrow = "  - {matches: [{path: {type: PathPrefix, value: /a}}], backendRefs: [{name: narrow, port: 80}]}\n";
    let wide = "  - {matches: [{path: {type: PathPrefix, value: /a/b}}], backendRefs: [{name: wide, port: 80}]}\n";
    behind(&(route("n", "a.shop.example") + narrow + &route("w", "'*.shop.example'") + wide))
}

#[test]
fn a_narrower_host_decides_before_any_path() {
    hold(
        &wide_and_narrow(),
        &[
            ("GET http://a.shop.example/a/b", "shop/narrow:80 /a/b"),
            ("GET http://A.shop.example/a/b", "shop/narrow:80 /a/b"),
            ("GET http://b.shop.example/a/b", "shop/wide:80 /a/b"),
            ("GET http://c.b.shop.example/a/b", "shop/wide:80 /a/b"),
            ("GET http://shop.example/a/b", "respond 404"),
        ],
    );
}

#[test]
fn what_is_unknown_is_answered_in_every_way() {
    let rules = "  - {matches: [{path: {type: PathPrefix, value: /b}}], backendRefs: [{name: narrow, port: 80}]}\n";
    let wide = "  - {backendRefs: [{name: wide, port: 80}]}\n";
    let yaml = behind(&(route("n", "a.shop.example") + rules + &route("w", "'*.shop.example'") + wide));
    let asked = request("GET http://a.shop.example/x");
    let lines = |fall_through| {
        let model = Model::read(&[&yaml], Traits { fall_through, ..KNOWN });
        model.answers(&asked).iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(lines(FallThrough::Yes), ["shop/wide:80 /x"]);
    assert_eq!(lines(FallThrough::No), ["respond 404"]);
    assert_eq!(lines(FallThrough::Unknown), ["shop/wide:80 /x", "respond 404"]);

    let both = "  - {matches: [{path: {type: RegularExpression, value: /f.*}}], backendRefs: [{name: regex, port: 80}]}
  - {matches: [{path: {type: PathPrefix, value: /foo}}], backendRefs: [{name: prefix, port: 80}]}\n";
    let yaml = behind(&(route("r", "shop.example") + both));
    let model = Model::read(&[&yaml], Traits { regex_rank: RegexRank::Unknown, ..KNOWN });
    let answers: Vec<String> = model.answers(&request("GET http://shop.example/foo")).iter().map(line).collect();
    assert_eq!(answers, ["shop/regex:80 /foo", "shop/prefix:80 /foo"]);
}

#[test]
fn grpc_is_a_path_of_service_and_method() {
    let head = route("g", "shop.example").replace("HTTPRoute", "GRPCRoute");
    let rules = r#"
  - {matches: [{method: {service: shop.Cart}}], backendRefs: [{name: cart, port: 50051}]}
  - {matches: [{method: {service: shop.Cart, method: Add}}], backendRefs: [{name: add, port: 50051}]}
"#;
    hold(
        &behind(&(head + rules)),
        &[
            ("POST http://shop.example/shop.Cart/Add", "shop/add:50051 /shop.Cart/Add"),
            ("POST http://shop.example/shop.Cart/Drop", "shop/cart:50051 /shop.Cart/Drop"),
            ("POST http://shop.example/shop.Carts/Add", "respond 404"),
        ],
    );
}
