//! What is printed answers as what was read, by two models that share no code with the engine or with each other; or a
//! finding that speaks of the very request says otherwise.

use super::clusters;
use gatewright_contract::collections::SortedMap;
use gatewright_contract::{HttpRequest, SimRequest};
use gatewright_verify::compare::{complete, same};
use gatewright_verify::source::share;
use gatewright_verify::{Announced, Findings, Model, Traits, plain};
use proptest::prelude::*;
use support::conversion::Conversion;
use support::document::{file, text};
use support::ingresses::{Manners, cluster};

proptest! {
    #![proptest_config(super::config())]

    #[test]
    fn every_answer_is_the_same_or_announced(seeds in clusters()) {
        let mut documents = cluster(&seeds, Manners::Plain);
        documents.retain(|document| document.get("apiVersion") == Some(&text("networking.k8s.io/v1")) && document.is("Ingress"));
        documents.iter_mut().for_each(super::one_class);
        let text = file(&documents);
        let conversion = Conversion::plain(text.clone());
        let diagnostics = conversion.report.diagnostics.iter();
        let findings: Findings<'_> = diagnostics
            .filter_map(|finding| Some(Announced { code: &finding.code, announces: finding.announces.as_deref()? }))
            .collect();
        let model = Model::read(&[&conversion.manifests], Traits::default());
        let requests: Vec<HttpRequest> = crate::models::requests().map(|asked| request(asked.host, asked.path)).collect();
        let objects = share(&[&text], "default", &[]).plain;
        let answers = plain::simulate(&SimRequest { objects, requests: requests.clone(), ..SimRequest::default() }).answers;
        for (request, before) in requests.iter().zip(answers) {
            let Some(before) = before.answer.map(|answer| complete(answer, request)) else { continue };
            for after in model.answers(request) {
                let differences = same(&before, &complete(after.clone(), request));
                prop_assert!(
                    differences.is_empty() || !findings.announcing(request, &differences).is_empty(),
                    "{:?}: {:?} was {:?}, now {:?}\n{}\n{}", request, differences, before, after, text, conversion.manifests
                );
            }
        }
    }
}

fn request(host: &str, path: &str) -> HttpRequest {
    HttpRequest {
        method: "GET".to_owned(),
        scheme: "http".to_owned(),
        host: host.to_owned(),
        path: path.to_owned(),
        headers: SortedMap::new(),
        client_address: None,
        client_cert: None,
        body_bytes: None,
    }
}
