//! What a rule needs beyond routing, and what must happen where a target has no way to do it.

use crate::{FactId, Regex};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    },
    /// TLS is not ended; the connection goes to the backend as it is.
    Passthrough,
    /// Ciphers and versions of TLS towards clients.
    TlsOptions {
        /// By name: `ciphers`.
        options: BTreeMap<String, String>,
    },
    /// A header whose value depends on the request, such as the client's address.
    DynamicHeader {
        /// The header.
        name: String,
        /// Its value, in the vendor's words.
        value: String,
        /// Request or response.
        side: Side,
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
        config: BTreeMap<String, String>,
    },
}

/// Which way a header travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// To the backend.
    Request,
    /// To the client.
    Response,
}

/// An object named by namespace and name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Named {
    /// Its namespace.
    pub namespace: String,
    /// Its name.
    pub name: String,
}

/// A port of a Service.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ServicePort {
    /// Its namespace.
    pub namespace: String,
    /// Its name.
    pub service: String,
    /// The port's number.
    pub port: u16,
}

/// See [`Want::BasicAuth`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct BasicAuth {
    /// The Secret.
    pub secret: Named,
    /// How it holds its users.
    pub users: Users,
    /// What the client is shown.
    pub realm: String,
    /// Basic or Digest.
    pub scheme: AuthScheme,
}

/// How a Secret holds users.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Users {
    /// All in one key, a line each.
    File {
        /// The key.
        key: String,
    },
    /// A key for each, with the hash as value.
    Map,
}

/// A scheme of HTTP authentication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum AuthScheme {
    /// Basic.
    Basic,
    /// Digest.
    Digest,
}

/// See [`Want::ExternalAuth`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ExternalAuth {
    /// Where the question goes, as written.
    pub url: String,
    /// The Service behind it, where its host names one (`name.namespace.svc...`).
    pub service: Option<ServicePort>,
    /// The path of the question.
    pub path: String,
    /// Its method; `None` is that of the request.
    pub method: Option<String>,
    /// Headers of the answer that the backend gets.
    pub response_headers: Vec<String>,
    /// Where a client is sent that must sign in.
    pub sign_in: Option<String>,
}

/// See [`Want::ClientCertificate`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ClientCertificate {
    /// The Secret with the authorities' certificates.
    pub ca: Named,
    /// How much is asked.
    pub mode: ClientCertificateMode,
    /// What the subject's common name must match.
    pub common_name: Option<Regex>,
    /// Whether the backend gets it in a header.
    pub forward: bool,
}

/// How much is asked of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ClientCertificateMode {
    /// A valid certificate.
    Required,
    /// A valid one or none.
    Optional,
    /// Any or none; the backend judges.
    OptionalUnverified,
}

/// See [`Want::IpAccess`]. `deny` is asked first, then `allow`; an empty `allow` lets everybody else in.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct IpAccess {
    /// CIDR ranges that pass.
    pub allow: Vec<String>,
    /// CIDR ranges that do not.
    pub deny: Vec<String>,
}

/// See [`Want::RateLimit`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RateLimit {
    /// Requests in a period.
    pub requests: u64,
    /// The period, in seconds.
    pub seconds: u64,
    /// Requests above it that pass at once.
    pub burst: u64,
    /// What the others are answered.
    pub status: u16,
    /// CIDR ranges without a limit.
    pub exempt: Vec<String>,
}

/// See [`Want::ConnectionLimit`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ConnectionLimit {
    /// The most connections.
    pub connections: u64,
    /// What the others are answered.
    pub status: u16,
    /// CIDR ranges without a limit.
    pub exempt: Vec<String>,
}

/// See [`Want::Waf`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Waf {
    /// Its name.
    pub engine: String,
    /// Whether the common rules are loaded.
    pub core_rules: bool,
    /// Rules of its own.
    pub rules: Option<String>,
}

/// See [`Want::Timeouts`]. Milliseconds; `read` and `send` are times without any byte.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct Timeouts {
    /// Until the connection stands.
    pub connect: Option<u64>,
    /// Between two writes to the backend.
    pub send: Option<u64>,
    /// Between two reads from the backend.
    pub read: Option<u64>,
}

