//! What do filters make of a request?

use crate::desk::{KNOWN, behind, hold, line, request, route};
use gatewright_contract::Answer;
use gatewright_verify::Model;
use std::collections::BTreeSet;

fn with(filters: &str) -> String {
    let rule =
        format!("  - {{matches: [{{path: {{type: PathPrefix, value: /foo}}}}], filters: [{filters}], BACKENDS}}\n");
    behind(&(route("a", "") + &rule))
}

fn forwarding(filters: &str) -> String {
    with(filters).replace("BACKENDS", "backendRefs: [{name: web, port: 80}]")
}

fn answer(yaml: &str, asked: &str) -> Answer {
    Model::read(&[yaml], KNOWN).answer(&request(asked))
}

#[test]
fn redirects_keep_what_they_do_not_name() {
    let redirect = |says: &str| {
        with(&format!("{{type: RequestRedirect, requestRedirect: {says}}}")).replace("BACKENDS", "timeouts: {}")
    };
    let at = "GET http://shop.example/foo/a?q=1";
    let rows = [
        ("{scheme: https, statusCode: 308}", "308 https://shop.example/foo/a?q=1"),
        ("{hostname: www.shop.example}", "302 http://www.shop.example/foo/a?q=1"),
        ("{scheme: https, port: 8443, statusCode: 301}", "301 https://shop.example:8443/foo/a?q=1"),
        ("{port: 80, statusCode: 301}", "301 http://shop.example/foo/a?q=1"),
        ("{scheme: https, port: 443, statusCode: 301}", "301 https://shop.example/foo/a?q=1"),
        ("{path: {type: ReplaceFullPath, replaceFullPath: /}, statusCode: 301}", "301 http://shop.example/?q=1"),
        ("{path: {type: ReplacePrefixMatch, replacePrefixMatch: /bar}}", "302 http://shop.example/bar/a?q=1"),
    ];
    for (says, wanted) in rows {
        hold(&redirect(says), &[(at, wanted)]);
    }
    let port = redirect("{statusCode: 301}").replace("port: 80, protocol: HTTP", "port: 8080, protocol: HTTP");
    hold(&port, &[(at, "301 http://shop.example:8080/foo/a?q=1")]);
}

#[test]
fn rewrites_change_what_the_backend_sees() {
    let rewrite = |says: &str| forwarding(&format!("{{type: URLRewrite, urlRewrite: {says}}}"));
    let prefix = rewrite("{path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}");
    hold(&prefix, &[("GET http://x/foo", "shop/web:80 /"), ("GET http://x/foo/a?b", "shop/web:80 /a?b")]);
    let host = answer(&rewrite("{hostname: in.example}"), "GET http://x/foo");
    assert_eq!((host.upstream_host.as_deref(), host.upstream_path.as_deref()), (Some("in.example"), Some("/foo")));
    assert_eq!(answer(&forwarding(""), "GET http://X/foo").upstream_host.as_deref(), Some("x"));
}

#[test]
fn headers_are_changed_in_both_directions() {
    let yaml = forwarding(
        "{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: X-A, value: a}], add: [{name: X-B, value: b}], \
         remove: [X-C]}}, {type: ResponseHeaderModifier, responseHeaderModifier: {set: [{name: X-R, value: r}]}}",
    );
    let answer = answer(&yaml, "GET http://x/foo [x-b: was] [x-c: c]");
    let changes: Vec<(&str, Option<&str>)> =
        answer.request_headers.iter().map(|(name, value)| (name.as_str(), value.as_deref())).collect();
    assert_eq!(changes, [("x-a", Some("a")), ("x-b", Some("was,b")), ("x-c", None)]);
    assert_eq!(answer.response_headers.get("x-r"), Some(&Some("r".to_owned())));
}

#[test]
fn preflights_are_answered_here_and_only_they() {
    let cors = "{type: CORS, cors: {allowOrigins: ['https://*.shop.example'], allowMethods: [GET, PUT], maxAge: 60}}";
    let yaml = forwarding(cors);
    let asks = "[origin: https://a.shop.example] [access-control-request-method: PUT]";
    let said = answer(&yaml, &format!("OPTIONS http://x/foo {asks}"));
    assert_eq!(line(&said), "respond 204");
    assert_eq!(said.response_headers.get("access-control-allow-methods"), Some(&Some("GET, PUT".to_owned())));
    let other = "[origin: https://shop.example] [access-control-request-method: PUT]";
    hold(
        &yaml,
        &[
            (&format!("OPTIONS http://x/foo {other}"), "shop/web:80 /foo"),
            ("OPTIONS http://x/foo", "shop/web:80 /foo"),
            ("PUT http://x/foo [origin: https://a.shop.example]", "shop/web:80 /foo"),
        ],
    );
    let put = answer(&yaml, "PUT http://x/foo [origin: https://a.shop.example]");
    let origin = put.response_headers.get("access-control-allow-origin");
    assert_eq!(origin, Some(&Some("https://a.shop.example".to_owned())));
}

#[test]
fn rules_that_lead_nowhere_answer_with_an_error() {
    hold(&with("").replace("BACKENDS", "timeouts: {}"), &[("GET http://x/foo", "refuse 500")]);
    let zero = with("").replace("BACKENDS", "backendRefs: [{name: web, port: 80, weight: 0}]");
    hold(&zero, &[("GET http://x/foo", "respond 500")]);
    let unknown = forwarding("{type: ExtensionRef, extensionRef: {group: a.example, kind: B, name: c}}");
    hold(&unknown, &[("GET http://x/foo", "respond 500")]);
    let model = Model::read(&[&forwarding("")], KNOWN).with_services(BTreeSet::new());
    assert_eq!(line(&model.answer(&request("GET http://x/foo"))), "respond 500");
}

#[test]
fn weights_are_kept_and_equal_backends_counted_together() {
    let refs = "backendRefs: [{name: a, port: 80, weight: 3}, {name: b, port: 80}, {name: a, port: 80, weight: 2}]";
    hold(&with("").replace("BACKENDS", refs), &[("GET http://x/foo", "shop/a:80*5,shop/b:80 /foo")]);
}

#[test]
fn filters_of_an_implementation_answer_and_rewrite() {
    let reference =
        "{type: ExtensionRef, extensionRef: {group: gateway.envoyproxy.io, kind: HTTPRouteFilter, name: f}}";
    let filter = |spec: &str| {
        format!(
            "{}\n---\napiVersion: gateway.envoyproxy.io/v1alpha1\nkind: HTTPRouteFilter\n\
             metadata: {{name: f, namespace: shop}}\nspec: {spec}\n",
            forwarding(reference)
        )
    };
    hold(&filter("{directResponse: {statusCode: 403}}"), &[("GET http://x/foo", "respond 403")]);
    let away = "{directResponse: {statusCode: 302, header: {set: [{name: Location, value: 'https://y.example/'}]}}}";
    hold(&filter(away), &[("GET http://x/foo", "302 https://y.example/")]);
    let regex = "{urlRewrite: {path: {type: ReplaceRegexMatch, replaceRegexMatch: {pattern: '^/foo(/|$)(.*)', \
                 substitution: '/\\2'}}}}";
    hold(&filter(regex), &[("GET http://x/foo/a?b", "shop/web:80 /a?b"), ("GET http://x/foo", "shop/web:80 /")]);
    let cookie = "{matches: [{cookies: [{name: beta, value: 'yes'}]}]}";
    hold(
        &filter(cookie),
        &[("GET http://x/foo [cookie: a=b; beta=yes]", "shop/web:80 /foo"), ("GET http://x/foo", "respond 404")],
    );
}
