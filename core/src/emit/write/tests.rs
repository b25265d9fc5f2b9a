//! What is printed reads back as what was meant, with any reader, and every line knows its facts.

use super::{Lines, Notes, line_map, lines, print};
use crate::emit::{Manifest, Node, Value};
use crate::options::Format;
use gatewright_contract::FactId;
use proptest::prelude::*;
use serde_yaml_ng::Value as Read;
use std::borrow::Cow;

fn manifest(root: Node) -> Manifest {
    Manifest {
        api_version: "v1",
        kind: "Kind",
        namespace: String::new(),
        name: String::new(),
        origin: String::new(),
        root,
    }
}

fn printed(manifests: &[&Manifest], format: Format, notes: &dyn Notes) -> String {
    let mut text = String::new();
    print(manifests, format, notes, &mut text).unwrap();
    text
}

fn yaml(root: Node) -> String {
    printed(&[&manifest(root)], Format::Yaml, &())
}

fn meant(node: &Node) -> Read {
    match &node.value {
        Value::Str(text) => Read::String(text.to_string()),
        Value::Int(number) => Read::Number((*number).into()),
        Value::Bool(value) => Read::Bool(*value),
        Value::List(items) => Read::Sequence(items.iter().map(meant).collect()),
        Value::Map(entries) => {
            Read::Mapping(entries.iter().map(|(key, node)| (Read::String(key.to_string()), meant(node))).collect())
        }
    }
}

fn facts(ids: &[u32]) -> Vec<FactId> {
    ids.iter().copied().map(FactId).collect()
}

fn route() -> Node {
    let hosts = Node::list([Node::str("*.shop.example").because(&facts(&[1]))]);
    let path = Node::map([("type", Node::str("PathPrefix")), ("value", Node::str("/").because(&facts(&[2])))]);
    let rule = Node::map([
        ("matches", Node::list([Node::map([("path", path)])])),
        ("backendRefs", Node::list([Node::map([("name", Node::str("web")), ("port", Node::int(80))])])),
        ("filters", Node::list([])),
    ]);
    Node::map([
        ("kind", Node::str("HTTPRoute")),
        ("metadata", Node::map([("annotations", Node::map([])), ("name", Node::str("8080"))])),
        ("spec", Node::map([("hostnames", hosts), ("rules", Node::list([rule.because(&facts(&[3]))]))])),
    ])
    .because(&facts(&[0]))
}

#[test]
fn yaml_looks_like_kubectls() {
    assert_eq!(
        yaml(route()),
        r#"kind: HTTPRoute
metadata:
  annotations: {}
  name: "8080"
spec:
  hostnames:
  - "*.shop.example"
  rules:
  - matches:
    - path:
        type: PathPrefix
        value: /
    backendRefs:
    - name: web
      port: 80
    filters: []
"#
    );
}

#[test]
fn json_looks_like_kubectls() {
    let one =
        manifest(Node::map([("a", Node::list([Node::int(1), Node::map([])])), ("b", Node::str("\u{1}\"\u{2028}é"))]));
    let text = "{\n    \"a\": [\n        1,\n        {}\n    ],\n    \"b\": \"\\u0001\\\"\\u2028é\"\n}\n";
    assert_eq!(printed(&[&one], Format::Json, &()), text);
    let two = manifest(Node::map([("c", Node::bool(true))]));
    let list = printed(&[&two, &two], Format::Json, &());
    assert_eq!(
        list,
        "{\n    \"apiVersion\": \"v1\",\n    \"kind\": \"List\",\n    \"items\": [\n        {\n            \"c\": true\n        },\n        {\n            \"c\": true\n        }\n    ]\n}\n"
    );
    let none: serde_json::Value = serde_json::from_str(&printed(&[], Format::Json, &())).unwrap();
    assert_eq!(none["items"], serde_json::json!([]));
    let places = lines(&[&two, &two], Format::Json, &());
    assert_eq!(places, Lines { starts: vec![5, 8], nodes: vec![(1, 3), (2, 2), (1, 3), (2, 2)] });
}

