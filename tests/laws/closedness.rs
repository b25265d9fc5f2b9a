//! What was guarded is not open afterwards: no request that a guarded Ingress answered reaches a backend, neither through
//! a wider rule nor through a wildcard host nor through another Ingress.

use super::clusters;
use crate::models::gateway::{Answer, FallThrough, answers};
use crate::models::{Request, ingress::deciders, requests};
use crate::typed;
use gatewright_core::options::{OpenRoutes, Options};
use proptest::prelude::*;
use support::conversion::{Conversion, file as input};
use support::document::{file, map, text};
use support::ingresses::{Manners, cluster};

proptest! {
    #![proptest_config(super::config())]

    #[test]
    fn no_guarded_request_reaches_a_backend(seeds in clusters()) {
        let text = guarded_cluster(&seeds);
        let leaks = leaks(&text, OpenRoutes::Withhold);
        prop_assert!(leaks.is_empty(), "{:#?}\n{}\n{}", leaks, text, Conversion::plain(text.clone()).manifests);
    }
}

/// The law has something to say about random clusters, and it sees a leak where the user asked for one.
#[test]
fn random_clusters_have_guards_and_open_routes_are_seen() {
    let clusters: Vec<Vec<u64>> = (0..40).map(|start| (start * 7..start * 7 + 5).collect()).collect();
    let open = clusters.iter().filter(|seeds| !leaks(&guarded_cluster(seeds), OpenRoutes::Emit).is_empty()).count();
    assert!(open > 20, "only {open} of 40 clusters have a guarded rule that can be opened");
}

/// Ingresses of one class, every third one guarded.
fn guarded_cluster(seeds: &[u64]) -> String {
    let mut documents = cluster(seeds, Manners::Valid);
    documents
        .retain(|document| document.is("Ingress") && document.get("apiVersion") == Some(&text("networking.k8s.io/v1")));
    for (at, document) in documents.iter_mut().enumerate() {
        super::one_class(document);
        if seeds.get(at).is_some_and(|seed| seed % 3 == 0) {
            let guard = map([("example.com/auth-url", text("https://login.example/check"))]);
            document.get_mut("metadata").unwrap().set("annotations", guard);
        }
    }
    file(&documents)
}

fn leaks(text: &str, open_routes: OpenRoutes) -> Vec<(Request, Vec<Answer>)> {
    let ingresses = typed::documents(text);
    let conversion = Conversion::of(input(text), Options { open_routes, ..Options::default() });
    let objects = typed::documents(&conversion.manifests);
    let mut leaks = Vec::new();
    for request in requests() {
        let deciders = deciders(&ingresses, request);
        if deciders.is_empty() || deciders.iter().any(|decider| !decider.guarded) {
            continue;
        }
        for protocol in ["HTTP", "HTTPS"] {
            for fall in [FallThrough::Yes, FallThrough::No] {
                let answers = answers(&objects, request, protocol, fall);
                if answers.iter().any(|answer| matches!(answer, Answer::Services(_))) {
                    leaks.push((request, answers));
                }
            }
        }
    }
    leaks
}
