//! When does the ExternalAuth filter ask the same question of the same service?
//!
//! The filter puts its path before that of the request, and asks with the request's method. A service asked elsewhere
//! than before might let in whom it kept out, so the filter is used only where the question goes to the root.

use super::{AuthFilter, Edition, Field, Grant, Shortfall};
use crate::options::Channel;
use gatewright_contract::ExternalAuth;

/// Headers the filter may name.
const MOST: usize = 64;

pub(super) fn grants(auth: &ExternalAuth, edition: Edition<'_>) -> Grant {
    let refused = |why: &str, advice: &str| Grant::Refused(Shortfall::new(why.to_owned(), advice));
    if edition.channel == Channel::Standard {
        return refused(
            "the filter for external authentication is in the experimental channel only",
            "use --channel experimental or a policy of the target",
        );
    }
    let Some(service) = &auth.service else {
        return refused(
            "the service that is asked is no Service of the cluster",
            "put a Service in front of it, or use a policy of the target that takes a URL",
        );
    };
    if auth.sign_in.is_some() {
        return refused("the filter cannot send a client to a sign-in page", "use a policy of the target");
    }
    if auth.method.as_deref().is_some_and(|method| !method.eq_ignore_ascii_case("GET")) {
        return refused("the filter cannot choose the method of its question", "use a policy of the target");
    }
    if !matches!(auth.path.as_str(), "" | "/") {
        return refused(
            "the filter asks at the request's own path, not at one path",
            "let the service answer at any path, or use a policy of the target",
        );
    }
    if auth.response_headers.len() > MOST {
        return refused("the filter cannot pass so many headers on", "pass fewer than 65 headers on");
    }
    let mut why = "the service is asked with the request's own path, and sees few of its headers".to_owned();
    if auth.response_headers.is_empty() {
        why.push_str("; every header of its answer reaches the backend");
    }
    let filter = AuthFilter {
        service: service.clone(),
        request_headers: vec!["Cookie".to_owned()],
        response_headers: auth.response_headers.clone(),
    };
    let advice = "try that the service still lets in and keeps out whom it should";
    Grant::Field(Field::Auth(filter), Some(Shortfall::new(why, advice)))
}
