//! What would be answered to a request: the words in which a vendor's model and the Gateway API's are compared.

use crate::Object;
use crate::collections::SortedMap;
use serde::{Deserialize, Serialize};

/// One call of `simulate`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SimRequest {
    /// Version of the contract spoken.
    pub contract: String,
    /// The objects `translate` would be given.
    pub objects: Vec<Object>,
    /// The plugin's settings, defaults filled in.
    #[serde(default)]
    pub options: SortedMap<String, String>,
    /// What is asked.
    pub requests: Vec<HttpRequest>,
}

/// The answer to one call of `simulate`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SimResponse {
    /// One for each request, in their order.
    pub answers: Vec<SimAnswer>,
}

/// What a vendor would answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SimAnswer {
    /// Whether some object of this vendor speaks of the request's host.
    pub serves: bool,
    /// The answer; `None` where the model does not know.
    pub answer: Option<Answer>,
    /// What decided, for a person: `location /cart of Ingress shop/web`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct HttpRequest {
    /// Upper case.
    #[serde(default = "get")]
    pub method: String,
    /// `http` or `https`.
    #[serde(default = "http")]
    pub scheme: String,
    /// Host asked for, without port.
    pub host: String,
    /// The request target: path and query.
    #[serde(default = "root")]
    pub path: String,
    /// Headers.
    #[serde(default, skip_serializing_if = "SortedMap::is_empty")]
    pub headers: SortedMap<String, String>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_address: Option<String>,
    /// Common name of the certificate the client shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_cert: Option<String>,
    /// Size of its body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body_bytes: Option<u64>,
}

fn get() -> String {
    "GET".to_owned()
}

fn http() -> String {
    "http".to_owned()
}

fn root() -> String {
    "/".to_owned()
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// What happens.
    pub kind: AnswerKind,
    /// `None` for `forward`.
    pub status: Option<u16>,
    /// Absolute, for `redirect`.
    #[serde(default)]
    pub location: Option<String>,
    /// For `forward`; equal ones once, weights as given.
    #[serde(default)]
    pub backends: Vec<AnswerBackend>,
    /// Path and query that the backend sees.
    #[serde(default)]
    pub upstream_path: Option<String>,
    /// Host that the backend sees.
    #[serde(default)]
    pub upstream_host: Option<String>,
    /// Changes of request headers by lower-case name; `None` is removed.
    #[serde(default)]
    pub request_headers: SortedMap<String, Option<String>>,
    /// Changes of response headers by lower-case name; `None` is removed.
    #[serde(default)]
    pub response_headers: SortedMap<String, Option<String>>,
    /// What must be passed first.
    #[serde(default)]
    pub guards: Vec<Guard>,
}

/// What happens to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum AnswerKind {
    /// A backend gets it.
    Forward,
    /// The client is sent elsewhere.
    Redirect,
    /// It is answered here.
    Respond,
    /// Its rule is closed.
    Refuse,
}

/// Where a request may go.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AnswerBackend {
    /// Namespace of the Service.
    pub namespace: String,
    /// Name of the Service.
    pub service: String,
    /// Port of the Service.
    pub port: u16,
    /// Share of the requests, relative to its siblings.
    pub weight: u32,
}

/// What must be passed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Guard {
    /// As [`crate::Want::kind`] spells it: `basic-auth`.
    pub kind: String,
    /// What keeps it, on the Gateway API's side: `SecurityPolicy shop/web`.
    #[serde(default)]
    pub granted_by: Option<String>,
}

impl Answer {
    /// An answer of a kind with a status and nothing else.
    pub fn plain(kind: AnswerKind, status: Option<u16>) -> Answer {
        Answer {
            kind,
            status,
            location: None,
            backends: Vec::new(),
            upstream_path: None,
            upstream_host: None,
            request_headers: SortedMap::new(),
            response_headers: SortedMap::new(),
            guards: Vec::new(),
        }
    }

    /// What is answered where no rule takes a request.
    pub fn not_found() -> Answer {
        Answer::plain(AnswerKind::Respond, Some(404))
    }
}
