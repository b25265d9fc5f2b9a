//! Which Ingresses, classes and Services do manifests hold, and to which gateway does each Ingress belong?
//!
//! Read without the engine, by the Ingress API alone: the class is `spec.ingressClassName`, else the annotation that came
//! before it, else the IngressClass that is the default.

use crate::tree::{at, group, kind, name, namespace, objects, text};
use gatewright_contract::{Object, ObjectId, ObjectRef};
use serde_json::Value;
use std::collections::BTreeMap;

const CLASS: &str = "kubernetes.io/ingress.class";
const DEFAULT_CLASS: &str = "ingressclass.kubernetes.io/is-default-class";

/// The objects of YAML or JSON texts that [`super::simulate`] reads. An object that names no namespace is in `own`.
/// Copies count once; of different objects under one name none counts.
pub fn read(texts: &[&str], own: &str) -> Vec<Object> {
    let mut named: BTreeMap<(String, String, String), Vec<Value>> = BTreeMap::new();
    for object in objects(texts).into_iter().filter(concerns) {
        let place = match text(at(&object, "/metadata/namespace")).filter(|place| !place.is_empty()) {
            _ if kind(&object) == "IngressClass" => "",
            Some(_) => namespace(&object),
            None => own,
        };
        let key = (kind(&object).to_owned(), place.to_owned(), name(&object).to_owned());
        let held = named.entry(key).or_default();
        if !held.contains(&object) {
            held.push(object);
        }
    }
    let alone: Vec<_> = named.into_iter().filter(|(_, held)| held.len() == 1).collect();
    let default = alone.iter().flat_map(|(_, held)| held).find(|object| is_default_class(object)).map(name);
    let default = default.unwrap_or_default().to_owned();
    let numbered =
        (0..).zip(alone.into_iter().flat_map(|(key, held)| held.into_iter().map(move |body| (key.clone(), body))));
    numbered.map(|(number, (key, body))| object(number, key, body, &default)).collect()
}

fn concerns(object: &Value) -> bool {
    matches!(
        (group(object), kind(object)),
        ("networking.k8s.io" | "extensions", "Ingress") | ("networking.k8s.io", "IngressClass") | ("", "Service")
    )
}

fn object(number: u32, (kind, namespace, name): (String, String, String), body: Value, default: &str) -> Object {
    let gateway = (kind == "Ingress").then(|| class(&body).unwrap_or(default).to_owned());
    let api_version = text(at(&body, "/apiVersion")).unwrap_or_default().to_owned();
    let namespace = (!namespace.is_empty()).then_some(namespace);
    let reference = ObjectRef { api_version, kind, namespace, name: Some(name) };
    Object { id: ObjectId(number), reference, gateway, facts: BTreeMap::new(), body }
}

fn class(ingress: &Value) -> Option<&str> {
    let annotation = at(ingress, "/metadata/annotations").get(CLASS).and_then(text);
    let named = text(at(ingress, "/spec/ingressClassName")).filter(|class| !class.is_empty());
    named.or(annotation.filter(|class| !class.is_empty()))
}

fn is_default_class(object: &Value) -> bool {
    kind(object) == "IngressClass"
        && at(object, "/metadata/annotations").get(DEFAULT_CLASS).and_then(text) == Some("true")
}
