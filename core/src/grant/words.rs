//! What is a want called, what can be done where nothing grants it, and in what do answers differ then?

use super::Shortfall;
use gatewright_contract::{Aspect, Side, Want};

/// In what the answers of a closed rule may differ.
pub(super) const EVERYTHING: [Aspect; 6] = [
    Aspect::Answer,
    Aspect::Backends,
    Aspect::Upstream,
    Aspect::RequestHeaders,
    Aspect::ResponseHeaders,
    Aspect::Guards,
];

impl Shortfall {
    /// Why plain Gateway API has no way to do it.
    pub(super) fn of(want: &Want) -> Shortfall {
        Shortfall::new("no field of a route can say it".to_owned(), advice(want))
    }
}

/// Its name for a person.
pub(super) fn name(want: &Want) -> String {
    let name = match want {
        Want::PossibleGuard { key } => return format!("`{key}`"),
        Want::BasicAuth(_) => "authentication by name and password",
        Want::ExternalAuth(_) => "authentication by another service",
        Want::Jwt(_) => "authentication by token (JWT)",
        Want::Oidc(_) => "sign-in at a provider (OpenID Connect)",
        Want::ClientCertificate(_) => "client certificates",
        Want::IpAccess(_) => "the list of client addresses",
        Want::AnyOf(guards) => return guards.iter().map(name).collect::<Vec<_>>().join(" or "),
        Want::RateLimit(_) => "the rate limit",
        Want::ConnectionLimit(_) => "the limit of connections",
        Want::Waf(_) => "the web application firewall",
        Want::Bandwidth { .. } => "the limit of bandwidth",
        Want::BodyLimit { .. } => "the limit of request bodies",
        Want::Timeouts(_) => "timeouts towards the backend",
        Want::Retry(_) => "retries",
        Want::Cors(_) => "cross-origin requests",
        Want::SessionAffinity(_) => "session affinity",
        Want::LoadBalancing(_) => "the choice of endpoints",
        Want::Concurrency(_) => "how much a backend has to do at a time",
        Want::HealthCheck(_) => "the check of endpoints",
        Want::Ejection(_) => "leaving failing endpoints out",
        Want::FaultInjection(_) => "failures on purpose",
        Want::Protocol(_) => "the backend's protocol",
        Want::BackendTls(_) => "TLS towards the backend",
        Want::Buffering { .. } => "buffering of bodies",
        Want::ErrorPages(_) => "error pages",
        Want::RewriteRegex(_) => "the rewrite by regular expression",
        Want::MirrorTo { url } => return format!("the copy of requests to `{url}`"),
        Want::Telemetry { what, .. } if what == "access-log" => "the access log",
        Want::Telemetry { what, .. } => return format!("telemetry (`{what}`)"),
        Want::ClientAddress(_) => "which address is the client's",
        Want::Compression(_) => "compression",
        Want::ClientConnections(_) => "how connections of clients are kept",
        Want::Passthrough => "TLS passed through to the backend",
        Want::TlsOptions { .. } => "TLS settings towards clients",
        Want::DynamicHeader { name, .. } => return format!("the header `{name}` with a value of the request's own"),
        Want::Opaque { language, .. } => return format!("configuration in the controller's own words (`{language}`)"),
        Want::Other { name, .. } => return format!("`{name}`"),
    };
    name.to_owned()
}

