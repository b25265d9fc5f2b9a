//! Does a key say what its value is, or why it is none?

use crate::ingress;
use gatewright_plugin_sdk::contract::{FactId, OnLoss, VerdictKind, Want};
use gatewright_plugin_sdk::value::{Bytes, Cidrs, Flag};
use gatewright_plugin_sdk::{Answer, Key, KeyInfo, Reading, Told, View};
use serde_json::json;

const LIMIT: Key<Bytes> = Key::new("limit", "1m", "The most bytes");
const ALLOW: Key<Cidrs> = Key::new("allow", "everybody", "Who gets through");

fn object(key: &str, value: &str) -> gatewright_plugin_sdk::contract::Object {
    let body = json!({ "metadata": { "annotations": { format!("acme.example/{key}"): value } } });
    ingress(body, &[&format!("/metadata/annotations/acme.example~1{key}")])
}

#[test]
fn a_value_is_absent_good_or_bad() {
    let good = object("limit", "8m");
    assert_eq!(
        LIMIT.read(View::of(&good), "acme.example"),
        Reading::Value(Told { value: Bytes(8 << 20), fact: FactId(1) })
    );
    assert_eq!(LIMIT.read(View::of(&good), "other.example"), Reading::Absent);
    let bad = object("limit", "much");
    assert!(matches!(LIMIT.read(View::of(&bad), "acme.example"), Reading::Bad(told) if told.value.contains("`much`")));
}

#[test]
fn what_cannot_be_read_is_settled() {
    let bad = object("limit", "much");
    let mut answer = Answer::new("acme", "acme.example");
    assert!(LIMIT.take(View::of(&bad), &mut answer).is_none());
    let response = answer.finish([FactId(1)]);
    let verdict = &response.verdicts[0];
    assert_eq!((verdict.fact, verdict.outcome), (FactId(1), VerdictKind::Invalid));
    assert_eq!(verdict.advice.as_deref(), Some("write size here"));
    assert!(response.findings.is_empty() && response.attach.is_empty());
}

#[test]
fn a_guard_that_cannot_be_read_closes() {
    let bad = object("allow", "office");
    let mut answer = Answer::new("acme", "acme.example");
    assert!(ALLOW.take_guard(View::of(&bad), &mut answer).is_none());
    let response = answer.finish([FactId(1)]);
    let want = &response.attach[0].wants[0];
    assert_eq!(want.want, Want::PossibleGuard { key: "acme.example/allow".to_owned() });
    assert_eq!((want.on_loss, want.from.as_slice()), (OnLoss::Close, [FactId(1)].as_slice()));
    assert_eq!(response.verdicts[0].outcome, VerdictKind::Invalid);

    let absent = object("other", "x");
    let mut answer = Answer::new("acme", "acme.example");
    assert!(ALLOW.take_guard(View::of(&absent), &mut answer).is_none());
    assert!(answer.finish([]).attach.is_empty());
}

#[test]
fn a_key_knows_its_document() {
    const FLAG: Key<Flag> = Key::new("on", "false", "Whether");
    let doc = (&FLAG as &dyn KeyInfo).doc();
    assert_eq!((doc.key.as_str(), doc.value.as_str(), doc.default.as_str()), ("on", "true or false", "false"));
    assert_eq!(doc.values, ["true", "false"]);
}
