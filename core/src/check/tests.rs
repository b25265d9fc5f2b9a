//! Does the check say what is wrong, where, and in words, and are its forms of text the right ones?

use super::generated::rule::Rule;
use super::generated::served::SERVED;
use super::schema::{Schema, Shape, Unique, between, list, object, required, text};
use super::view::View;
use super::{Broken, Pattern, check, rules, syntax};
use crate::emit::{Manifest, Node};
use crate::options::{Channel, GatewayApi};

fn route(spec: Node) -> Manifest {
    let name = Node::map([("name", Node::str("web")), ("namespace", Node::str("shop"))]);
    Manifest {
        api_version: "gateway.networking.k8s.io/v1",
        kind: "HTTPRoute",
        namespace: "shop".to_owned(),
        name: "web".to_owned(),
        origin: String::new(),
        root: Node::map([
            ("apiVersion", Node::str("gateway.networking.k8s.io/v1")),
            ("kind", Node::str("HTTPRoute")),
            ("metadata", name),
            ("spec", spec),
        ]),
    }
}

fn said(manifest: &Manifest) -> Vec<String> {
    check(manifest, GatewayApi::V1_5, Channel::Standard).iter().map(ToString::to_string).collect()
}

#[test]
fn a_good_object_breaks_nothing() {
    assert_eq!(said(&route(Node::map([("hostnames", Node::list([Node::str("*.example.com")]))]))), [""; 0]);
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let hosts = Node::list([Node::str("a.example"), Node::str("A.example")]);
    let rule = Node::map([("backendRef", Node::int(1))]);
    let spec = Node::map([("hostnames", hosts), ("rules", Node::list([rule])), ("parentRefs", Node::str("public"))]);
    assert_eq!(
        said(&route(spec)),
        [
            "/spec/hostnames/1: `A.example` is not a host name in lower case, of which only the first label may be `*`",
            "/spec/rules/0/backendRef: there is no `backendRef` here in this release and channel",
            "/spec/parentRefs: this is a text, where a list belongs",
        ]
    );
}

#[test]
fn a_long_value_is_cut_and_a_strange_one_escaped() {
    let hosts = Node::list([Node::str("\u{1b}[31m"), Node::str("x".repeat(254))]);
    let cut = "x".repeat(60);
    assert_eq!(
        said(&route(Node::map([("hostnames", hosts)]))),
        [
            "/spec/hostnames/0: `\\u{1b}[31m` is not a host name in lower case, of which only the first label may be `*`".to_owned(),
            format!("/spec/hostnames/1: `{cut}...` has 254 characters, where 1 to 253 are allowed"),
        ]
    );
}

#[test]
fn an_object_is_what_the_engine_says_it_is() {
    let mut manifest = route(Node::map([]));
    manifest.name = "other".to_owned();
    assert_eq!(said(&manifest), ["/: name is `web`, but the object is meant to have `other`"]);
    manifest.name = "web".to_owned();
    manifest.namespace = "Other".to_owned();
    let broken: Vec<Broken> =
        check(&manifest, GatewayApi::V1_5, Channel::Standard).into_iter().map(|violation| violation.rule).collect();
    assert_eq!(broken, [Broken::Identity, Broken::Name]);
}

#[test]
fn a_key_that_is_there_twice_is_found() {
    assert_eq!(
        said(&route(Node::map([("hostnames", Node::list([])), ("hostnames", Node::list([]))]))),
        ["/spec/hostnames: `hostnames` is there twice"]
    );
}

#[test]
fn rules_that_patterns_anticipate_hold_what_they_say() {
    static ANY: Schema = text(between(0, 99));
    static TEXTS: Schema = list(&ANY, between(0, 9), Unique::No);
    static NAMED: Schema = object(&[required("name", &ANY)], between(0, 9));
    static LIST: Schema = list(&NAMED, between(0, 9), Unique::No);
    static TYPED: Schema = object(&[required("type", &ANY)], between(0, 9));
    let hosts = |rule: Rule, host: &'static str| rules::holds(rule, View::new(&Node::list([Node::str(host)]), &TEXTS));
    for (host, labels, wildcard) in [
        ("a.example", true, true),
        ("A.example", false, true),
        ("*.a", true, true),
        ("a.*", true, false),
        ("*", true, false),
    ] {
        assert_eq!(hosts(Rule::HostnameLabels, host), labels, "{host}");
        assert_eq!(hosts(Rule::HostnameWildcard, host), wildcard, "{host}");
    }
    let names = |names: [&'static str; 2]| {
        let list = Node::list(names.map(|name| Node::map([("name", Node::str(name))])));
        rules::holds(Rule::ListenerNameUnique, View::new(&list, &LIST))
    };
    assert!(names(["a", "b"]) && !names(["a", "a"]));
    let kind =
        |kind: &'static str| rules::holds(Rule::PathType, View::new(&Node::map([("type", Node::str(kind))]), &TYPED));
    assert!(kind("Exact") && kind("PathPrefix") && kind("RegularExpression") && !kind("Prefix"));
}

#[test]
fn ports_of_tls_configurations_differ() {
    static PORT: Schema = super::schema::int(1, 9, &[]);
    static CONFIGURATION: Schema = object(&[required("port", &PORT)], between(0, 9));
    static LIST: Schema = list(&CONFIGURATION, between(0, 9), Unique::No);
    let ports = |ports: [i64; 2]| {
        let list = Node::list(ports.map(|port| Node::map([("port", Node::int(port))])));
        rules::holds(Rule::PortTlsUnique, View::new(&list, &LIST))
    };
    assert!(ports([1, 2]) && !ports([1, 1]));
}

#[test]
fn every_rule_and_pattern_has_words() {
    assert!(Rule::ALL.iter().all(|rule| rules::says(*rule).len() > 10 && !rules::says(*rule).contains('\n')));
    assert!(Pattern::ALL.iter().all(|pattern| pattern.says().len() > 5));
}

#[test]
fn every_kind_is_an_object_with_metadata() {
    for served in SERVED {
        for schema in served.schemas.iter().flatten() {
            let Shape::Object(object) = &schema.shape else { panic!("{} is no object", served.kind) };
            let names: Vec<_> = object.fields.iter().map(|field| field.name).collect();
            assert_eq!(names, ["apiVersion", "kind", "metadata", "spec"], "{}", served.kind);
        }
    }
}

#[test]
fn durations_are_read_as_they_are_written() {
    assert_eq!(syntax::duration("1h30m"), Some(5_400_000));
    assert_eq!(syntax::duration("5ms"), Some(5));
    assert_eq!(syntax::duration("5m5s"), Some(305_000));
    for wrong in ["", "5", "s", "1d", "1.5s", "100000s", "1s1s1s1s1s", "-1s", "1s "] {
        assert_eq!(syntax::duration(wrong), None, "{wrong}");
    }
}

#[test]
fn many_items_are_told_apart_as_few_are() {
    let host = |index: usize| Node::str(format!("X-{index}"));
    let remove = |count: usize| {
        let names = (0..count).map(host).chain([host(0)]);
        let headers = Node::map([("allowOrigins", Node::list([])), ("allowHeaders", Node::list(names))]);
        let filter = Node::map([("type", Node::str("CORS")), ("cors", headers)]);
        let rule = Node::map([("filters", Node::list([filter]))]);
        said(&route(Node::map([("rules", Node::list([rule]))])))
    };
    for count in [3, 40] {
        let place = format!("/spec/rules/0/filters/0/cors/allowHeaders/{count}");
        assert_eq!(remove(count), [format!("{place}: this item repeats item 0")]);
    }
}
