//! ClientTrafficPolicy: certificates of clients.

use super::API;
use crate::emit::Node;
use crate::grant::{Grant, Shortfall};
use crate::target::{Attach, Part, PolicyKind};
use gatewright_contract::{ClientCertificate, ClientCertificateMode};

static POLICY: PolicyKind = PolicyKind { api_version: API, kind: "ClientTrafficPolicy", on: Attach::Listener };

/// `tls.clientValidation`, and what the backend is told.
pub(super) fn certificate(wanted: &ClientCertificate) -> Grant {
    if wanted.common_name.is_some() {
        let why = "a certificate's common name is looked at by no policy".to_owned();
        let advice = "let the backend look at it, or give clients certificates with alternative names";
        return Grant::Refused(Shortfall::new(why, advice));
    }
    let (mode, what) = match wanted.mode {
        ClientCertificateMode::Required => ("RequireAndVerify", "no connection comes about without one"),
        ClientCertificateMode::Optional => ("VerifyIfGiven", "no connection comes about with one that is not valid"),
        ClientCertificateMode::OptionalUnverified => ("Request", "every certificate is taken"),
    };
    let authority =
        Node::map([("name", Node::str(wanted.ca.name.clone())), ("namespace", Node::str(wanted.ca.namespace.clone()))]);
    let validation = Node::map([("mode", Node::str(mode)), ("caCertificateRefs", Node::list([authority]))]);
    let mut parts = vec![Part::of_requests(&POLICY, &["tls", "clientValidation"], validation)];
    let told = if wanted.forward {
        let details = Node::list(["Subject", "Cert"].map(Node::str));
        let header = Node::map([("mode", Node::str("SanitizeSet")), ("certDetailsToAdd", details)]);
        parts.push(Part::of_requests(&POLICY, &["headers", "xForwardedClientCert"], header));
        "the backend finds it in the header `x-forwarded-client-cert`"
    } else {
        "the backend is told nothing of it"
    };
    let why = format!("{what}, where a request was answered 400; {told}");
    let advice = "read the certificate from `x-forwarded-client-cert` where the backend needs it";
    Grant::Policy(parts, Some(Shortfall::new(why, advice)))
}
