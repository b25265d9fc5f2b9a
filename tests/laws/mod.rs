//! What holds for every input, shown on random clusters (see `support::ingresses`).

mod accounting;
mod closedness;
mod controller;
mod corpus;
mod determinism;
mod idempotence;
mod layout;
mod locality;
mod lowering;
mod measured;
mod mutation;
mod trace;
mod traffic;
mod validity;

use proptest::collection::vec;
use proptest::prelude::*;
use support::document::{Doc, text};

/// Seeds of a cluster of 1 to 12 documents.
fn clusters() -> impl Strategy<Value = Vec<u64>> {
    vec(any::<u64>(), 1..12)
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() }
}

/// Puts an Ingress into the class `edge`.
fn one_class(document: &mut Doc) {
    document.get_mut("spec").unwrap().set("ingressClassName", text("edge"));
    if let Some(Doc::Map(annotations)) = document.get_mut("metadata").unwrap().get_mut("annotations") {
        annotations.retain(|(key, _)| key != "kubernetes.io/ingress.class");
    }
}
