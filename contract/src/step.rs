//! What happens to a request between match and answer, and the wrapper that carries provenance.

use crate::{Backend, FactId};
use serde::{Deserialize, Serialize};

/// A value and the facts it came from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// What it came from.
    pub from: Vec<FactId>,
}

/// One element of the chain a request runs through.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Change the path the backend sees.
    RewritePath(PathRewrite),
    /// Change the host the backend sees.
    RewriteHost(String),
    /// Change request headers.
    RequestHeaders(HeaderChange),
    /// Change response headers.
    ResponseHeaders(HeaderChange),
    /// Send a copy elsewhere; its answer is thrown away.
    Mirror(Mirror),
}

/// Where copies go.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Mirror {
    /// Its weight says nothing.
    pub backend: Backend,
}

/// How a path changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PathRewrite {
    /// The whole path becomes this.
    Full(String),
    /// The matched element prefix becomes this.
    Prefix(String),
}

/// Changes to headers of one direction: first `remove`, then `set`, then `add`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct HeaderChange {
    /// Replace or create.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub set: Vec<(String, String)>,
    /// Append.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub add: Vec<(String, String)>,
    /// Delete.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remove: Vec<String>,
}
