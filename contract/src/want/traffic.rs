//! Wants that change how requests travel.

use super::{Named, ServicePort};
use crate::Regex;
use crate::collections::SortedMap;
use serde::{Deserialize, Serialize};

/// See [`crate::Want::Timeouts`]. Milliseconds; `read` and `send` are times without any byte.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct Timeouts {
    /// Until the connection stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connect: Option<u64>,
    /// Between two writes to the backend.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub send: Option<u64>,
    /// Between two reads from the backend.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<u64>,
}

/// See [`crate::Want::Retry`].
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

/// See [`crate::Want::Cors`].
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

/// See [`crate::Want::SessionAffinity`].
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct SessionAffinity {
    /// The cookie's name.
    pub cookie: String,
    /// Seconds it lives; `None` is as long as the browser is open.
    pub max_age: Option<u64>,
    /// Other attributes, by name: `path`, `domain`, `samesite`, `secure`.
    pub attributes: SortedMap<String, String>,
    /// Whether a client stays even when endpoints come and go.
    pub persistent: bool,
}

/// See [`crate::Want::LoadBalancing`].
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

/// See [`crate::Want::BackendTls`].
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
    pub options: SortedMap<String, String>,
}

/// See [`crate::Want::ErrorPages`].
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct ErrorPages {
    /// Statuses that are replaced.
    pub statuses: Vec<u16>,
    /// Who answers instead; `None` is the controller's default backend.
    pub service: Option<ServicePort>,
}

/// See [`crate::Want::RewriteRegex`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RewriteRegex {
    /// What is replaced.
    pub regex: Regex,
    /// What it becomes; `\1` is the first group.
    pub substitution: String,
}
