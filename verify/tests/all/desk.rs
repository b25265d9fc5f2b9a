//! Requests and answers in one line each.

use gatewright_contract::{Answer, AnswerKind, HttpRequest};
use gatewright_verify::{FallThrough, Model, RegexRank, Traits};

/// `GET http://shop.example/cart [name: value]...`
pub(crate) fn request(line: &str) -> HttpRequest {
    let mut parts = line.split(" [");
    let (method, url) = parts.next().unwrap().split_once(' ').unwrap();
    let (scheme, rest) = url.split_once("://").unwrap();
    let (host, path) = rest.split_at(rest.find('/').unwrap());
    let headers = parts.map(|part| part.trim_end_matches(']').split_once(": ").unwrap());
    HttpRequest {
        method: method.to_owned(),
        scheme: scheme.to_owned(),
        host: host.to_owned(),
        path: path.to_owned(),
        headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        client_address: None,
        client_cert: None,
        body_bytes: None,
    }
}

/// `shop/web:80*9,shop/next:80 /cart`, `301 https://...`, `respond 404`, `refuse 500`.
pub(crate) fn line(answer: &Answer) -> String {
    let status = answer.status.unwrap_or_default();
    match answer.kind {
        AnswerKind::Forward => {
            let weight = |weight: u32| if weight == 1 { String::new() } else { format!("*{weight}") };
            let backends = answer.backends.iter();
            let backends =
                backends.map(|one| format!("{}/{}:{}{}", one.namespace, one.service, one.port, weight(one.weight)));
            format!("{} {}", backends.collect::<Vec<_>>().join(","), answer.upstream_path.as_deref().unwrap_or("?"))
        }
        AnswerKind::Redirect => format!("{status} {}", answer.location.as_deref().unwrap_or("?")),
        AnswerKind::Respond => format!("respond {status}"),
        AnswerKind::Refuse => format!("refuse {status}"),
    }
}

/// An implementation that keeps to the letter and ranks regular expressions above prefixes.
pub(crate) const KNOWN: Traits = Traits {
    regex_rank: RegexRank::AbovePrefix,
    regex_anchoring: gatewright_contract::Anchoring::Full,
    fall_through: FallThrough::Yes,
    wildcard_depth: gatewright_contract::WildcardDepth::Any,
    paths: gatewright_verify::Paths::AsSent,
    header_values: gatewright_verify::HeaderValues::Plain,
};

/// Holds rows of request and answer against objects.
pub(crate) fn hold(yaml: &str, rows: &[(&str, &str)]) {
    let model = Model::read(&[yaml], KNOWN);
    for (asked, wanted) in rows {
        assert_eq!(line(&model.answer(&request(asked))), *wanted, "{asked}");
    }
}

/// A Gateway `infra/gw` that lets every route in, on port 80, and on 443 for `shop.example`; then these routes.
pub(crate) fn behind(routes: &str) -> String {
    format!("{GATEWAY}{routes}")
}

const GATEWAY: &str = "\
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: gw, namespace: infra}
spec:
  gatewayClassName: x
  listeners:
  - {name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}
  - {name: https, port: 443, protocol: HTTPS, hostname: shop.example, allowedRoutes: {namespaces: {from: All}}}
---
";

/// The head of an HTTPRoute `shop/NAME` of `infra/gw`, up to its rules.
pub(crate) fn route(name: &str, hostnames: &str) -> String {
    format!(
        "---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {{name: {name}, namespace: shop}}\n\
         spec:\n  parentRefs: [{{name: gw, namespace: infra}}]\n  hostnames: [{hostnames}]\n  rules:\n"
    )
}