#[test]
fn texts_are_quoted_where_a_reader_could_mistake_them() {
    for (text, written) in [
        ("web", "web"),
        ("/api(/|$)(.*)", "/api(/|$)(.*)"),
        ("a:b#c", "a:b#c"),
        ("10.0.0.1", "10.0.0.1"),
        ("10.0.0.0/8", "10.0.0.0/8"),
        ("30s", "30s"),
        ("shöp 😀", "shöp 😀"),
        ("", "\"\""),
        ("8080", "\"8080\""),
        ("1e3", "\"1e3\""),
        ("0x1f", "\"0x1f\""),
        ("1_000", "\"1_000\""),
        ("+.5", "\"+.5\""),
        ("12:30:45", "\"12:30:45\""),
        ("2001-01-01", "\"2001-01-01\""),
        ("Yes", "\"Yes\""),
        ("n", "\"n\""),
        ("NULL", "\"NULL\""),
        ("~", "\"~\""),
        ("=", "\"=\""),
        ("<<", "\"<<\""),
        (".inf", "\".inf\""),
        ("*.shop.example", "\"*.shop.example\""),
        ("a: b", "\"a: b\""),
        ("a:", "\"a:\""),
        ("a #b", "\"a #b\""),
        (" a", "\" a\""),
        ("a ", "\"a \""),
        ("- a", "\"- a\""),
        ("^\\d+\"'$", "^\\d+\"'$"),
        ("*\\.shop", "'*\\.shop'"),
        ("'a' \"b\"", "'''a'' \"b\"'"),
        ("a\tb", "\"a\\tb\""),
        ("a\u{85}b", "\"a\\u0085b\""),
        ("\u{feff}a", "\"\\ufeffa\""),
        ("a\nb", "|-\n  a\n  b"),
        ("a\n\n b\n", "|\n  a\n\n   b"),
        (" a\nb", "\" a\\nb\""),
        ("a \nb", "\"a \\nb\""),
        ("a\n\n", "\"a\\n\\n\""),
        ("\n", "\"\\n\""),
    ] {
        let document = yaml(Node::map([("a", Node::str(text.to_owned()))]));
        assert_eq!(document, format!("a: {written}\n"), "{text:?}");
    }
}

struct Said;

impl Notes for Said {
    fn document(&self, manifest: &Manifest) -> Option<Cow<'_, str>> {
        Some(format!("{}\nsecond\u{2028}line\r: [", manifest.kind).into())
    }

    fn above(&self, facts: &[FactId]) -> Option<Cow<'_, str>> {
        facts.iter().map(|fact| format!("fact {}", fact.0)).next().map(Cow::from)
    }
}

#[test]
fn notes_stand_above_what_they_are_about() {
    let text = printed(
        &[&manifest(route()), &manifest(Node::list([Node::list([Node::int(1).because(&facts(&[4]))])]))],
        Format::Yaml,
        &Said,
    );
    assert_eq!(
        text,
        r#"# Kind
# second line : [
# fact 0
kind: HTTPRoute
metadata:
  annotations: {}
  name: "8080"
spec:
  hostnames:
  # fact 1
  - "*.shop.example"
  rules:
  # fact 3
  - matches:
    - path:
        type: PathPrefix
        # fact 2
        value: /
    backendRefs:
    - name: web
      port: 80
    filters: []
---
# Kind
# second line : [
# fact 4
- - 1
"#
    );
}

#[test]
fn every_line_knows_its_facts() {
    let object = manifest(route());
    let places = lines(&[&object, &object], Format::Yaml, &());
    assert_eq!(places.starts, [1, 18]);
    let half = places.nodes.len() / 2;
    assert_eq!(places.nodes[..half], places.nodes[half..]);
    let map = line_map(&object, &places.nodes[..half]);
    let shown: Vec<(&str, (u32, u32), u32)> =
        map.iter().map(|entry| (entry.pointer.as_str(), entry.lines, entry.facts[0].0)).collect();
    assert_eq!(
        shown,
        [
            ("", (1, 16), 0),
            ("/spec/hostnames/0", (7, 7), 1),
            ("/spec/rules/0", (9, 16), 3),
            ("/spec/rules/0/matches/0/path/value", (12, 12), 2)
        ]
    );
}

