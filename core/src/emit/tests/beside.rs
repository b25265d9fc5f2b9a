//! GRPCRoutes, TLSRoutes, BackendTLSPolicies, and Envoy Gateway's filters.

use super::*;
use crate::options::GatewayApi;
use crate::target::Profile;
use gatewright_contract::{Anchoring, BackendProtocol, BackendTls, Dialect, Named, Regex, RewriteRegex};

fn grpc(rule: &Rule) -> Vec<Want> {
    match service(rule) {
        "calls" => vec![Want::Protocol(BackendProtocol::Grpc)],
        _ => Vec::new(),
    }
}

#[test]
fn a_host_of_calls_alone_has_a_grpc_route() {
    let text = ingress("calls", "grpc.example", &[("/shop.v1.Cart", "calls"), ("/shop.v1.Cart/Add", "calls")]);
    let (manifests, set) = converted(&text, &Options::default(), grpc);
    assert_eq!(names(&manifests, "HTTPRoute"), [""; 0]);
    assert_eq!(names(&manifests, "GRPCRoute"), ["shop/calls"]);
    let route = printed(&manifests, "GRPCRoute");
    assert!(route.contains("service: shop.v1.Cart\n") && route.contains("method: Add\n"), "{route}");
    assert_eq!(codes(&set), ["core/grpc-only"]);
    let announced = set.ledger.diagnostics.iter().filter(|one| one.announces.is_some()).count();
    assert_eq!(announced, 1);
}

#[test]
fn calls_to_every_path_need_no_match() {
    let (manifests, _) = converted(&ingress("calls", "grpc.example", &[("/", "calls")]), &Options::default(), grpc);
    let route = printed(&manifests, "GRPCRoute");
    assert!(!route.contains("matches") && route.contains("name: calls\n"), "{route}");
}

#[test]
fn calls_that_share_a_host_stay_with_its_requests() {
    let other = ingress("web", "'*.example'", &[("/", "web")]);
    for text in [
        ingress("calls", "grpc.example", &[("/shop.v1.Cart", "calls"), ("/docs", "web")]),
        ingress("calls", "grpc.example", &[("/shop.v1.Cart", "calls")]) + &other,
        ingress("calls", "grpc.example", &[("/not-a-service", "calls")]),
    ] {
        let (manifests, set) = converted(&text, &Options::default(), grpc);
        assert_eq!(names(&manifests, "GRPCRoute"), [""; 0], "{text}");
        assert!(codes(&set).contains(&"core/grpc-needs-app-protocol"), "{:?}", codes(&set));
    }
}

#[test]
fn a_port_that_says_it_speaks_http2_is_asked_for_nothing() {
    let service = "apiVersion: v1\nkind: Service\nmetadata: {name: calls, namespace: shop}\nspec:\n  ports:\n  \
                   - {port: 80, appProtocol: kubernetes.io/h2c}\n";
    let text = ingress("calls", "grpc.example", &[("/shop.v1.Cart", "calls"), ("/docs", "web")]) + service;
    let (_, set) = converted(&text, &Options::default(), grpc);
    assert!(!codes(&set).contains(&"core/grpc-needs-app-protocol"), "{:?}", codes(&set));
}

fn verified(rule: &Rule) -> Vec<Want> {
    let ca = Some(Named { namespace: "shop".to_owned(), name: "authorities".to_owned() });
    let tls = BackendTls { verify: true, name: Some("web.internal".to_owned()), ca, ..BackendTls::default() };
    match service(rule) {
        "web" => vec![Want::Protocol(BackendProtocol::Https), Want::BackendTls(tls)],
        "blind" => vec![Want::Protocol(BackendProtocol::Https)],
        _ => Vec::new(),
    }
}

#[test]
fn a_checked_backend_has_a_policy() {
    let service = "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec:\n  ports:\n  \
                   - {name: main, port: 80}\n";
    let text = ingress("web", "shop.example", &[("/", "web")]) + service;
    let (manifests, set) = converted(&text, &Options::default(), verified);
    assert_eq!(names(&manifests, "BackendTLSPolicy"), ["shop/web-main"]);
    let policy = manifests.iter().find(|one| one.kind == "BackendTLSPolicy").unwrap();
    assert_eq!(at(policy, &["spec", "targetRefs", "0", "sectionName"]), Some("main"));
    assert_eq!(at(policy, &["spec", "validation", "hostname"]), Some("web.internal"));
    assert_eq!(at(policy, &["spec", "validation", "caCertificateRefs", "0", "name"]), Some("authorities"));
    assert_eq!(codes(&set), ["core/backend-tls-authorities"]);
    let help = set.ledger.diagnostics.iter().find_map(|one| one.help.clone()).unwrap_or_default();
    assert!(set.ledger.diagnostics.iter().any(|one| one.help.iter().any(|help| help.contains("kubectl"))), "{help}");
}

