//! Do values and their facts arrive as they were sent?

use super::{Content, Node};
use crate::{FactId, Object, ObjectId, ObjectRef};
use serde_json::{Value, json};

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
