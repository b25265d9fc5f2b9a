//! What must be passed before a backend?

use crate::desk::{KNOWN, behind, line, request, route};
use gatewright_verify::Model;

fn guards(objects: &str) -> Vec<String> {
    let rules = "  - {name: cart, backendRefs: [{name: web, port: 80}]}\n";
    let yaml = format!("{}\n{objects}", behind(&(route("a", "") + rules)));
    let answer = Model::read(&[&yaml], KNOWN).answer(&request("GET http://x/cart"));
    answer
        .guards
        .into_iter()
        .map(|guard| format!("{} by {}", guard.kind, guard.granted_by.unwrap_or_default()))
        .collect()
}

fn policy(kind: &str, (name, namespace): (&str, &str), spec: &str) -> String {
    format!(
        "---\napiVersion: gateway.envoyproxy.io/v1alpha1\nkind: {kind}\nmetadata: {{name: {name}, namespace: \
         {namespace}}}\nspec: {{{spec}}}\n"
    )
}

fn on(kind: &str, name: &str, section: &str) -> String {
    let section = if section.is_empty() { String::new() } else { format!(", sectionName: {section}") };
    format!("targetRefs: [{{group: gateway.networking.k8s.io, kind: {kind}, name: {name}{section}}}]")
}

#[test]
fn the_closest_policy_of_a_kind_holds() {
    let gateway = policy("SecurityPolicy", ("g", "infra"), &format!("{}, extAuth: {{}}", on("Gateway", "gw", "")));
    let whole = policy("SecurityPolicy", ("r", "shop"), &format!("{}, basicAuth: {{}}", on("HTTPRoute", "a", "")));
    let rule = policy(
        "SecurityPolicy",
        ("s", "shop"),
        &format!("{}, authorization: {{defaultAction: Deny, rules: [{{}}]}}", on("HTTPRoute", "a", "cart")),
    );
    let other = policy("SecurityPolicy", ("t", "shop"), &format!("{}, jwt: {{}}", on("HTTPRoute", "a", "other")));
    assert_eq!(guards(&other), [""; 0]);
    assert_eq!(guards(&gateway), ["external-auth by SecurityPolicy infra/g"]);
    assert_eq!(guards(&format!("{gateway}{whole}")), ["basic-auth by SecurityPolicy shop/r"]);
    assert_eq!(guards(&format!("{rule}{gateway}{whole}{other}")), ["ip-access by SecurityPolicy shop/s"]);
}

#[test]
fn kinds_add_up_and_places_count() {
    let limit =
        policy("BackendTrafficPolicy", ("l", "shop"), &format!("{}, rateLimit: {{}}", on("HTTPRoute", "a", "")));
    let certificate = format!("{}, tls: {{clientValidation: {{}}}}", on("Gateway", "gw", "http"));
    let client = policy("ClientTrafficPolicy", ("c", "infra"), &certificate);
    let elsewhere = policy("SecurityPolicy", ("e", "blog"), &format!("{}, basicAuth: {{}}", on("HTTPRoute", "a", "")));
    assert_eq!(
        guards(&format!("{limit}{client}{elsewhere}")),
        ["rate-limit by BackendTrafficPolicy shop/l", "client-certificate by ClientTrafficPolicy infra/c"]
    );
    assert_eq!(guards(&client.replace("sectionName: http", "sectionName: https")), [""; 0]);
}

#[test]
fn who_lets_nobody_in_refuses() {
    let rules = "  - {backendRefs: [{name: web, port: 80}]}\n";
    let nobody = policy(
        "SecurityPolicy",
        ("n", "shop"),
        &format!("{}, authorization: {{defaultAction: Deny}}", on("HTTPRoute", "a", "")),
    );
    let yaml = format!("{}\n{nobody}", behind(&(route("a", "") + rules)));
    assert_eq!(line(&Model::read(&[&yaml], KNOWN).answer(&request("GET http://x/"))), "refuse 403");
}

#[test]
fn filters_guard_too() {
    let rule = "  - {filters: [{type: ExternalAuth, externalAuth: {}}], backendRefs: [{name: web, port: 80}]}\n";
    let yaml = behind(&(route("a", "") + rule));
    let answer = Model::read(&[&yaml], KNOWN).answer(&request("GET http://x/"));
    assert_eq!(answer.guards.first().map(|guard| guard.kind.as_str()), Some("external-auth"));
}
