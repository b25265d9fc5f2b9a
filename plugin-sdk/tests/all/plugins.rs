//! Does a plugin of annotations settle what no feature owns, and let each feature speak once?

use crate::ingress;
use gatewright_plugin_sdk::contract::{FactId, Plugin, Request, Role, SimRequest, VerdictKind};
use gatewright_plugin_sdk::value::Text;
use gatewright_plugin_sdk::{Annotations, Answer, AppliedFeature, Feature, Key, View};
use serde_json::json;

const COLOUR: Key<Text> = Key::new("colour", "none", "A colour");
const SHADE: Key<Text> = Key::new("shade", "none", "A shade of it");

const PAINT: AppliedFeature =
    Feature { name: "paint", keys: &[&COLOUR, &SHADE], doc: "# Paint\n\n### acme/pale\n\nIt is pale.\n" }
        .applied_by(paint);

const PLUGIN: Annotations =
    Annotations { id: "acme", version: "1.2.3", title: "Acme", prefix: "acme.example", features: &[PAINT] };

/// Speaks of the colour alone: a shade is forgotten.
fn paint(view: View<'_>, answer: &mut Answer) {
    if let Some(colour) = COLOUR.take(view, answer) {
        answer.inert(colour.fact, "paint changes no request");
    }
}

fn request(kind: &str, names: &[&str]) -> Request {
    let keys: Vec<String> = names.iter().map(|name| format!("acme.example/{name}")).collect();
    let annotations: serde_json::Map<_, _> = keys.iter().map(|key| (key.clone(), json!("red"))).collect();
    let pointers: Vec<String> =
        names.iter().map(|name| format!("/metadata/annotations/acme.example~1{name}")).collect();
    let pointers: Vec<&str> = pointers.iter().map(String::as_str).collect();
    let mut object = ingress(json!({ "metadata": { "annotations": annotations } }), &pointers);
    object.reference.kind = kind.to_owned();
    Request { objects: vec![object], ..Request::default() }
}

#[test]
fn the_manifest_says_what_it_owns() {
    let manifest = PLUGIN.describe();
    assert_eq!((manifest.id.as_str(), manifest.role, manifest.contract.as_str()), ("acme", Role::Annotations, "1.0"));
    assert_eq!(manifest.claims.prefixes, ["acme.example"]);
    assert_eq!(manifest.features[0].keys.iter().map(|key| key.key.as_str()).collect::<Vec<_>>(), ["colour", "shade"]);
    assert_eq!(manifest.codes().collect::<Vec<_>>(), ["acme/pale"]);
    assert!(manifest.explain("acme/pale").unwrap().contains("It is pale."));
    assert!(manifest.explain("acme.example/shade").is_some() && manifest.explain("other.example/shade").is_none());
}

#[test]
fn every_annotation_is_settled_once() {
    let response = PLUGIN.translate(&request("Ingress", &["colour", "color", "zebra", "shade"])).unwrap();
    let outcomes: Vec<_> = response.verdicts.iter().map(|verdict| verdict.outcome).collect();
    let expected = [VerdictKind::Inert, VerdictKind::Invalid, VerdictKind::Invalid, VerdictKind::Unsupported];
    assert_eq!(outcomes, expected);
    let advice = |at: usize| response.verdicts[at].advice.clone().unwrap();
    assert_eq!(advice(1), "did you mean `acme.example/colour`?");
    assert_eq!(advice(2), "acme understands colour, shade");
    let codes: Vec<&str> = response.findings.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(codes, ["acme/unknown-annotation", "acme/unknown-annotation", "acme/forgotten"]);
}

#[test]
fn annotations_of_other_kinds_are_misplaced() {
    let response = PLUGIN.translate(&request("Service", &["colour"])).unwrap();
    assert_eq!(response.findings[0].code, "acme/misplaced-annotation");
    assert_eq!((response.verdicts[0].fact, response.verdicts[0].outcome), (FactId(1), VerdictKind::Invalid));
}

#[test]
fn it_answers_no_requests() {
    assert!(PLUGIN.simulate(&SimRequest::default()).is_err());
}
