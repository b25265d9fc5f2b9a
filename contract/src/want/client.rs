//! Wants of a gateway as a whole: who clients are, and how their connections are kept.

use serde::{Deserialize, Serialize};

/// See [`crate::Want::ClientAddress`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ClientAddress {
    /// Who says it.
    pub told_by: ToldBy,
    /// CIDR ranges of those who are believed. Of a list of addresses the last one counts that is in none of them, else
    /// the first.
    pub trusted: Vec<String>,
}

/// Who says which address a client has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ToldBy {
    /// The PROXY protocol, before anything else is sent.
    ProxyProtocol,
    /// A request header with a list of addresses.
    Header(String),
}

/// See [`crate::Want::Compression`].
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct Compression {
    /// Algorithms, the best first: `gzip`, `brotli`, `zstd`.
    pub algorithms: Vec<String>,
    /// Bytes from which on a response is compressed.
    pub from_bytes: Option<u64>,
}

/// See [`crate::Want::ClientConnections`]. What is not given is left to the target. Times are milliseconds.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct ClientConnections {
    /// A connection without requests is kept so long; 0 is not at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idle: Option<u64>,
    /// Requests of one connection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requests: Option<u64>,
    /// Until all headers of a request are there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers_within: Option<u64>,
    /// Between two reads of a request's body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_idle: Option<u64>,
    /// Requests of one HTTP/2 connection at a time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub streams: Option<u64>,
    /// Whether HTTP/2 is spoken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http2: Option<bool>,
    /// Whether headers with an underscore in their names reach backends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub underscores: Option<bool>,
}
