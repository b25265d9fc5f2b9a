//! A path of a server, and which one nginx asks first.

use gatewright_plugin_sdk::IngressBackend;
use gatewright_plugin_sdk::contract::FactId;
use std::cmp::Ordering;

/// How a path is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Equal.
    Exact,
    /// By path element.
    Prefix,
}

/// A path of a server.
#[derive(Clone, Debug)]
pub struct Location<'r> {
    /// The path; `/` for an empty one.
    pub path: String,
    /// How it is compared, as declared.
    pub kind: Kind,
    /// The member it came from.
    pub member: usize,
    /// Place in its Ingress.
    pub position: u32,
    /// Host, path and path type.
    pub facts: Vec<FactId>,
    /// Where it goes; none is nowhere.
    pub backend: Option<IngressBackend<'r>>,
    /// Whether the controller made it up: the `/` that every server has.
    pub implicit: bool,
}

impl Location<'_> {
    /// The order in which nginx decides between the locations of a server without regular expressions.
    pub fn plain_order(&self, other: &Self) -> Ordering {
        let key = |location: &Self| {
            let length = location.path.trim_end_matches('/').len();
            (std::cmp::Reverse(length), location.kind, std::cmp::Reverse(location.path.len()))
        };
        key(self).cmp(&key(other)).then_with(|| self.path.cmp(&other.path))
    }

    /// The order of regular expressions: the longest text first, then the text that sorts last, then the older Ingress. The
    /// `/` that every server has was there before an exact `/`.
    pub fn regex_order(&self, other: &Self) -> Ordering {
        let is_root = |location: &Self| location.path == "/" && location.kind == Kind::Prefix;
        (other.path.len(), &other.path, is_root(other)).cmp(&(self.path.len(), &self.path, is_root(self)))
    }
}
