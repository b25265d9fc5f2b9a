//! What comes out routes the same: every request gets to the Service it got to before, or a finding says otherwise.

use super::clusters;
use crate::models::gateway::{Answer, FallThrough, answers};
use crate::models::ingress::deciders;
use crate::models::requests;
use crate::typed;
use gatewright_contract::Severity;
use proptest::prelude::*;
use support::conversion::Conversion;
use support::document::{file, text};
use support::ingresses::{Manners, cluster};

/// Findings that are not about who answers a request.
const ASIDE: [&str; 3] = ["core/gateway-class", "core/default-certificate", "core/tls-conflict"];

proptest! {
    #![proptest_config(super::config())]

    #[test]
    fn every_request_gets_where_it_got_before_or_is_announced(seeds in clusters()) {
        let mut documents = cluster(&seeds, Manners::Plain);
        documents.retain(|document| document.get("apiVersion") == Some(&text("networking.k8s.io/v1")) && document.is("Ingress"));
        documents.iter_mut().for_each(super::one_class);
        let text = file(&documents);
        let ingresses = typed::documents(&text);
        let conversion = Conversion::plain(text.clone());
        let objects = typed::documents(&conversion.manifests);
        let mut findings = conversion.report.diagnostics.iter();
        let announced = findings.any(|finding| finding.severity != Severity::Info && !ASIDE.contains(&finding.code.as_ref()));
        for request in requests() {
            let deciders = deciders(&ingresses, request);
            // Where only the order of objects decides, or a backend is no Service, this model has no opinion.
            let [decider] = deciders.as_slice() else { continue };
            let Some(service) = &decider.service else { continue };
            for fall in [FallThrough::Yes, FallThrough::No] {
                let now = answers(&objects, request, "HTTP", fall);
                let same = now == [Answer::Services(vec![service.clone()])];
                prop_assert!(
                    same || announced,
                    "{:?}: {} answered from {}, now {:?}\n{}\n{}", request, decider.ingress, service, now, text, conversion.manifests
                );
            }
        }
    }
}
