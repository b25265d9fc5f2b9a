//! Which wants do Envoy Gateway's own objects grant, and how nearly?

use super::format::Beside;
use super::{backend, client, firewall, format, identity, proxy, rewrite, security, traffic};
use crate::grant::{Edition, Grant, Shortfall};
use gatewright_contract::{RewriteRegex, Want};

/// How it grants a want; `None` leaves it to the Gateway API.
pub(super) fn grants(want: &Want, edition: Edition<'_>) -> Option<Grant> {
    match want {
        Want::RewriteRegex(regex) => Some(rewrites(regex)),
        Want::MirrorTo { url } => Some(backend::copies(url)),
        Want::DynamicHeader { name, pieces, side, beside, .. } => {
            format::header(name, (pieces, *side), if *beside { Beside::Others } else { Beside::Alone })
        }
        Want::Telemetry { what, enabled: false, .. } if what == "access-log" => Some(proxy::no_log()),
        Want::Telemetry { what, format, .. } if what == "access-log" => Some(proxy::log(format)),
        Want::BasicAuth(auth) => Some(security::password(auth)),
        Want::ExternalAuth(auth) => Some(security::service(auth)),
        Want::Jwt(wanted) => Some(identity::token(wanted)),
        Want::Oidc(wanted) => Some(identity::provider(wanted)),
        Want::ClientCertificate(wanted) => Some(client::certificate(wanted, edition)),
        Want::ClientAddress(wanted) => Some(client::address(wanted, edition)),
        Want::ClientConnections(wanted) => Some(client::connections(wanted, edition)),
        Want::TlsOptions { options } => Some(client::options(options, edition)),
        Want::Compression(wanted) => Some(traffic::compression(wanted)),
        Want::Cors(cors) => security::origins(cors, edition),
        Want::IpAccess(access) => security::addresses(access),
        Want::RateLimit(limit) => Some(traffic::rate(limit, edition)),
        Want::BodyLimit { bytes } => traffic::body(*bytes),
        Want::Timeouts(timeouts) => traffic::timeouts(timeouts),
        Want::Retry(retry) => Some(traffic::retry(retry)),
        Want::SessionAffinity(affinity) => Some(traffic::affinity(affinity)),
        Want::Concurrency(wanted) => Some(traffic::concurrency(wanted)),
        Want::HealthCheck(wanted) => Some(traffic::check(wanted)),
        Want::Ejection(wanted) => Some(traffic::ejection(wanted)),
        Want::FaultInjection(wanted) => Some(traffic::fault(wanted)),
        Want::LoadBalancing(balancing) => Some(traffic::balancing(balancing)),
        // Bodies pass as they come, both ways.
        Want::Buffering { request: None | Some(false), response: None | Some(false) } => Some(Grant::Unasked),
        Want::AnyOf(_) => Some(refused(
            "a policy asks for all of its guards, never for one of them",
            "keep one of them, or let another service decide by external authentication",
        )),
        Want::ConnectionLimit(_) => Some(refused(
            "connections are counted for each listener or backend, not for each client",
            "limit requests instead, or connections before the Gateway",
        )),
        Want::Bandwidth { .. } => Some(refused(
            "bandwidth is limited for all requests of a route together, not for each response",
            "limit it in the application, or write `bandwidthLimit` for all of them into a BackendTrafficPolicy",
        )),
        Want::ErrorPages(pages) => Some(traffic::pages(pages)),
        Want::Buffering { .. } => {
            Some(refused("answers pass as they come", "nothing to do unless a backend is harmed by slow clients"))
        }
        Want::Waf(waf) => Some(firewall::firewall(waf)),
        Want::PossibleGuard { .. }
        | Want::Protocol(_)
        | Want::BackendTls(_)
        | Want::Telemetry { .. }
        | Want::Passthrough
        | Want::Opaque { .. }
        | Want::Other { .. } => None,
    }
}

fn rewrites(regex: &RewriteRegex) -> Grant {
    match rewrite::pattern(&regex.regex) {
        Some(_) => Grant::Own(None),
        None => Grant::Refused(Shortfall::new(
            format!("`{}` is not a regular expression in the syntax of RE2", regex.regex.pattern),
            "write it without look-around and back references",
        )),
    }
}

fn refused(why: &str, advice: &str) -> Grant {
    Grant::Refused(Shortfall::new(why.to_owned(), advice))
}
