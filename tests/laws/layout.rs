//! More listeners than an object holds: 64 on a Gateway, and what comes after.

use crate::typed;
use gatewright_core::options::{GatewayApi, Layout, Options};
use serde_yaml_ng::Value;
use std::collections::BTreeSet;
use support::conversion::{Conversion, file};

/// Ingresses with TLS: one for each of these hosts and Secrets.
fn ingresses(hosts: impl Iterator<Item = (String, String)>) -> String {
    let document = |(index, (host, secret)): (usize, (String, String))| {
        format!(
            "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: web-{index}, namespace: shop}}\nspec:\n  \
             ingressClassName: edge\n  tls: [{{hosts: [{host}], secretName: {secret}}}]\n  rules:\n  - host: {host}\n    \
             http: {{paths: [{{path: /, pathType: Prefix, backend: {{service: {{name: web, port: {{number: 80}}}}}}}}]}}\n"
        )
    };
    hosts.enumerate().map(document).collect::<Vec<_>>().join("---\n")
}

fn own_certificates(count: usize) -> String {
    ingresses((0..count).map(|index| (format!("h{index}.example"), format!("tls-{index}"))))
}

fn convert(text: String, gateway_api: GatewayApi, layout: Layout) -> (Conversion, Vec<Value>) {
    let conversion = Conversion::of(file(text), Options { gateway_api, layout, ..Options::default() });
    let documents = typed::documents(&conversion.manifests);
    (conversion, documents)
}

fn of_kind<'d>(documents: &'d [Value], kind: &str) -> Vec<&'d Value> {
    documents.iter().filter(|document| document["kind"] == kind).collect()
}

fn listeners(holder: &Value) -> Vec<&Value> {
    holder["spec"]["listeners"].as_sequence().unwrap().iter().collect()
}

fn said(conversion: &Conversion, code: &str) -> usize {
    conversion.report.diagnostics.iter().filter(|diagnostic| diagnostic.code == code).count()
}

#[test]
fn sixty_three_hosts_fit_on_one_gateway() {
    let (_, documents) = convert(own_certificates(63), GatewayApi::V1_5, Layout::Shared);
    assert_eq!(of_kind(&documents, "Gateway").iter().map(|gateway| listeners(gateway).len()).collect::<Vec<_>>(), [64]);
    assert!(of_kind(&documents, "ListenerSet").is_empty());
}

#[test]
fn what_a_gateway_cannot_hold_goes_to_listener_sets_beside_it() {
    let (conversion, documents) = convert(own_certificates(200), GatewayApi::V1_5, Layout::Shared);
    let gateways = of_kind(&documents, "Gateway");
    assert_eq!(gateways.len(), 1);
    assert_eq!(gateways[0]["spec"]["allowedListeners"]["namespaces"]["from"], "Same");
    let sets = of_kind(&documents, "ListenerSet");
    assert_eq!(sets.iter().map(|set| listeners(set).len()).collect::<Vec<_>>(), [64, 64, 9]);
    let names: BTreeSet<&str> = sets.iter().map(|set| set["metadata"]["name"].as_str().unwrap()).collect();
    assert_eq!(names.len(), 3, "each has a name of its own");
    for route in of_kind(&documents, "HTTPRoute") {
        let host = &route["spec"]["hostnames"][0];
        let parents = route["spec"]["parentRefs"].as_sequence().unwrap();
        let holders = parents.iter().map(|parent| {
            let all = gateways.iter().chain(&sets);
            let kind = parent.get("kind").and_then(Value::as_str).unwrap_or("Gateway");
            let holder = all.into_iter().find(|one| one["kind"] == kind && one["metadata"]["name"] == parent["name"]);
            *holder.unwrap_or_else(|| panic!("{parent:?} refers to nothing"))
        });
        let reached = holders.flat_map(listeners).any(|listener| &listener["hostname"] == host);
        assert!(reached, "{host:?} has no listener with its certificate");
    }
    assert_eq!(said(&conversion, "core/second-gateway"), 0);
}

#[test]
fn before_listener_sets_hosts_of_one_certificate_share_a_listener() {
    let hosts = (0..100).map(|index| (format!("h{index}.shop.example"), "wild".to_owned()));
    let (conversion, documents) = convert(ingresses(hosts), GatewayApi::V1_4, Layout::Shared);
    let gateways = of_kind(&documents, "Gateway");
    assert_eq!(gateways.len(), 1);
    let hosts: Vec<Option<&str>> =
        listeners(gateways[0]).iter().map(|listener| listener.get("hostname").and_then(Value::as_str)).collect();
    assert_eq!(hosts, [None, Some("*.shop.example")]);
    assert_eq!(said(&conversion, "core/second-gateway"), 0);
}

#[test]
fn before_listener_sets_a_further_gateway_is_an_error_that_names_its_hosts() {
    let (conversion, documents) = convert(own_certificates(100), GatewayApi::V1_4, Layout::Shared);
    let counts: Vec<usize> = of_kind(&documents, "Gateway").iter().map(|gateway| listeners(gateway).len()).collect();
    assert_eq!(counts, [64, 38], "63 and 37 hosts, and a listener for port 80 on each");
    let finding = conversion.report.diagnostics.iter().find(|finding| finding.code == "core/second-gateway").unwrap();
    let second = of_kind(&documents, "Gateway")[1];
    for host in listeners(second).iter().filter_map(|listener| listener.get("hostname")) {
        assert!(finding.message.contains(host.as_str().unwrap()), "{host:?} moves and is not named");
    }
}

#[test]
fn routes_for_every_host_attach_to_every_holder_within_the_limit_of_parents() {
    let any = "---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: any, namespace: shop}\nspec:\n  \
               ingressClassName: edge\n  defaultBackend: {service: {name: fallback, port: {number: 80}}}\n";
    let (_, documents) = convert(own_certificates(64 * 40) + any, GatewayApi::V1_5, Layout::Shared);
    let holders = of_kind(&documents, "Gateway").len() + of_kind(&documents, "ListenerSet").len();
    let routes = of_kind(&documents, "HTTPRoute");
    let catch_all = routes.iter().filter(|route| route["spec"].get("hostnames").is_none());
    let counts: Vec<usize> = catch_all.map(|route| route["spec"]["parentRefs"].as_sequence().unwrap().len()).collect();
    assert!(counts.iter().all(|count| *count <= 32), "{counts:?}");
    assert_eq!(counts.iter().sum::<usize>(), holders);
}

#[test]
fn names_of_any_length_stay_within_their_limits() {
    let label = "x".repeat(63);
    let host = format!("{label}.{label}.{label}.example");
    let name = "n".repeat(253);
    let text =
        own_certificates(1).replace("web-0", &name).replace("h0.example", &host).replace("edge", &"c".repeat(200));
    let (conversion, documents) = convert(text, GatewayApi::V1_5, Layout::Shared);
    assert_eq!(said(&conversion, "core/output-refused"), 0);
    let gateway = of_kind(&documents, "Gateway")[0];
    assert!(gateway["metadata"]["name"].as_str().unwrap().len() <= 63);
    assert!(listeners(gateway).iter().all(|listener| listener["name"].as_str().unwrap().len() <= 63));
    assert_eq!(of_kind(&documents, "HTTPRoute")[0]["metadata"]["name"].as_str(), Some(name.as_str()));
}
