//! Routes as the Gateway API has them, before they are objects.

use crate::grant::Extras;
use gatewright_contract::{
    Backend, FactId, HeaderChange, ListenerId, ObjectId, PathRewrite, Redirect, Respond, RuleId, Scheme, Sourced,
};
use serde::Serialize;

/// One HTTPRoute to be.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Route {
    /// Key of the gateway it attaches to.
    pub gateway: String,
    /// The object it is named after and whose namespace holds it.
    pub object: ObjectId,
    /// The listeners it is bound to; empty means every listener of the gateway that its hosts can reach.
    pub listeners: Vec<ListenerId>,
    /// Of these, only the listeners of this scheme.
    pub scheme: Option<Scheme>,
    /// Host names as printed (`a.example`, `*.example`), at most 16; empty takes every host.
    pub hosts: Vec<String>,
    /// At most 16, with at most 128 matches together.
    pub rules: Vec<RouteRule>,
}

/// One rule of a route.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct RouteRule {
    /// The rule of the table it does the work of.
    pub rule: RuleId,
    /// Any of these; 1 to 64.
    pub matches: Vec<RouteMatch>,
    /// One request header change at most.
    pub request_headers: Option<Box<Sourced<HeaderChange>>>,
    /// One response header change at most.
    pub response_headers: Option<Box<Sourced<HeaderChange>>>,
    /// One path rewrite at most.
    pub rewrite_path: Option<Box<Sourced<PathRewrite>>>,
    /// One host rewrite at most.
    pub rewrite_host: Option<Box<Sourced<String>>>,
    /// What happens in the end.
    pub action: RouteAction,
    /// What was granted to it beside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extras: Option<Box<Extras>>,
    /// The facts of every table rule it came from, sorted.
    pub from: Vec<FactId>,
}

/// The end of a route's rule.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum RouteAction {
    /// To these, by weight; 1 to 16.
    Forward(Vec<Backend>),
    /// A redirect filter.
    Redirect(Redirect),
    /// An answer without a backend. Where the target has none, a rule without backendRefs and filters, which answers 500.
    Respond(Respond),
}

/// One `matches` entry.
#[derive(Clone, Debug, Serialize, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[serde(rename_all = "camelCase")]
pub struct RouteMatch {
    /// Path condition.
    pub path: MatchPath,
    /// Method, upper case.
    pub method: Option<String>,
    /// Header conditions, sorted by name, one for each name.
    pub headers: Vec<HeaderCondition>,
    /// Query parameter conditions, sorted by name, one for each name.
    pub query: Vec<HeaderCondition>,
}

/// A path condition of the Gateway API.
#[derive(Clone, Debug, Serialize, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[serde(rename_all = "kebab-case")]
pub enum MatchPath {
    /// `Exact`.
    Exact(String),
    /// `PathPrefix`.
    Prefix(String),
    /// `RegularExpression`.
    Regex(String),
}

/// A named value's condition (header or query parameter).
#[derive(Clone, Debug, Serialize, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[serde(rename_all = "camelCase")]
pub struct HeaderCondition {
    /// Header or parameter name.
    pub name: String,
    /// Condition on its value.
    pub value: MatchValue,
}

/// A condition on a value.
#[derive(Clone, Debug, Serialize, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[serde(rename_all = "kebab-case")]
pub enum MatchValue {
    /// `Exact`.
    Exact(String),
    /// `RegularExpression`.
    Regex(String),
}
