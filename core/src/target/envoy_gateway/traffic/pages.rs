//! Error pages: why another service cannot answer, and what a person can write instead.

use crate::grant::{Grant, Shortfall};
use gatewright_contract::ErrorPages;

/// `responseOverride` knows fixed texts and redirects, which nothing in the input says.
pub(in crate::target::envoy_gateway) fn pages(wanted: &ErrorPages) -> Grant {
    let statuses = if wanted.statuses.is_empty() { &[503] } else { wanted.statuses.as_slice() };
    let codes: Vec<String> = statuses.iter().map(|status| format!("{{value: {status}}}")).collect();
    let fragment = format!(
        "`responseOverride: [{{match: {{statusCodes: [{}]}}, response: {{contentType: text/html, body: {{inline: PAGE}}}}}}]`",
        codes.join(", ")
    );
    let why = if wanted.statuses.is_empty() {
        "where the backend has no endpoint the answer is 503, and no other service is asked"
    } else {
        "answers are replaced by fixed texts, never by those of another service"
    };
    let advice = format!(
        "let the application answer with pages of its own, or write one into a BackendTrafficPolicy for the route: {fragment}; \
         a longer one stands in a ConfigMap that `body.valueRef` names; a route has one such policy, so write it into the \
         one that is printed, where there is one"
    );
    Grant::Refused(Shortfall::new(why.to_owned(), &advice))
}

#[cfg(test)]
mod tests {
    use super::pages;
    use crate::grant::Grant;
    use gatewright_contract::ErrorPages;

    #[test]
    fn the_fragment_names_the_statuses() {
        let of = |statuses: &[u16]| {
            let Grant::Refused(short) = pages(&ErrorPages { statuses: statuses.to_vec(), service: None }) else {
                panic!()
            };
            short.advice
        };
        assert!(of(&[404, 503]).contains("statusCodes: [{value: 404}, {value: 503}]"));
        assert!(of(&[]).contains("statusCodes: [{value: 503}]"));
    }
}
