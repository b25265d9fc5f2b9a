//! Rules about filters.

use super::{filters, http};
use gatewright_core::check::Rule;
use serde_json::{Value, json};

pub(super) fn all() -> Vec<(Rule, Value)> {
    [unions(), together(), prefixes(), contents(), authorization()].concat()
}

/// Each filter, with what makes it one.
fn known() -> Vec<(Rule, Rule, Value)> {
    let headers = json!({"set": [{"name": "A", "value": "b"}]});
    let mirror = json!({"backendRef": {"name": "web", "port": 1}});
    let extension = json!({"group": "a.example", "kind": "Auth", "name": "a"});
    let auth = json!({"protocol": "HTTP", "backendRef": {"name": "web", "port": 1}, "http": {}});
    let filter = |kind: &str, member: &str, value: Value| json!({"type": kind, member: value});
    vec![
        (Rule::CorsNeeded, Rule::CorsForbidden, filter("CORS", "cors", json!({"maxAge": 5}))),
        (Rule::ExtensionRefNeeded, Rule::ExtensionRefForbidden, filter("ExtensionRef", "extensionRef", extension)),
        (Rule::ExternalAuthNeeded, Rule::ExternalAuthForbidden, filter("ExternalAuth", "externalAuth", auth)),
        (
            Rule::RedirectNeeded,
            Rule::RedirectForbidden,
            filter("RequestRedirect", "requestRedirect", json!({"port": 1})),
        ),
        (
            Rule::RequestHeadersNeeded,
            Rule::RequestHeadersForbidden,
            filter("RequestHeaderModifier", "requestHeaderModifier", headers.clone()),
        ),
        (Rule::RequestMirrorNeeded, Rule::RequestMirrorForbidden, filter("RequestMirror", "requestMirror", mirror)),
        (
            Rule::ResponseHeadersNeeded,
            Rule::ResponseHeadersForbidden,
            filter("ResponseHeaderModifier", "responseHeaderModifier", headers),
        ),
        (
            Rule::RewriteNeeded,
            Rule::RewriteForbidden,
            filter("URLRewrite", "urlRewrite", json!({"hostname": "a.example"})),
        ),
    ]
}

fn unions() -> Vec<(Rule, Value)> {
    let mut found = Vec::new();
    for (needed, forbidden, filter) in known() {
        found.push((needed, filters(json!([{"type": filter["type"]}]))));
        let mut other = filter.clone();
        other["type"] = json!(if forbidden == Rule::CorsForbidden { "URLRewrite" } else { "CORS" });
        found.push((forbidden, filters(json!([other]))));
    }
    found
}

fn together() -> Vec<(Rule, Value)> {
    let mut found = Vec::new();
    for (needed, _, filter) in known() {
        let once = match needed {
            Rule::CorsNeeded => Rule::CorsOnce,
            Rule::RedirectNeeded => Rule::RedirectOnce,
            Rule::RequestHeadersNeeded => Rule::RequestHeadersOnce,
            Rule::ResponseHeadersNeeded => Rule::ResponseHeadersOnce,
            Rule::RewriteNeeded => Rule::RewriteOnce,
            _ => continue,
        };
        found.push((once, filters(json!([filter, filter]))));
        let backend = json!({"name": "web", "port": 1, "filters": [filter, filter]});
        found.push((once, http(json!({"backendRefs": [backend]}))));
    }
    let redirect = json!({"type": "RequestRedirect", "requestRedirect": {"port": 1}});
    let rewrite = json!({"type": "URLRewrite", "urlRewrite": {"hostname": "a.example"}});
    let backends = json!([{"name": "web", "port": 1}]);
    found.push((Rule::RedirectOrRewrite, filters(json!([redirect, rewrite]))));
    found.push((Rule::RedirectWithoutBackends, http(json!({"filters": [redirect], "backendRefs": backends}))));
    found
}

