//! Nothing is dropped in silence: every annotation and every setting of every Ingress is one fact with one outcome.

use super::clusters;
use proptest::prelude::*;
use std::collections::BTreeMap;
use support::conversion::Conversion;
use support::document::{Doc, file};
use support::ingresses::{Manners, cluster};

proptest! {
    #![proptest_config(super::config())]

    #[test]
    fn every_setting_of_an_ingress_is_one_fact(seeds in clusters()) {
        let documents = cluster(&seeds, Manners::Valid);
        let conversion = Conversion::plain(file(&documents));
        let counted = counted(&conversion);
        for document in documents.iter().filter(|document| document.is("Ingress")) {
            let name = name(document);
            for pointer in settings(document) {
                let count = counted.get(&(name.clone(), pointer.clone())).copied().unwrap_or(0);
                prop_assert_eq!(count, 1, "{} {} is {} facts in\n{}", name, pointer, count, document.yaml());
            }
        }
    }

    #[test]
    fn every_object_is_in_the_report_even_when_it_is_odd(seeds in clusters()) {
        let documents = cluster(&seeds, Manners::Odd);
        let conversion = Conversion::plain(file(&documents));
        for document in documents.iter().filter(|document| document.is("Ingress")) {
            let known = conversion.report.objects.iter().any(|object| object.reference.name == Some(name(document)));
            prop_assert!(known, "not in the report:\n{}", document.yaml());
        }
        for ((name, pointer), count) in counted(&conversion) {
            prop_assert_eq!(count, 1, "{} {} is {} facts", name, pointer, count);
        }
    }
}

/// How many facts there are for each object's name and pointer. Only Ingresses have names of their own.
fn counted(conversion: &Conversion) -> BTreeMap<(String, String), usize> {
    let mut counted = BTreeMap::new();
    for fact in &conversion.report.facts {
        let object = &conversion.report.objects[fact.object.0 as usize].reference;
        if object.kind == "Ingress" {
            let name = object.name.clone().unwrap_or_default();
            *counted.entry((name, fact.pointer.0.to_string())).or_insert(0) += 1;
        }
    }
    counted
}

fn name(document: &Doc) -> String {
    match document.get("metadata").and_then(|metadata| metadata.get("name")) {
        Some(Doc::Text(name)) => name.clone(),
        other => panic!("no name: {other:?}"),
    }
}

/// Pointers of all annotations, and of all leaves of the spec; a list of texts is one leaf.
fn settings(document: &Doc) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(annotations) = document.get("metadata").and_then(|metadata| metadata.get("annotations")) {
        leaves(annotations, "/metadata/annotations", &mut found);
    }
    if let Some(spec) = document.get("spec") {
        leaves(spec, "/spec", &mut found);
    }
    found
}

fn leaves(value: &Doc, at: &str, found: &mut Vec<String>) {
    match value {
        Doc::Map(entries) => {
            for (key, value) in entries {
                leaves(value, &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        Doc::List(items) if items.iter().any(|item| matches!(item, Doc::Map(_) | Doc::List(_))) => {
            for (index, item) in items.iter().enumerate() {
                leaves(item, &format!("{at}/{index}"), found);
            }
        }
        Doc::List(_) | Doc::Text(_) | Doc::Raw(_) => found.push(at.to_owned()),
    }
}
