//! Which wants do Envoy Gateway's own objects grant, and how nearly?

use super::rewrite;
use crate::grant::{Edition, Grant, Shortfall};
use gatewright_contract::Want;

/// How it grants a want; `None` leaves it to the Gateway API.
pub(super) fn grants(want: &Want, _edition: Edition<'_>) -> Option<Grant> {
    match want {
        Want::RewriteRegex(regex) => Some(match rewrite::pattern(&regex.regex) {
            Some(_) => Grant::Own(None),
            None => Grant::Refused(Shortfall::new(
                format!("`{}` is not a regular expression in the syntax of RE2", regex.regex.pattern),
                "write it without look-around and back references",
            )),
        }),
        Want::PossibleGuard { .. }
        | Want::BasicAuth(_)
        | Want::ExternalAuth(_)
        | Want::ClientCertificate(_)
        | Want::IpAccess(_)
        | Want::AnyOf(_)
        | Want::RateLimit(_)
        | Want::ConnectionLimit(_)
        | Want::Waf(_)
        | Want::Bandwidth { .. }
        | Want::BodyLimit { .. }
        | Want::Timeouts(_)
        | Want::Retry(_)
        | Want::Cors(_)
        | Want::SessionAffinity(_)
        | Want::LoadBalancing(_)
        | Want::Protocol(_)
        | Want::BackendTls(_)
        | Want::Buffering { .. }
        | Want::ErrorPages(_)
        | Want::MirrorTo { .. }
        | Want::Telemetry { .. }
        | Want::Passthrough
        | Want::TlsOptions { .. }
        | Want::DynamicHeader { .. }
        | Want::Opaque { .. }
        | Want::Other { .. } => None,
    }
}
