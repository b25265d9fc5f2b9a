//! Hosts of rules, aliases and `tls` entries.

use gatewright_plugin_sdk::contract::{Atom, Expr, HostMatch, WildcardDepth};

/// A host.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Host {
    /// `shop.example`.
    Exact(String),
    /// `*.shop.example`; holds what follows the `*.`.
    Wildcard(String),
    /// Every host that no other server has.
    Any,
}

/// What is wrong with a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostProblem {
    /// Templating that nobody rendered.
    Template,
    /// A variable that nobody filled in.
    Variable,
    /// Not a host name.
    NotAName,
}

impl Host {
    /// Reads a host; upper case is folded.
    pub fn parse(text: &str) -> Result<Host, HostProblem> {
        if text.contains(['{', '$']) {
            if text.contains("{{") {
                return Err(HostProblem::Template);
            }
            if text.contains("${") || text.contains("$(") {
                return Err(HostProblem::Variable);
            }
        }
        let folded = text.to_ascii_lowercase();
        match folded.strip_prefix("*.") {
            _ if folded.is_empty() => Ok(Host::Any),
            Some(suffix) if is_name(suffix) => Ok(Host::Wildcard(suffix.to_owned())),
            None if is_name(&folded) => Ok(Host::Exact(folded)),
            Some(_) | None => Err(HostProblem::NotAName),
        }
    }

    /// As a condition on requests; none for every host.
    pub fn condition(&self) -> Option<Expr> {
        let host = match self {
            Host::Exact(name) => HostMatch::Exact(name.clone()),
            Host::Wildcard(suffix) => HostMatch::Wildcard { suffix: suffix.clone(), depth: WildcardDepth::One },
            Host::Any => return None,
        };
        Some(Expr::Is(Atom::Host(host)))
    }

    /// As a listener has it; none takes every host.
    pub fn printed(&self) -> Option<String> {
        match self {
            Host::Exact(name) => Some(name.clone()),
            Host::Wildcard(suffix) => Some(format!("*.{suffix}")),
            Host::Any => None,
        }
    }

    /// For a person.
    pub fn shown(&self) -> String {
        self.printed().unwrap_or_else(|| "every other host".to_owned())
    }

    /// The wildcard one label up.
    pub fn parent(&self) -> Option<Host> {
        match self {
            Host::Exact(name) => name.split_once('.').map(|(_, parent)| Host::Wildcard(parent.to_owned())),
            Host::Wildcard(_) | Host::Any => None,
        }
    }
}

fn is_name(text: &str) -> bool {
    let label = |label: &str| {
        let bytes = label.as_bytes();
        !bytes.is_empty()
            && bytes.len() <= 63
            && bytes.iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'-')
            && bytes.first() != Some(&b'-')
            && bytes.last() != Some(&b'-')
    };
    text.len() <= 253 && text.split('.').all(label) && text.parse::<core::net::Ipv4Addr>().is_err()
}