#[test]
fn rules_that_disagree_have_none() {
    let text = ingress("web", "shop.example", &[("/", "web"), ("/plain", "web")]);
    let mut number = std::cell::Cell::new(0);
    let (manifests, set) = converted(&text, &Options::default(), |rule| {
        number.set(number.get() + 1);
        if number.get() == 1 { verified(rule) } else { Vec::new() }
    });
    assert!(*number.get_mut() > 1);
    assert_eq!(names(&manifests, "BackendTLSPolicy"), [""; 0]);
    assert_eq!(codes(&set), ["core/backend-tls-conflict"]);
}

#[test]
fn an_unchecked_backend_is_an_error() {
    let (manifests, set) = converted(&ingress("web", "shop.example", &[("/", "blind")]), &Options::default(), verified);
    assert_eq!(names(&manifests, "BackendTLSPolicy"), [""; 0]);
    assert_eq!(codes(&set), ["core/backend-tls-unverified"]);
    assert_eq!(names(&manifests, "HTTPRoute"), ["shop/web"]);
}

#[test]
fn what_is_passed_through_has_a_listener_and_a_route_of_its_own() {
    let text = ingress("web", "shop.example", &[("/", "web"), ("/api", "api")])
        .replace("spec:\n", "spec:\n  tls: [{hosts: [shop.example], secretName: shop}]\n");
    let pass = |_: &Rule| vec![Want::Passthrough];
    let (manifests, set) = converted(&text, &Options::default(), pass);
    assert_eq!(names(&manifests, "TLSRoute"), ["shop/web-shop-example"]);
    let route = printed(&manifests, "TLSRoute");
    assert!(route.contains("name: web\n") && !route.contains("name: api\n"), "{route}");
    let gateway = printed(&manifests, "Gateway");
    assert!(gateway.contains("protocol: TLS\n") && gateway.contains("mode: Passthrough\n"), "{gateway}");
    assert!(!gateway.contains("HTTPS"), "{gateway}");
    assert_eq!(codes(&set), ["core/passthrough-path"]);
    let before = Options { gateway_api: GatewayApi::V1_4, ..Options::default() };
    let (manifests, set) = converted(&text, &before, pass);
    assert_eq!(names(&manifests, "TLSRoute"), [""; 0]);
    assert_eq!(codes(&set), ["core/not-granted"]);
}

#[test]
fn equal_rewrites_of_a_namespace_share_a_filter() {
    let rewrite = |_: &Rule| {
        let regex = Regex {
            pattern: "/api/v[0-9]+/(.*)".to_owned(),
            dialect: Dialect::Pcre,
            anchoring: Anchoring::Start,
            ignore_case: true,
        };
        vec![Want::RewriteRegex(RewriteRegex { regex, substitution: r"/\1".to_owned() })]
    };
    let text = ingress("web", "shop.example", &[("/", "web")]) + &ingress("api", "api.example", &[("/", "api")]);
    let envoy = Options { target: Profile::by_name("envoy-gateway", None).unwrap(), ..Options::default() };
    let (manifests, set) = converted(&text, &envoy, rewrite);
    assert_eq!(names(&manifests, "HTTPRouteFilter"), ["shop/api-rewrite"]);
    let filter = printed(&manifests, "HTTPRouteFilter");
    assert!(filter.contains(r"(?i)^/api/v[0-9]+/(.*)$"), "{filter}");
    assert_eq!(printed(&manifests, "HTTPRoute").matches("name: api-rewrite").count(), 2);
    assert_eq!(codes(&set), [""; 0]);
    let (_, set) = converted(&text, &Options::default(), rewrite);
    assert!(codes(&set).contains(&"core/not-granted"), "{:?}", codes(&set));
}

#[test]
fn a_closed_rule_answers_403_where_the_target_can() {
    let text =
        ingress("admin", "shop.example", &[("/admin", "admin")]) + &ingress("web", "shop.example", &[("/", "web")]);
    let guarded = text.replacen("namespace: shop}", "namespace: shop, annotations: {acme.example/auth-url: x}}", 1);
    let envoy = Options { target: Profile::by_name("envoy-gateway", Some("1.8")).unwrap(), ..Options::default() };
    let (manifests, _) = converted(&guarded, &envoy, |_| Vec::new());
    assert_eq!(names(&manifests, "HTTPRouteFilter"), ["shop/respond-403"]);
    assert!(printed(&manifests, "HTTPRouteFilter").contains("statusCode: 403\n"));
    let routes = printed(&manifests, "HTTPRoute");
    assert!(routes.contains("type: ExtensionRef\n") && routes.contains("name: respond-403\n"), "{routes}");
    let (manifests, _) = converted(&guarded, &Options::default(), |_| Vec::new());
    assert!(manifests.iter().all(|one| one.kind != "HTTPRouteFilter"));
}
