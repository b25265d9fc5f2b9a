//! Do values and their facts arrive as they were sent?

use super::{Content, Node};
use crate::{Attachment, FactId, Facts, Object, ObjectId, ObjectRef, OnLoss, Request, Table, Want};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::fmt::Debug;

fn object(body: Node) -> Object {
    let reference = ObjectRef { api_version: "v1".to_owned(), kind: "Thing".to_owned(), namespace: None, name: None };
    Object { id: ObjectId(0), reference, gateway: None, body }
}

fn told(body: Value, pointers: &[&str]) -> Object {
    let mut body = Node::from(body);
    for (fact, pointer) in (0..).zip(pointers) {
        body.at_mut(pointer).unwrap().fact = Some(FactId(fact));
    }
    object(body)
}

#[test]
fn facts_mirror_the_body() {
    let body = json!({"a/b": {"c~d": 1, "e": ["x", "y", {"f": null}], "g": [1, 2], "h": true}, "i": -2.5});
    let object = told(body.clone(), &["/a~1b/c~0d", "/a~1b/e/1", "/a~1b/g", "/i"]);
    let letter = serde_json::to_value(&object).unwrap();
    assert_eq!(letter["body"], body);
    assert_eq!(letter["facts"], json!({"a/b": {"c~d": 0, "e": [null, 1], "g": 2}, "i": 3}));
    assert_eq!(serde_json::from_value::<Object>(letter).unwrap(), object);
}

#[test]
fn an_object_without_facts_says_nothing_of_them() {
    let object = told(json!({"a": [{}, []]}), &[]);
    let letter = serde_json::to_value(&object).unwrap();
    assert!(letter.get("facts").is_none());
    assert_eq!(serde_json::from_value::<Object>(letter).unwrap(), object);
}

#[test]
fn facts_of_nothing_are_left_out_and_their_order_is_free() {
    let letter = json!({
        "id": 0, "reference": {"apiVersion": "v1", "kind": "Thing", "namespace": null, "name": null},
        "facts": {"z": 1, "a": 2, "nowhere": 3, "list": [null, null, 4]}, "body": {"a": 1, "list": [], "z": 2}
    });
    let object: Object = serde_json::from_value(letter).unwrap();
    assert_eq!(object.body.facts(), [FactId(2), FactId(1)]);
}

