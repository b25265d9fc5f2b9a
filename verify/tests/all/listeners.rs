//! Who takes a request in, and which routes hang on it?

use crate::desk::{behind, hold, route};

const RULE: &str = "  - {backendRefs: [{name: web, port: 80}]}\n";

#[test]
fn listeners_are_isolated_by_host_and_chosen_by_scheme() {
    let yaml = "
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: gw, namespace: shop}
spec:
  listeners:
  - {name: any, port: 80, protocol: HTTP}
  - {name: stars, port: 80, protocol: HTTP, hostname: '*.shop.example'}
  - {name: tls, port: 443, protocol: HTTPS, hostname: a.shop.example}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: any, namespace: shop}
spec: {parentRefs: [{name: gw, sectionName: any}], rules: [{backendRefs: [{name: any, port: 80}]}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: stars, namespace: shop}
spec:
  parentRefs: [{name: gw, sectionName: stars}]
  rules: [{matches: [{path: {value: /s}}], backendRefs: [{name: stars, port: 80}]}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: tls, namespace: shop}
spec: {parentRefs: [{name: gw, port: 443}], rules: [{backendRefs: [{name: tls, port: 80}]}]}
";
    hold(
        yaml,
        &[
            ("GET http://other.example/x", "shop/any:80 /x"),
            ("GET http://a.shop.example/s", "shop/stars:80 /s"),
            ("GET http://a.shop.example/x", "respond 404"),
            ("GET https://a.shop.example/x", "shop/tls:80 /x"),
            ("GET https://b.shop.example/x", "respond 404"),
        ],
    );
}

#[test]
fn namespaces_are_let_in_or_not() {
    let yaml = behind(&(route("a", "") + RULE));
    hold(&yaml, &[("GET http://x.example/", "shop/web:80 /")]);
    let same = yaml.replace("{namespaces: {from: All}}", "{namespaces: {from: Same}}");
    hold(&same, &[("GET http://x.example/", "respond 404")]);
    let none = yaml.replace(", allowedRoutes: {namespaces: {from: All}}", "");
    hold(&none, &[("GET http://x.example/", "respond 404")]);
    let chosen = |names: &str| {
        let one = format!("{{key: kubernetes.io/metadata.name, operator: In, values: [{names}]}}");
        let selector = format!("{{namespaces: {{from: Selector, selector: {{matchExpressions: [{one}]}}}}}}");
        yaml.replace("{namespaces: {from: All}}", &selector)
    };
    hold(&chosen("blog, shop"), &[("GET http://x.example/", "shop/web:80 /")]);
    hold(&chosen("blog"), &[("GET http://x.example/", "respond 404")]);
}

#[test]
fn listener_sets_bring_listeners_where_the_gateway_lets_them() {
    let set = "
---
apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: {name: more, namespace: shop}
spec:
  parentRef: {name: gw, namespace: infra}
  listeners: [{name: x, port: 80, protocol: HTTP, hostname: x.example}]
";
    let rule = route("a", "").replace("{name: gw, namespace: infra}", "{kind: ListenerSet, name: more}") + RULE;
    let yaml = behind(&(rule + set));
    hold(&yaml, &[("GET http://x.example/", "respond 404")]);
    let open = yaml.replace("gatewayClassName: x", "allowedListeners: {namespaces: {from: All}}");
    hold(&open, &[("GET http://x.example/", "shop/web:80 /"), ("GET http://y.example/", "respond 404")]);
}

#[test]
fn grants_open_other_namespaces() {
    let rules = "  - {backendRefs: [{name: web, namespace: blog, port: 80}, {name: own, port: 80}]}\n";
    let yaml = behind(&(route("a", "") + rules));
    hold(&yaml, &[("GET http://x.example/", "shop/own:80 /")]);
    let grant = "
---
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: {name: g, namespace: blog}
spec:
  from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}]
  to: [{group: '', kind: Service, name: web}]
";
    hold(&format!("{yaml}{grant}"), &[("GET http://x.example/", "blog/web:80,shop/own:80 /")]);
    let other = grant.replace("name: web", "name: wiki");
    hold(&format!("{yaml}{other}"), &[("GET http://x.example/", "shop/own:80 /")]);
}

#[test]
fn tls_that_is_not_ended_goes_to_its_service() {
    let yaml = "
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: gw, namespace: shop}
spec: {listeners: [{name: t, port: 443, protocol: TLS, hostname: t.example, tls: {mode: Passthrough}}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: TLSRoute
metadata: {name: t, namespace: shop}
spec: {parentRefs: [{name: gw}], hostnames: [t.example], rules: [{backendRefs: [{name: vault, port: 8443}]}]}
";
    hold(yaml, &[("GET https://t.example/a", "shop/vault:8443 /a"), ("GET http://t.example/a", "respond 404")]);
}
