//! Where traffic comes in.

use crate::FactId;
use serde::{Deserialize, Serialize};

/// Index of a listener in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ListenerId(pub u32);

/// A port, a protocol and a host name under which a source accepts traffic.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Listener {
    /// Index in the table.
    pub id: ListenerId,
    /// Listeners of one key were one address: the ingress class, or an entry point set.
    pub gateway: String,
    /// The namespace that asked for it and holds its certificates.
    pub namespace: String,
    /// TCP port.
    pub port: u16,
    /// Protocol.
    pub protocol: Protocol,
    /// Host name or `*.suffix`; `None` takes every host.
    pub host: Option<String>,
    /// Certificates, for [`Protocol::Https`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub certificates: Vec<Certificate>,
    /// What asked for it.
    pub from: Vec<FactId>,
}

/// A listener's protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
pub enum Protocol {
    /// Plain HTTP.
    Http,
    /// HTTP over TLS, ended here.
    Https,
}

/// Where a certificate comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Certificate {
    /// A `kubernetes.io/tls` Secret.
    Secret {
        /// Its namespace.
        namespace: String,
        /// Its name.
        name: String,
    },
    /// The certificate the source served when none was named; no object of the input holds it.
    Default,
}
