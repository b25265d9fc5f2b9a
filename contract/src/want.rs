//! What a rule needs beyond routing, and what must happen where a target has no way to do it.

mod client;
mod guard;
mod identity;
mod named;
mod piece;
mod resilience;
mod traffic;

pub use client::{ClientAddress, ClientConnections, Compression, ToldBy};
pub use guard::{
    AuthScheme, BasicAuth, ClientCertificate, ClientCertificateMode, ConnectionLimit, ExternalAuth, IpAccess,
    RateLimit, Users, Waf,
};
pub use identity::{Jwt, JwtKeys, JwtProvider, KeyOf, Oidc, TokenPlace};
pub use named::{Named, ServicePort, Side};
pub use piece::{Piece, TimeForm};
pub use resilience::{Abort, Concurrency, Delay, Ejection, FaultInjection, HealthCheck};
pub use traffic::{
    BackendProtocol, BackendTls, Cors, ErrorPages, LoadBalancing, Retry, RewriteRegex, SessionAffinity, Timeouts,
};

use crate::FactId;
use crate::collections::SortedMap;
use serde::{Deserialize, Serialize};

/// Something wanted, what must happen without it, and what it came from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Wanted {
    /// What.
    pub want: Want,
    /// What must happen when the target cannot do it.
    pub on_loss: OnLoss,
    /// What it came from.
    pub from: Vec<FactId>,
}

/// What becomes of a rule whose want cannot be granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum OnLoss {
    /// The rule is closed: same requests, no backend.
    Close,
    /// The rule stays, and a finding says what is lost.
    Warn,
    /// The rule stays; the loss changes nothing a client could see.
    Ignore,
}

/// Something only some targets can do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Want {
    /// An annotation nobody understands and whose name says it may keep somebody out.
    PossibleGuard {
        /// The annotation's key.
        key: String,
    },
    /// Name and password, checked against a Secret.
    BasicAuth(BasicAuth),
    /// Another service is asked whether a request may pass.
    ExternalAuth(ExternalAuth),
    /// A token that somebody has signed (JSON Web Token).
    Jwt(Jwt),
    /// A client signs in at a provider first (OpenID Connect).
    Oidc(Oidc),
    /// A client must show a certificate.
    ClientCertificate(ClientCertificate),
    /// Only some client addresses may pass.
    IpAccess(IpAccess),
    /// One of these guards is enough.
    AnyOf(Vec<Want>),
    /// So many requests in a time from one client.
    RateLimit(RateLimit),
    /// So many connections at a time from one client.
    ConnectionLimit(ConnectionLimit),
    /// A web application firewall.
    Waf(Waf),
    /// Responses are sent no faster than this.
    Bandwidth {
        /// Bytes a second.
        bytes: u64,
        /// Bytes sent before the limit begins.
        after: u64,
    },
    /// Request bodies may have so many bytes; 0 is no limit.
    BodyLimit {
        /// The most bytes.
        bytes: u64,
    },
    /// How long a backend may take.
    Timeouts(Timeouts),
    /// When a request is sent again.
    Retry(Retry),
    /// Cross-origin requests.
    Cors(Cors),
    /// Requests of one client stay with one endpoint.
    SessionAffinity(SessionAffinity),
    /// How an endpoint is chosen.
    LoadBalancing(LoadBalancing),
    /// How much a backend may have to do at a time.
    Concurrency(Concurrency),
    /// Endpoints are asked whether they are well.
    HealthCheck(HealthCheck),
    /// Endpoints that fail are left out for a while.
    Ejection(Ejection),
    /// Some requests fail or wait, on purpose.
    FaultInjection(FaultInjection),
    /// What a backend speaks.
    Protocol(BackendProtocol),
    /// TLS towards a backend.
    BackendTls(BackendTls),
    /// Whether bodies are read whole before they are passed on.
    Buffering {
        /// Those of requests.
        request: Option<bool>,
        /// Those of responses.
        response: Option<bool>,
    },
    /// Some statuses are answered by another service.
    ErrorPages(ErrorPages),
    /// Changes a path by a regular expression.
    RewriteRegex(RewriteRegex),
    /// A copy of each request goes to a URL that no Service of the input stands for.
    MirrorTo {
        /// The URL.
        url: String,
    },
    /// Logs, traces and metrics.
    Telemetry {
        /// What: `access-log`, `tracing`.
        what: String,
        /// Whether it is on.
        enabled: bool,
        /// What a line of a log is made of; empty where nobody said so.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        format: Vec<Piece>,
    },
    /// Which address counts as that of a client.
    ClientAddress(ClientAddress),
    /// Responses are compressed.
    Compression(Compression),
    /// How connections of clients are kept.
    ClientConnections(ClientConnections),
    /// TLS is not ended; the connection goes to the backend as it is.
    Passthrough,
    /// Ciphers and versions of TLS towards clients.
    TlsOptions {
        /// By name: `ciphers`, `protocols`.
        options: SortedMap<String, String>,
    },
    /// A header whose value depends on the request, such as the client's address.
    DynamicHeader {
        /// The header.
        name: String,
        /// Its value, in the vendor's words.
        value: String,
        /// Request or response.
        side: Side,
        /// The same value in words that all vendors share; empty where nobody said so.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pieces: Vec<Piece>,
        /// Whether other headers of its name stay beside it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        beside: bool,
    },
    /// A vendor's own language.
    Opaque {
        /// Its name: `snippet`.
        language: String,
        /// The text, verbatim.
        text: String,
    },
    /// Anything else, by name.
    Other {
        /// Its name: `vendor/slug`.
        name: String,
        /// Its settings.
        config: SortedMap<String, String>,
    },
}