fn advice(want: &Want) -> &'static str {
    match want {
        Want::PossibleGuard { .. } => "load the plugin that owns it",
        Want::BasicAuth(_) | Want::ExternalAuth(_) | Want::Jwt(_) | Want::Oidc(_) | Want::AnyOf(_) => {
            "choose a target with a policy for authentication, or let the application ask"
        }
        Want::ClientCertificate(_) => "choose a target with a policy for client certificates",
        Want::IpAccess(_) => "choose a target with a policy for client addresses, or filter before the Gateway",
        Want::RateLimit(_) | Want::ConnectionLimit(_) => "choose a target with a policy for limits, or limit elsewhere",
        Want::Waf(_) => "choose a target with a firewall, or put one before the Gateway",
        Want::Bandwidth { .. } => "limit bandwidth in the application or before the Gateway",
        Want::BodyLimit { .. } => "choose a target with a policy for body sizes, or limit them in the application",
        Want::Timeouts(_)
        | Want::Retry(_)
        | Want::Buffering { .. }
        | Want::Concurrency(_)
        | Want::Ejection(_)
        | Want::FaultInjection(_) => "set it in a policy of the target",
        Want::HealthCheck(_) => "let the readiness probe of the Pods ask",
        Want::Cors(_) => "let the application answer cross-origin requests",
        Want::SessionAffinity(_) => "choose a target with a policy for session affinity",
        Want::LoadBalancing(_) => "choose a target with a policy for load balancing, or do without",
        Want::Protocol(_) => "set `appProtocol` on the Service's port, where the target reads it",
        Want::BackendTls(_) => "write a BackendTLSPolicy for the Service",
        Want::ErrorPages(_) => "let the application answer with pages of its own",
        Want::RewriteRegex(_) => "rewrite a prefix or the whole path, or choose a target with regular expressions",
        Want::MirrorTo { .. } => "put a Service in front of the URL",
        Want::Telemetry { .. } => "configure it where the target is installed",
        Want::ClientAddress(_) => "tell the target whose word it may take for the client's address",
        Want::Compression(_) => "switch compression on where the target is installed, or in a policy",
        Want::ClientConnections(_) => "set it on the Gateway, where the target has a way",
        Want::Passthrough => "use a TLSRoute on a listener of mode Passthrough",
        Want::TlsOptions { .. } => "configure it on the Gateway, where the target has a way",
        Want::DynamicHeader { .. } => "let the application find the value in X-Forwarded headers, or use a policy",
        Want::Opaque { .. } => "say it in annotations, or in a policy of the target",
        Want::Other { .. } => "look for a policy of the target that does it",
    }
}

/// In what answers differ while it is not kept; what no answer shows is not here.
pub(super) fn aspects(want: &Want) -> &'static [Aspect] {
    match want {
        Want::ExternalAuth(_) | Want::Jwt(_) | Want::Oidc(_) | Want::ClientCertificate(_) => {
            &[Aspect::RequestHeaders, Aspect::Guards]
        }
        Want::PossibleGuard { .. }
        | Want::BasicAuth(_)
        | Want::IpAccess(_)
        | Want::AnyOf(_)
        | Want::RateLimit(_)
        | Want::ConnectionLimit(_)
        | Want::Waf(_) => &[Aspect::Guards],
        Want::Cors(_) => &[Aspect::Answer, Aspect::ResponseHeaders],
        Want::SessionAffinity(_) => &[Aspect::ResponseHeaders],
        // A request with a body that is too long is answered here, not by the backend.
        Want::BodyLimit { .. } => &[Aspect::Answer, Aspect::Backends, Aspect::Upstream],
        Want::FaultInjection(_) => &[Aspect::Answer, Aspect::Backends, Aspect::Upstream],
        Want::RewriteRegex(_) => &[Aspect::Upstream],
        Want::DynamicHeader { side: Side::Request, .. } => &[Aspect::RequestHeaders],
        Want::DynamicHeader { side: Side::Response, .. } => &[Aspect::ResponseHeaders],
        Want::Passthrough | Want::Opaque { .. } | Want::Other { .. } => &EVERYTHING,
        Want::Bandwidth { .. }
        | Want::Timeouts(_)
        | Want::Retry(_)
        | Want::LoadBalancing(_)
        | Want::Concurrency(_)
        | Want::HealthCheck(_)
        | Want::Ejection(_)
        | Want::Protocol(_)
        | Want::BackendTls(_)
        | Want::Buffering { .. }
        | Want::ErrorPages(_)
        | Want::MirrorTo { .. }
        | Want::Telemetry { .. }
        | Want::TlsOptions { .. }
        | Want::ClientAddress(_)
        | Want::Compression(_)
        | Want::ClientConnections(_) => &[],
    }
}

/// In what answers differ although a policy keeps it.
pub(super) fn kept_aspects(want: &Want) -> &'static [Aspect] {
    if let Want::RateLimit(limit) = want {
        // Whoever was exempt is counted as well.
        return if limit.exempt.is_empty() { &[] } else { &[Aspect::Guards] };
    }
    if matches!(want, Want::ClientCertificate(_)) {
        return &[Aspect::RequestHeaders, Aspect::Guards];
    }
    if want.guards() { &[] } else { aspects(want) }
}
