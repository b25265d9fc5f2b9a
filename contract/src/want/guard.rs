//! Wants that decide who gets through.

use super::{Named, Piece, ServicePort};
use crate::Regex;
use serde::{Deserialize, Serialize};

/// See [`crate::Want::BasicAuth`].
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

/// See [`crate::Want::ExternalAuth`].
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

/// See [`crate::Want::ClientCertificate`].
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

/// See [`crate::Want::IpAccess`]. `deny` is asked first, then `allow`; an empty `allow` lets everybody else in.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct IpAccess {
    /// CIDR ranges that pass.
    pub allow: Vec<String>,
    /// CIDR ranges that do not.
    pub deny: Vec<String>,
}

/// See [`crate::Want::RateLimit`].
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
    /// What requests are counted by. Those that have nothing of it, and all where it is empty, are counted by the client's
    /// address.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub key: Vec<Piece>,
    /// Whether there is one count for all instances of the controller.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub together: bool,
}

impl RateLimit {
    /// So many requests in so many seconds of each client address, and nothing else.
    pub const fn new(requests: u64, seconds: u64) -> RateLimit {
        RateLimit { requests, seconds, burst: 0, status: 429, exempt: Vec::new(), key: Vec::new(), together: false }
    }
}

/// See [`crate::Want::ConnectionLimit`].
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

/// See [`crate::Want::Waf`].
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