impl Want {
    /// Whether it decides who gets through.
    pub fn guards(&self) -> bool {
        match self {
            Want::PossibleGuard { .. }
            | Want::BasicAuth(_)
            | Want::ExternalAuth(_)
            | Want::Jwt(_)
            | Want::Oidc(_)
            | Want::ClientCertificate(_)
            | Want::IpAccess(_)
            | Want::AnyOf(_)
            | Want::RateLimit(_)
            | Want::ConnectionLimit(_)
            | Want::Waf(_) => true,
            Want::Bandwidth { .. }
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
            | Want::Other { .. } => false,
        }
    }

    /// Its kind, as reports name it: `basic-auth`.
    pub fn kind(&self) -> &'static str {
        match self {
            Want::PossibleGuard { .. } => "possible-guard",
            Want::BasicAuth(_) => "basic-auth",
            Want::ExternalAuth(_) => "external-auth",
            Want::Jwt(_) => "jwt",
            Want::Oidc(_) => "oidc",
            Want::ClientCertificate(_) => "client-certificate",
            Want::IpAccess(_) => "ip-access",
            Want::AnyOf(_) => "any-of",
            Want::RateLimit(_) => "rate-limit",
            Want::ConnectionLimit(_) => "connection-limit",
            Want::Waf(_) => "waf",
            Want::Bandwidth { .. } => "bandwidth",
            Want::BodyLimit { .. } => "body-limit",
            Want::Timeouts(_) => "timeouts",
            Want::Retry(_) => "retry",
            Want::Cors(_) => "cors",
            Want::SessionAffinity(_) => "session-affinity",
            Want::LoadBalancing(_) => "load-balancing",
            Want::Concurrency(_) => "concurrency",
            Want::HealthCheck(_) => "health-check",
            Want::Ejection(_) => "ejection",
            Want::FaultInjection(_) => "fault-injection",
            Want::Protocol(_) => "protocol",
            Want::BackendTls(_) => "backend-tls",
            Want::Buffering { .. } => "buffering",
            Want::ErrorPages(_) => "error-pages",
            Want::RewriteRegex(_) => "rewrite-regex",
            Want::MirrorTo { .. } => "mirror-to",
            Want::Telemetry { .. } => "telemetry",
            Want::ClientAddress(_) => "client-address",
            Want::Compression(_) => "compression",
            Want::ClientConnections(_) => "client-connections",
            Want::Passthrough => "passthrough",
            Want::TlsOptions { .. } => "tls-options",
            Want::DynamicHeader { .. } => "dynamic-header",
            Want::Opaque { .. } => "opaque",
            Want::Other { .. } => "other",
        }
    }
}