fn prefixes() -> Vec<(Rule, Value)> {
    let path = json!({"path": {"type": "ReplacePrefixMatch", "replacePrefixMatch": "/b"}});
    let redirect = json!([{"type": "RequestRedirect", "requestRedirect": path}]);
    let rewrite = json!([{"type": "URLRewrite", "urlRewrite": path}]);
    let prefix = |value: &str| json!({"path": {"type": "PathPrefix", "value": value}});
    let two = json!([prefix("/a"), prefix("/c")]);
    let exact = json!([{"path": {"type": "Exact", "value": "/a"}}]);
    let own = |matches: &Value, filters: &Value| http(json!({"matches": matches, "filters": filters}));
    let of_backend = |matches: &Value, filters: &Value| {
        http(json!({"matches": matches, "backendRefs": [{"name": "web", "port": 1, "filters": filters}]}))
    };
    vec![
        (Rule::RedirectPrefix, own(&two, &redirect)),
        (Rule::RedirectPrefix, own(&exact, &redirect)),
        (Rule::RewritePrefix, own(&two, &rewrite)),
        (Rule::RewritePrefix, own(&exact, &rewrite)),
        (Rule::RewritePrefix, own(&json!([]), &rewrite)),
        (Rule::BackendRedirectPrefix, of_backend(&two, &redirect)),
        (Rule::BackendRewritePrefix, of_backend(&exact, &rewrite)),
    ]
}

fn contents() -> Vec<(Rule, Value)> {
    let cors = |cors: Value| filters(json!([{"type": "CORS", "cors": cors}]));
    let mirror = |share: Value| {
        let mut mirror = json!({"backendRef": {"name": "web", "port": 1}});
        share.as_object().unwrap().iter().for_each(|(name, value)| mirror[name] = value.clone());
        filters(json!([{"type": "RequestMirror", "requestMirror": mirror}]))
    };
    let path = |path: Value| filters(json!([{"type": "URLRewrite", "urlRewrite": {"path": path}}]));
    vec![
        (Rule::StarAlone, cors(json!({"allowOrigins": ["*", "https://a.example"]}))),
        (Rule::StarAlone, cors(json!({"allowMethods": ["GET", "*"]}))),
        (Rule::StarAlone, cors(json!({"allowHeaders": ["*", "X-A"]}))),
        (Rule::MirrorPercentOrFraction, mirror(json!({"percent": 1, "fraction": {"numerator": 1}}))),
        (Rule::FractionAtMostOne, mirror(json!({"fraction": {"numerator": 101}}))),
        (Rule::FractionAtMostOne, mirror(json!({"fraction": {"numerator": 3, "denominator": 2}}))),
        (Rule::FullPathNeeded, path(json!({"type": "ReplaceFullPath"}))),
        (
            Rule::FullPathOnly,
            path(json!({"type": "ReplacePrefixMatch", "replacePrefixMatch": "/", "replaceFullPath": "/"})),
        ),
        (Rule::PrefixNeeded, path(json!({"type": "ReplacePrefixMatch"}))),
        (Rule::PrefixOnly, path(json!({"type": "ReplaceFullPath", "replaceFullPath": "/", "replacePrefixMatch": "/"}))),
    ]
}

fn authorization() -> Vec<(Rule, Value)> {
    let auth = |protocol: &str, members: &[&str]| {
        let mut auth = json!({"protocol": protocol, "backendRef": {"name": "web", "port": 1}});
        members.iter().for_each(|name| auth[*name] = json!({}));
        filters(json!([{"type": "ExternalAuth", "externalAuth": auth}]))
    };
    vec![
        (Rule::AuthGrpcNeeded, auth("GRPC", &[])),
        (Rule::AuthGrpcOnly, auth("HTTP", &["http", "grpc"])),
        (Rule::AuthHttpNeeded, auth("HTTP", &[])),
        (Rule::AuthHttpOnly, auth("GRPC", &["http", "grpc"])),
    ]
}
