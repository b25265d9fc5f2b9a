//! What can a target grant by filters and policies of its own?

use super::endpoint::Endpoint;
use super::policy::Raw;
use crate::emit::Node;
use crate::grant::{Edition, Grant, Shortfall};
use crate::lower::RouteRule;
use gatewright_contract::{Body, FactId, Want};

/// A target's own ways. Each function looks at one want or one rule and no further.
pub struct Own {
    /// How it grants a want; `None` leaves it to the Gateway API.
    pub grants: fn(&Want, Edition<'_>) -> Option<Grant>,
    /// The filters a rule needs beside the standard ones, in the order in which they stand.
    pub filters: fn(&RouteRule) -> Vec<Extension>,
    /// In what the text of an answer differs; why it is lost, where the target cannot say it. Asked only where the target has
    /// direct responses.
    pub text: fn(&Body) -> Result<Option<Shortfall>, Shortfall>,
    /// How it reads values of headers that are set or added.
    pub header_values: HeaderValues,
    /// What can stand in for a Service.
    pub stand_in: Option<&'static StandIn>,
    /// How its configuration is patched.
    pub raw: Option<&'static Raw>,
}

/// How values of headers are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderValues {
    /// Letter by letter.
    Plain,
    /// `%` begins a value of the request, and `%%` is one `%`; a lone one costs the whole configuration.
    Formatted,
}

impl HeaderValues {
    /// Whether a value is taken; a header with another is left out without a word.
    pub fn takes(self, value: &str) -> bool {
        let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_graphic());
        match self {
            HeaderValues::Plain => true,
            HeaderValues::Formatted => value.split([' ', '\t']).all(is_word),
        }
    }
}

/// A kind that a route can refer to in place of a Service.
pub struct StandIn {
    /// `group/version`.
    pub api_version: &'static str,
    /// The kind.
    pub kind: &'static str,
    /// Its `spec`.
    pub spec: fn(&Endpoint) -> Node,
    /// What an installation must be set to, as an instruction.
    pub needs: &'static str,
}

/// An object of the target's own that a rule needs. Equal needs of one namespace share one object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// `group/version`.
    pub api_version: &'static str,
    /// The kind.
    pub kind: &'static str,
    /// How it is called.
    pub naming: Naming,
    /// Its `spec`, without facts.
    pub spec: Node,
    /// What asked for it.
    pub from: Vec<FactId>,
}

/// How an object is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Naming {
    /// Like this.
    Plain(String),
    /// Like the object whose route asked first, and this behind it.
    AfterRoute(&'static str),
}

impl Own {
    /// Nothing.
    pub const NONE: Own = Own {
        grants: |_, _| None,
        filters: |_| Vec::new(),
        text: |_| Ok(None),
        header_values: HeaderValues::Plain,
        stand_in: None,
        raw: None,
    };
}

impl PartialEq for Own {
    fn eq(&self, other: &Own) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Own {}

impl std::fmt::Debug for Own {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Own")
    }
}
