//! Which wants can plain Gateway API grant, in which release and channel?

use super::{Edition, Field, Grant, Shortfall};
use super::{affinity, auth, cors, retry, timeouts};
use gatewright_contract::{BackendProtocol, Want};

/// How plain Gateway API grants a want.
pub(super) fn grants(want: &Want, edition: Edition<'_>) -> Grant {
    match want {
        Want::Cors(cors) => cors::grants(cors, edition),
        Want::Timeouts(timeouts) => timeouts::grants(timeouts),
        Want::Retry(retry) => retry::grants(retry, edition),
        Want::SessionAffinity(affinity) => affinity::grants(affinity, edition),
        Want::ExternalAuth(auth) => auth::grants(auth, edition),
        Want::IpAccess(access) if access.allow.is_empty() && access.deny.is_empty() => Grant::Unasked,
        Want::BodyLimit { bytes: 0 } | Want::Protocol(BackendProtocol::Http) => Grant::Unasked,
        Want::Buffering { request: None, response: None } => Grant::Unasked,
        Want::ErrorPages(pages) if pages.statuses.is_empty() && pages.service.is_none() => Grant::Unasked,
        Want::PossibleGuard { .. }
        | Want::BasicAuth(_)
        | Want::Jwt(_)
        | Want::Oidc(_)
        | Want::ClientCertificate(_)
        | Want::IpAccess(_)
        | Want::AnyOf(_)
        | Want::RateLimit(_)
        | Want::ConnectionLimit(_)
        | Want::Waf(_)
        | Want::Bandwidth { .. }
        | Want::BodyLimit { .. }
        | Want::LoadBalancing(_)
        | Want::Concurrency(_)
        | Want::HealthCheck(_)
        | Want::Ejection(_)
        | Want::FaultInjection(_)
        | Want::Protocol(_)
        | Want::BackendTls(_)
        | Want::Buffering { .. }
        | Want::ErrorPages(_)
        | Want::RewriteRegex(_)
        | Want::MirrorTo { .. }
        | Want::Telemetry { .. }
        | Want::ClientAddress(_)
        | Want::Compression(_)
        | Want::ClientConnections(_)
        | Want::Passthrough
        | Want::TlsOptions { .. }
        | Want::DynamicHeader { .. }
        | Want::Opaque { .. }
        | Want::Other { .. } => Grant::Refused(Shortfall::of(want)),
    }
}

/// A field that says all of it, or nearly.
pub(super) fn granted(field: Field, missing: &[String], advice: &str) -> Grant {
    match missing {
        [] => Grant::Field(field, None),
        missing => Grant::Field(field, Some(Shortfall::new(missing.join("; "), advice))),
    }
}