#[test]
fn members_are_sorted_and_the_last_of_a_key_counts() {
    let node = Node::map([("b", Node::from(1)), ("a", Node::from(2)), ("b", Node::from(3))]);
    assert_eq!(serde_json::to_string(&node).unwrap(), r#"{"a":2,"b":3}"#);
    assert_eq!(node.member("nowhere").content, Content::Null);
}

#[test]
fn facts_are_listed_for_who_asks() {
    let body = json!({"a/b": {"c~d": 1, "e": ["x", "y", {"f": null}], "g": [1, 2], "h": true}, "i": -2.5});
    let object = told(body, &["/a~1b/c~0d", "/a~1b/e/1", "/a~1b/g", "/i"]);
    let request = Request { objects: vec![object, told(json!({"a": [{}, []]}), &[])], ..Request::default() };
    let letter = request.letter(Facts::Listed).unwrap();
    let facts = &serde_json::from_str::<Value>(&letter).unwrap()["objects"][0]["facts"];
    // The body, `a/b`; `c~d`; `e`, "x"; "y"; the mapping with `f`, its value; `g`; `h`; `i`.
    assert_eq!(*facts, json!([-2, 0, -2, 1, -2, 2, -1, 3]));
    for form in [Facts::Listed, Facts::Mirrored] {
        assert_eq!(serde_json::from_str::<Request>(&request.letter(form).unwrap()).unwrap(), request);
    }
    assert_eq!(request.letter(Facts::Mirrored).unwrap(), serde_json::to_string(&request).unwrap());
}

#[test]
fn a_list_that_is_too_long_or_too_short_tells_what_it_can() {
    let read = |facts: Value, body: Value| {
        let reference = json!({"apiVersion": "v1", "kind": "Thing", "namespace": null, "name": null});
        serde_json::from_value::<Object>(json!({"id": 0, "reference": reference, "body": body, "facts": facts}))
    };
    let facts = |facts, body| read(facts, body).unwrap().body.facts();
    assert_eq!(facts(json!([-1, 4]), json!({"a": 1, "b": 2})), [FactId(4)]);
    assert_eq!(facts(json!([-1, 4, 5, 6]), json!({"a": 1, "b": 2})), [FactId(4), FactId(5)]);
    assert_eq!(facts(json!([-9_i64, 4]), json!({"a": 1, "b": 2})), []);
    assert_eq!(facts(json!([i64::MIN]), json!({"a": [1], "b": 2})), []);
    assert!(read(json!([-1, 4_294_967_296_i64]), json!({"a": 1})).is_err());
    assert!(read(json!("all"), json!({"a": 1})).is_err());
}

/// Reads a text both ways.
fn both<T: DeserializeOwned + PartialEq + Debug>(text: &str) -> Result<T, String> {
    let node: Node = serde_json::from_str(text).unwrap();
    let read = T::deserialize(&node).map_err(|error| error.to_string());
    assert_eq!(read.as_ref().ok(), serde_json::from_str(text).ok().as_ref(), "{text}");
    read
}

#[test]
fn a_value_reads_as_its_text_does() {
    assert_eq!(both::<Value>(r#"{"a": [1, -2, 2.5, null, true, "x", {}], "b": []}"#).unwrap()["a"][2], 2.5);
    assert_eq!(both::<(u8, Option<i64>, Option<bool>, f64)>("[255, -9, null, 1]").unwrap(), (255, Some(-9), None, 1.0));
    assert_eq!(both::<OnLoss>(r#""warn""#).unwrap(), OnLoss::Warn);
    assert_eq!(both::<Want>(r#""passthrough""#).unwrap(), Want::Passthrough);
    let want = r#"{"body-limit": {"bytes": 18446744073709551615, "unknown": [{}]}}"#;
    assert_eq!(both::<Want>(want).unwrap(), Want::BodyLimit { bytes: u64::MAX });
    let table = r#"{"rules": [{"id": 3, "object": 0, "position": 1, "gateway": "g", "from": [], "when": {"all": []}, "action": {"respond": {"status": 404}},
        "wants": [{"want": {"any-of": ["passthrough"]}, "onLoss": "close", "from": [1, 2]}]}]}"#;
    assert_eq!(both::<Table>(table).unwrap().rules.len(), 1);
}

#[test]
fn what_is_wrong_is_said_with_the_way_to_it() {
    for (text, why) in [
        (r#"{"wants": 1}"#, "invalid type: integer `1`, expected a sequence in wants"),
        (
            r#"{"to": {"rule": 1}, "wants": [{"want": {"body-limit": {"bytes": -1}}, "onLoss": "warn", "from": []}]}"#,
            "invalid value: integer `-1`, expected u64 in wants.0.want.body-limit.bytes",
        ),
        (
            r#"{"to": {"rule": 1}, "wants": [{"want": {"passthrough": 3}, "onLoss": "warn", "from": []}]}"#,
            "invalid type: integer `3`, expected nothing in wants.0.want.passthrough",
        ),
        (r#"{"to": {"rule": 1, "object": 2}}"#, "invalid value: map, expected a mapping of one member in to"),
        (r#"{"to": "nobody"}"#, "unknown variant `nobody`, expected `object` or `rule` in to"),
        (r#"{"to": {"rule": "x"}}"#, "invalid type: string \"x\", expected u32 in to.rule"),
        (r#"{"wants": [], "wants": []}"#, "duplicate field `wants`"),
        (r#"{"wants": []}"#, "missing field `to`"),
        ("3.5", "invalid type: floating point `3.5`, expected struct Attachment"),
        ("null", "invalid type: unit value, expected struct Attachment"),
    ] {
        assert_eq!(both::<Attachment>(text).unwrap_err(), why, "{text}");
    }
}
