//! What a rule does with a request in the end.

use crate::{FactId, PathRewrite, Piece, Scheme};
use serde::{Deserialize, Serialize};

/// The end of a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Hand the request to one of these, by weight.
    Forward(Vec<Backend>),
    /// Send the client elsewhere.
    Redirect(Redirect),
    /// Answer directly.
    Respond(Respond),
}

/// Where requests go.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Backend {
    /// Namespace of the Service.
    pub namespace: String,
    /// Name of the Service.
    pub service: String,
    /// Number of the Service's port.
    pub port: u16,
    /// Share of the requests, relative to its siblings.
    pub weight: u32,
    /// What named it.
    pub from: Vec<FactId>,
}

/// A redirect. What is `None` stays as the client asked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Redirect {
    /// New scheme.
    pub scheme: Option<Scheme>,
    /// New host.
    pub host: Option<String>,
    /// New port.
    pub port: Option<u16>,
    /// New path.
    pub path: Option<PathRewrite>,
    /// Status code, 301 to 308.
    pub status: u16,
}

/// An answer that needs no backend.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Respond {
    /// Status code.
    pub status: u16,
    /// Its text; `None` is whatever belongs to the status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Box<Body>>,
}

/// The text of an answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Body {
    /// What it is made of.
    pub pieces: Vec<Piece>,
    /// Its type: `text/plain`.
    pub content_type: String,
}

impl Respond {
    /// A status, and no text of its own.
    pub const fn bare(status: u16) -> Respond {
        Respond { status, body: None }
    }
}
