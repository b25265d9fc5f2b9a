//! An unrelated Ingress changes nothing else.

use super::clusters;
use crate::typed;
use proptest::prelude::*;
use serde_yaml_ng::Value;
use std::collections::BTreeMap;
use support::conversion::Conversion;
use support::document::{Doc, file, map, number, text};
use support::ingresses::{Manners, cluster};

/// A host that no random cluster names.
const HOST: &str = "unrelated.test";

proptest! {
    #![proptest_config(super::config())]

    #[test]
    fn an_ingress_of_another_class_changes_nothing(seeds in clusters(), at in 0usize..12) {
        let mut documents = cluster(&seeds, Manners::Odd);
        let before = objects(&documents);
        documents.insert(at.min(documents.len()), unrelated("elsewhere"));
        let after = objects(&documents);
        for (name, object) in &before {
            prop_assert_eq!(Some(object), after.get(name), "{}", name);
        }
    }

    #[test]
    fn an_ingress_of_another_host_changes_no_route(seeds in clusters(), at in 0usize..12) {
        let mut documents = cluster(&seeds, Manners::Odd);
        let before = objects(&documents);
        documents.insert(at.min(documents.len()), unrelated("edge"));
        let after = objects(&documents);
        for (name, object) in before.iter().filter(|(_, object)| is_route_of_other_hosts(object)) {
            prop_assert_eq!(Some(object), after.get(name), "{}", name);
        }
    }
}

fn unrelated(class: &str) -> Doc {
    let service = map([("name", text("far")), ("port", map([("number", number(80))]))]);
    let path = map([("path", text("/")), ("pathType", text("Prefix")), ("backend", map([("service", service)]))]);
    let rule = map([("host", text(HOST)), ("http", map([("paths", Doc::List(vec![path]))]))]);
    map([
        ("apiVersion", text("networking.k8s.io/v1")),
        ("kind", text("Ingress")),
        ("metadata", map([("name", text("unrelated")), ("namespace", text("elsewhere"))])),
        ("spec", map([("ingressClassName", text(class)), ("rules", Doc::List(vec![rule]))])),
    ])
}

fn objects(documents: &[Doc]) -> BTreeMap<String, Value> {
    let printed = typed::documents(&Conversion::plain(file(documents)).manifests);
    let name = |object: &Value| {
        let metadata = &object["metadata"];
        format!("{:?} {:?}/{:?}", object["kind"], metadata["namespace"], metadata["name"])
    };
    printed.into_iter().map(|object| (name(&object), object)).collect()
}

/// A route that names its hosts, none of which takes [`HOST`].
fn is_route_of_other_hosts(object: &Value) -> bool {
    let hosts = object["spec"]["hostnames"].as_sequence();
    object["kind"] == "HTTPRoute"
        && hosts.is_some_and(|hosts| hosts.iter().all(|host| host != HOST && host != "*.test"))
}