fn texts() -> impl Strategy<Value = String> {
    let nasty = "([-?:,\\[\\]{}#&*!|>'\"%@`=<~ \t\r\n.+_0-9a-fxoYyNn\\\\/é😀\u{85}\u{a0}\u{2028}\u{2029}\u{feff}\u{0}\u{7f}\u{fffe}]){0,12}";
    let lines = "([ab :#'\"-]{0,4}\n?){0,5}";
    let numbers = "[-+]?(0[xob])?[0-9_]{0,4}[.:eE]?[-+]?[0-9:]{0,5}";
    let words = "(?i)(y|n|yes|no|on|off|true|false|null|~|<<|=|---|\\.\\.\\.|\\.inf|\\.nan|2001-01-01( 1:2:3)?)";
    prop_oneof![nasty, lines, numbers, words, any::<String>(), "[a\"]{100,300}", "b{1000,1100}"]
}

fn nodes() -> impl Strategy<Value = Node> {
    let leaf = prop_oneof![
        4 => texts().prop_map(Node::str),
        1 => any::<i64>().prop_map(Node::int),
        1 => any::<bool>().prop_map(Node::bool),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Node::list),
            prop::collection::btree_map(texts(), inner, 0..5)
                .prop_map(|map| Value::Map(map.into_iter().map(|(key, node)| (Cow::Owned(key), node)).collect()).into()),
        ]
    })
    .prop_map(|node: Node| node.because(&[FactId(7)]))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn yaml_reads_back_as_it_was_meant(node in nodes()) {
        let text = yaml(node.clone());
        prop_assert_eq!(serde_yaml_ng::from_str::<Read>(&text).unwrap(), meant(&node), "{}", text);
        let noted = printed(&[&manifest(node.clone())], Format::Yaml, &Said);
        prop_assert_eq!(serde_yaml_ng::from_str::<Read>(&noted).unwrap(), meant(&node), "{}", noted);
    }

    #[test]
    fn our_own_reader_reads_it_back_too(node in nodes()) {
        let text = yaml(node.clone());
        let parsed = crate::yaml::parse(crate::input::FileId(0), &text);
        prop_assert_eq!(&parsed.problems, &[], "{}", text);
        let read = parsed.tree.documents().first().map(|document| back(&parsed.tree, document.root));
        prop_assert_eq!(read, Some(meant(&node)), "{}", text);
    }

    #[test]
    fn json_reads_back_as_it_was_meant(node in nodes()) {
        let text = printed(&[&manifest(node.clone())], Format::Json, &());
        prop_assert_eq!(serde_json::from_str::<Read>(&text).unwrap(), meant(&node), "{}", text);
    }

    #[test]
    fn lines_are_those_of_the_text(node in nodes()) {
        for format in [Format::Yaml, Format::Json] {
            let object = manifest(node.clone());
            let text = printed(&[&object], format, &());
            let places = lines(&[&object], format, &());
            prop_assert_eq!(places.nodes[0], (1, u32::try_from(text.matches('\n').count()).unwrap()));
            for entry in line_map(&object, &places.nodes) {
                let found = entry.pointer.split('/').skip(1).try_fold(&node, |node, segment| match &node.value {
                    Value::List(items) => items.get(segment.parse::<usize>().unwrap()),
                    Value::Map(_) | Value::Str(_) | Value::Int(_) | Value::Bool(_) => node.get(&segment.replace("~1", "/").replace("~0", "~")),
                });
                let (first, last) = (entry.lines.0 as usize - 1, entry.lines.1 as usize);
                let part = text.split('\n').take(last).skip(first).collect::<Vec<_>>().join("\n");
                if let Some(Node { value: Value::Int(number), .. }) = found {
                    prop_assert!(part.contains(&number.to_string()), "{} in {}", number, part);
                }
                prop_assert!(found.is_some());
            }
        }
    }
}

fn back(tree: &crate::yaml::Tree<'_>, id: crate::yaml::NodeId) -> Read {
    use crate::yaml::{Kind, Typed};
    match tree.kind(id) {
        Kind::Mapping => {
            let pair = |(key, value)| (Read::String(tree.key(key).to_owned()), back(tree, value));
            Read::Mapping(tree.entries(id).map(pair).collect())
        }
        Kind::Sequence => Read::Sequence(tree.items(id).map(|item| back(tree, item)).collect()),
        Kind::Scalar => match tree.typed(id).unwrap() {
            Typed::Null | Typed::Number => Read::Null,
            Typed::Bool(value) => Read::Bool(value),
            Typed::Int(int) => Read::Number(int.into()),
            Typed::Text(text) => Read::String(text.to_owned()),
        },
    }
}
