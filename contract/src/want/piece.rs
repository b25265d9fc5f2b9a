//! Texts that are put together anew for every request.

use serde::{Deserialize, Serialize};

/// A piece of such a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Piece {
    /// The same for all.
    Text(String),
    /// The address that counts as the client's, without port.
    ClientAddress,
    /// The address at the other end of the connection, without port.
    ConnectionAddress,
    /// The `Host` header as it was sent.
    HostHeader,
    /// The host asked for, in lower case and without port.
    Host,
    /// The method.
    Method,
    /// Path and query as they were sent.
    Target,
    /// `http` or `https`.
    Scheme,
    /// `HTTP/1.1`, `HTTP/2.0`.
    Protocol,
    /// A header of the request.
    RequestHeader(String),
    /// A header of the answer.
    ResponseHeader(String),
    /// A text that no other request has.
    RequestId,
    /// The name in the TLS handshake.
    ServerName,
    /// `TLSv1.3`.
    TlsVersion,
    /// The cipher of the TLS connection.
    TlsCipher,
    /// The subject of the client's certificate.
    CertificateSubject,
    /// The status of the answer.
    Status,
    /// Bytes of the answer's body.
    BytesSent,
    /// Bytes of the request.
    BytesReceived,
    /// Seconds and thousandths that the request took.
    Seconds,
    /// Address and port of the endpoint that answered.
    Endpoint,
    /// When it was, in one of the usual forms.
    Time(TimeForm),
    /// Something of a vendor's own, in its words.
    Other(String),
}

/// How a time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TimeForm {
    /// `26/Nov/2026:18:00:00 +0000`.
    Log,
    /// `2026-11-26T18:00:00+00:00`.
    Iso,
    /// Seconds since 1970, and thousandths.
    Seconds,
}
