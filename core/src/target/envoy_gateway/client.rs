//! ClientTrafficPolicy: certificates of clients, whose address counts, TLS, how connections are kept.

mod address;
mod connections;
mod tls;

pub(super) use address::address;
pub(super) use connections::connections;
pub(super) use tls::options;

use super::API;
use crate::emit::Node;
use crate::grant::{Edition, Grant, Shortfall};
use crate::target::{Attach, Part, PolicyKind};
use gatewright_contract::{ClientCertificate, ClientCertificateMode};

static POLICY: PolicyKind = PolicyKind { api_version: API, kind: "ClientTrafficPolicy", on: Attach::Listener };
/// The same before it could be for ListenerSets.
static POLICY_1_8: PolicyKind =
    PolicyKind { api_version: API, kind: "ClientTrafficPolicy", on: Attach::GatewayListener };

/// The policy of a release.
fn policy(edition: Edition<'_>) -> &'static PolicyKind {
    if is_1_8(edition) { &POLICY_1_8 } else { &POLICY }
}

fn is_1_8(edition: Edition<'_>) -> bool {
    edition.profile.version == Some("1.8")
}

/// `tls.clientValidation`, and what the backend is told.
pub(super) fn certificate(wanted: &ClientCertificate, edition: Edition<'_>) -> Grant {
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
    let mut parts = vec![Part::of_requests(policy(edition), &["tls", "clientValidation"], validation)];
    let told = if wanted.forward {
        let details = Node::list(["Subject", "Cert"].map(Node::str));
        let header = Node::map([("mode", Node::str("SanitizeSet")), ("certDetailsToAdd", details)]);
        parts.push(Part::of_requests(policy(edition), &["headers", "xForwardedClientCert"], header));
        "the backend finds it in the header `x-forwarded-client-cert`"
    } else {
        "the backend is told nothing of it"
    };
    let why = format!("{what}, where a request was answered 400; {told}");
    let advice = "read the certificate from `x-forwarded-client-cert` where the backend needs it";
    Grant::Policy(parts, Some(Shortfall::new(why, advice)))
}
