//! Whose is an Ingress?

use gatewright_contract::{Claims, Facts, Manifest, Object, Role};
use gatewright_verify::source::share;

fn plugin(id: &str) -> Manifest {
    Manifest {
        contract: "1.0".to_owned(),
        id: id.to_owned(),
        version: "1".to_owned(),
        title: String::new(),
        role: Role::Source,
        claims: Claims {
            controllers: vec![format!("{id}.example/controller")],
            classes: vec![id.to_owned()],
            prefixes: vec![format!("{id}.example")],
            ..Claims::default()
        },
        needs: vec!["Secret".to_owned()],
        options: Vec::new(),
        features: Vec::new(),
        facts: Facts::Mirrored,
    }
}

fn ingress(name: &str, class: &str, annotation: &str) -> String {
    let annotation = if annotation.is_empty() { String::new() } else { format!(", annotations: {{{annotation}: x}}") };
    let class = if class.is_empty() { "{}".to_owned() } else { format!("{{ingressClassName: {class}}}") };
    format!(
        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: {name}{annotation}}}\nspec: {class}\n---\n"
    )
}

fn class(name: &str, controller: &str) -> String {
    format!(
        "apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {{name: {name}}}\nspec: {{controller: \
         {controller}}}\n---\n"
    )
}

fn names(objects: &[Object]) -> Vec<&str> {
    let ingresses = objects.iter().filter(|object| object.reference.kind == "Ingress");
    ingresses.filter_map(|object| object.reference.name.as_deref()).collect()
}

#[test]
fn classes_decide_then_annotations() {
    let text = class("edge", "acme.example/controller")
        + &class("other", "else.example/controller")
        + &ingress("by-controller", "edge", "")
        + &ingress("by-name", "acme", "")
        + &ingress("by-annotation", "", "acme.example/a")
        + &ingress("by-annotation-of-unknown-class", "unheard-of", "acme.example/a")
        + &ingress("of-another", "other", "acme.example/a")
        + &ingress("plain", "", "")
        + &ingress("beta", "beta", "acme.example/a");
    let shares = share(&[&text], "shop", &[plugin("acme"), plugin("beta")]);
    let acme = shares.of_plugins.first().unwrap();
    assert_eq!(
        names(acme),
        ["by-annotation", "by-annotation-of-unknown-class", "by-controller", "by-name", "of-another", "plain"],
        "whose other Ingress without a class has annotations of acme"
    );
    assert_eq!(names(shares.of_plugins.last().unwrap()), ["beta"]);
    let text = text + &ingress("beta-by-annotation", "", "beta.example/a");
    let shares = share(&[&text], "shop", &[plugin("acme"), plugin("beta")]);
    assert_eq!(names(&shares.plain), ["plain"], "two sources are no agreement");
}

#[test]
fn values_of_secrets_stay_out() {
    let secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: s, annotations: {a: hush}}\ntype: Opaque\ndata: {auth: \
                  aHVzaA==}\nstringData: {tls.crt: hush}\n";
    let shares = share(&[secret], "shop", &[plugin("acme")]);
    let body = &shares.of_plugins.first().unwrap().first().unwrap().body;
    let keys = ["auth", "tls.crt"].map(|key| body.member("keys").member(key).as_str());
    assert_eq!(keys, [Some("text"), Some("certificate")]);
    let all = serde_json::to_string(body).unwrap();
    assert!(!all.contains("hush") && !all.contains("aHVzaA"));
}

#[test]
fn every_setting_is_a_fact() {
    let text = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a, annotations: {acme.example/a: x}}\n\
                spec: {ingressClassName: acme, tls: [{hosts: [a, b]}]}\n";
    let shares = share(&[text], "shop", &[plugin("acme")]);
    let body = &shares.of_plugins.first().unwrap().first().unwrap().body;
    let is_fact = |pointer: &str| body.at(pointer).is_some_and(|node| node.fact.is_some());
    let own =
        ["/metadata/annotations/acme.example~1a", "/metadata/name", "/spec/ingressClassName", "/spec/tls/0/hosts"];
    assert!(own.into_iter().all(is_fact), "{body:?}");
    assert!(!is_fact("/spec/tls/0/hosts/0"));
}
