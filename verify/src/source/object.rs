//! Which objects are there, and in which class is each Ingress?
//!
//! The class is `spec.ingressClassName`, else the annotation that came before it, else the IngressClass that is the
//! default.

use super::{ingress, secret};
use crate::tree::{at, group, kind, name, namespace, objects, text};
use gatewright_contract::{Node, Object, ObjectId, ObjectRef};
use serde_json::Value;
use std::collections::BTreeMap;

const CLASS: &str = "kubernetes.io/ingress.class";
const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";
const DEFAULT_CLASS: &str = "ingressclass.kubernetes.io/is-default-class";

/// A kind with its group, a namespace, a name.
type Key = (String, String, String);

/// The objects, by kind, namespace and name.
pub(super) fn read(texts: &[&str], own: &str) -> Vec<Object> {
    let mut named: BTreeMap<Key, Vec<Value>> = BTreeMap::new();
    for object in objects(texts) {
        let place = match text(at(&object, "/metadata/namespace")).filter(|place| !place.is_empty()) {
            _ if kind(&object) == "IngressClass" => "",
            Some(_) => namespace(&object),
            None => own,
        };
        // Ingress has moved from one group to another.
        let family = if group(&object) == "extensions" { "networking.k8s.io" } else { group(&object) };
        let key = (format!("{}/{family}", kind(&object)), place.to_owned(), name(&object).to_owned());
        if !is_name(name(&object)) {
            // The API server never had it.
            continue;
        }
        let object = match kind(&object) {
            "Secret" => secret::shape(&object),
            "Ingress" => ingress::of_v1(object),
            _ => object,
        };
        let object = written(object);
        let held = named.entry(key).or_default();
        if !held.contains(&object) {
            held.push(object);
        }
    }
    let alone: Vec<(Key, Value)> = named
        .into_iter()
        .filter_map(|(key, held)| <[Value; 1]>::try_from(held).ok().map(|[body]| (key, body)))
        .collect();
    let default = alone.iter().map(|(_, body)| body).find(|body| is_default_class(body)).map(name);
    let default = default.unwrap_or_default().to_owned();
    (0..).zip(alone).map(|(number, ((_, place, name), body))| object(number, (place, name), body, &default)).collect()
}

/// Whether an object can have this name.
fn is_name(name: &str) -> bool {
    let ends = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let part = |part: &str| ends(part.bytes().next()) && ends(part.bytes().last());
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.".contains(&byte);
    name.len() < 254 && name.bytes().all(allowed) && name.split('.').all(part)
}

/// What a person wrote of an object, without what the API server adds.
fn written(mut object: Value) -> Value {
    if let Some(members) = object.as_object_mut() {
        members.remove("status");
    }
    if let Some(metadata) = object.get_mut("metadata").and_then(Value::as_object_mut) {
        for added in ["managedFields", "resourceVersion", "uid", "generation", "selfLink"] {
            metadata.remove(added);
        }
        let annotations = metadata.get_mut("annotations").and_then(Value::as_object_mut);
        annotations.and_then(|annotations| annotations.remove(LAST_APPLIED));
    }
    object
}

fn object(number: u32, (namespace, name): (String, String), body: Value, default: &str) -> Object {
    let kind = kind(&body).to_owned();
    let gateway = (kind == "Ingress").then(|| class(&body).unwrap_or(default).to_owned());
    let api_version = text(at(&body, "/apiVersion")).unwrap_or_default().to_owned();
    let namespace = (!namespace.is_empty()).then_some(namespace);
    let reference = ObjectRef { api_version, kind, namespace, name: Some(name) };
    Object { id: ObjectId(number), reference, gateway, body: Node::from(body) }
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
