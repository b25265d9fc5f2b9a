//! Something a person should know about what was read.

use crate::{Expr, FactId, ObjectId};
use serde::{Deserialize, Serialize};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something was not converted, was withheld, or would be refused.
    Error,
    /// The output differs from the input's behaviour, or may.
    Warning,
    /// Good to know; nothing to do.
    Info,
}

/// A finding that names facts and objects; the engine turns these into files, lines and columns.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Stable code, `owner/slug`.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// One line: what is the case.
    pub message: String,
    /// One instruction: what to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The facts concerned; the first is the primary place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<FactId>,
    /// The object concerned, where no fact is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<ObjectId>,
    /// Which requests are answered otherwise than before, where the finding is about that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announces: Option<Box<Announces>>,
}

/// Requests that are answered otherwise, and in what.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Announces {
    /// Which requests.
    pub when: Expr,
    /// In what their answers differ.
    pub changes: Vec<Aspect>,
}

/// In what two answers can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Aspect {
    /// Forwarded, redirected or answered: the kind, the status, the place redirected to.
    Answer,
    /// Who gets it.
    Backends,
    /// The path or host that the backend sees.
    Upstream,
    /// Request headers.
    RequestHeaders,
    /// Response headers.
    ResponseHeaders,
    /// What must be passed first.
    Guards,
}
