//! Does the kit keep what it says? Values, keys, views, answers, and whole plugins made of them.
#![expect(clippy::unwrap_used, reason = "a test that panics has failed, which is what it is for")]

mod answers;
mod keys;
mod plugins;
mod texts;
mod values;
mod views;

use gatewright_plugin_sdk::contract::{FactId, Node, Object, ObjectId, ObjectRef};
use serde_json::Value;

/// An Ingress `shop/web` with this body; each pointer is a fact, numbered from 1.
fn ingress(body: Value, pointers: &[&str]) -> Object {
    let mut body = Node::from(body);
    for (number, pointer) in (1..).zip(pointers) {
        body.at_mut(pointer).unwrap().fact = Some(FactId(number));
    }
    Object {
        id: ObjectId(7),
        reference: ObjectRef {
            api_version: "networking.k8s.io/v1".to_owned(),
            kind: "Ingress".to_owned(),
            namespace: Some("shop".to_owned()),
            name: Some("web".to_owned()),
        },
        gateway: None,
        body,
    }
}
