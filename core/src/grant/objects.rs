//! Which wants do objects beside the route keep: other kinds of routes, and policies of Services?
//!
//! Whether they can depends on everything else that reaches the same host or Service, so what is promised here is
//! looked at again when the objects are made, and what cannot be kept is said there.

use super::{Edition, Grant, Shortfall};
use crate::options::{Channel, GatewayApi};
use gatewright_contract::{BackendProtocol, Want};

/// How they keep a want; `None` where they have nothing to do with it.
pub(super) fn grants(want: &Want, edition: Edition<'_>) -> Option<Grant> {
    match want {
        Want::Protocol(BackendProtocol::Grpc | BackendProtocol::Grpcs | BackendProtocol::Https)
        | Want::BackendTls(_) => Some(Grant::Beside),
        Want::Passthrough if edition.release < GatewayApi::V1_5 && edition.channel == Channel::Standard => {
            let why = "Gateway API 1.4 has TLSRoute in its experimental channel only".to_owned();
            Some(Grant::Refused(Shortfall::new(why, "use --gateway-api 1.5 or later, or --channel experimental")))
        }
        Want::Passthrough => Some(Grant::Beside),
        Want::Protocol(BackendProtocol::Http | BackendProtocol::FastCgi | BackendProtocol::Auto)
        | Want::PossibleGuard { .. }
        | Want::BasicAuth(_)
        | Want::ExternalAuth(_)
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
        | Want::Timeouts(_)
        | Want::Retry(_)
        | Want::Cors(_)
        | Want::SessionAffinity(_)
        | Want::LoadBalancing(_)
        | Want::Concurrency(_)
        | Want::HealthCheck(_)
        | Want::Ejection(_)
        | Want::FaultInjection(_)
        | Want::Buffering { .. }
        | Want::ErrorPages(_)
        | Want::RewriteRegex(_)
        | Want::MirrorTo { .. }
        | Want::Telemetry { .. }
        | Want::ClientAddress(_)
        | Want::Compression(_)
        | Want::ClientConnections(_)
        | Want::TlsOptions { .. }
        | Want::DynamicHeader { .. }
        | Want::Opaque { .. }
        | Want::Other { .. } => None,
    }
}