/// See [`Want::Retry`].
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct Retry {
    /// Tries in all, the first included; 0 is as many as there are endpoints.
    pub attempts: u32,
    /// Milliseconds for all of them.
    pub timeout: Option<u64>,
    /// Response statuses that lead to another try.
    pub statuses: Vec<u16>,
    /// What else does: `connect-failure`, `timeout`, `invalid-header`, `non-idempotent`.
    pub conditions: Vec<String>,
}

/// See [`Want::Cors`].
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct Cors {
    /// `*`, or origins such as `https://*.shop.example`.
    pub origins: Vec<String>,
    /// Methods.
    pub methods: Vec<String>,
    /// Request headers.
    pub headers: Vec<String>,
    /// Response headers that a script may see.
    pub expose: Vec<String>,
    /// Seconds an answer may be kept.
    pub max_age: Option<u64>,
    /// Whether cookies may be sent along.
    pub credentials: bool,
}

/// See [`Want::SessionAffinity`].
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct SessionAffinity {
    /// The cookie's name.
    pub cookie: String,
    /// Seconds it lives; `None` is as long as the browser is open.
    pub max_age: Option<u64>,
    /// Other attributes, by name: `path`, `domain`, `samesite`, `secure`.
    pub attributes: BTreeMap<String, String>,
    /// Whether a client stays even when endpoints come and go.
    pub persistent: bool,
}

/// See [`Want::LoadBalancing`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LoadBalancing {
    /// In turn.
    RoundRobin,
    /// The fastest of two.
    PeakEwma,
    /// The one with the fewest requests.
    LeastRequests,
    /// By the client's address.
    HashAddress,
    /// By a request header.
    HashHeader(String),
    /// By a cookie.
    HashCookie(String),
    /// By a query parameter.
    HashQuery(String),
    /// By the path and query.
    HashPath,
    /// By an expression in the vendor's words.
    HashOther(String),
    /// The Service's own address, as one endpoint.
    ServiceAddress,
}

/// What a backend speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum BackendProtocol {
    /// HTTP/1.1.
    Http,
    /// HTTP over TLS.
    Https,
    /// gRPC over HTTP/2 in clear text.
    Grpc,
    /// gRPC over TLS.
    Grpcs,
    /// FastCGI.
    FastCgi,
    /// As the client does.
    Auto,
}

/// See [`Want::BackendTls`].
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct BackendTls {
    /// Whether the backend's certificate is checked.
    pub verify: bool,
    /// The name it is checked against.
    pub name: Option<String>,
    /// Whether the name is sent along (SNI).
    pub send_name: bool,
    /// The Secret with the authorities' certificates.
    pub ca: Option<Named>,
    /// The Secret with the certificate shown to the backend.
    pub certificate: Option<Named>,
    /// Other settings, by name: `ciphers`, `protocols`.
    pub options: BTreeMap<String, String>,
}

/// See [`Want::ErrorPages`].
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct ErrorPages {
    /// Statuses that are replaced.
    pub statuses: Vec<u16>,
    /// Who answers instead; `None` is the controller's default backend.
    pub service: Option<ServicePort>,
}

/// See [`Want::RewriteRegex`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RewriteRegex {
    /// What is replaced.
    pub regex: Regex,
    /// What it becomes; `\1` is the first group.
    pub substitution: String,
}

impl Want {
    /// Whether it decides who gets through.
    pub fn guards(&self) -> bool {
        match self {
            Want::PossibleGuard { .. }
            | Want::BasicAuth(_)
            | Want::ExternalAuth(_)
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
            | Want::Protocol(_)
            | Want::BackendTls(_)
            | Want::Buffering { .. }
            | Want::ErrorPages(_)
            | Want::RewriteRegex(_)
            | Want::MirrorTo { .. }
            | Want::Telemetry { .. }
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
            Want::Protocol(_) => "protocol",
            Want::BackendTls(_) => "backend-tls",
            Want::Buffering { .. } => "buffering",
            Want::ErrorPages(_) => "error-pages",
            Want::RewriteRegex(_) => "rewrite-regex",
            Want::MirrorTo { .. } => "mirror-to",
            Want::Telemetry { .. } => "telemetry",
            Want::Passthrough => "passthrough",
            Want::TlsOptions { .. } => "tls-options",
            Want::DynamicHeader { .. } => "dynamic-header",
            Want::Opaque { .. } => "opaque",
            Want::Other { .. } => "other",
        }
    }
}
