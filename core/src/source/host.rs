//! Host names of an Ingress, and what is wrong with them.

use gatewright_contract::{HostMatch, WildcardDepth};

/// A host of an Ingress rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Host {
    /// `shop.example`.
    Exact(String),
    /// `*.shop.example`; holds what follows the `*.`.
    Wildcard(String),
    /// Every host.
    Any,
}

/// What is wrong with a host name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostProblem {
    /// Templating that nobody rendered: `{{ .Values.host }}`.
    Template,
    /// A variable that nobody filled in: `${HOST}`.
    Variable,
    /// Not a host name.
    NotAName,
}

impl Host {
    /// Reads a host name. Upper case is folded, as DNS does; the second part tells whether there was any.
    pub fn parse(text: &str) -> Result<(Host, bool), HostProblem> {
        if text.contains("{{") {
            return Err(HostProblem::Template);
        }
        if text.contains("${") || text.contains("$(") {
            return Err(HostProblem::Variable);
        }
        let folded = text.to_ascii_lowercase();
        let changed = folded != text;
        match folded.strip_prefix("*.") {
            _ if folded.is_empty() => Ok((Host::Any, changed)),
            Some(suffix) if is_name(suffix) => Ok((Host::Wildcard(suffix.to_owned()), changed)),
            None if is_name(&folded) => Ok((Host::Exact(folded), changed)),
            Some(_) | None => Err(HostProblem::NotAName),
        }
    }

    /// As a condition on requests. An Ingress wildcard stands for one label.
    pub fn condition(&self) -> Option<HostMatch> {
        match self {
            Host::Exact(name) => Some(HostMatch::Exact(name.clone())),
            Host::Wildcard(suffix) => Some(HostMatch::Wildcard { suffix: suffix.clone(), depth: WildcardDepth::One }),
            Host::Any => None,
        }
    }

    /// As the Gateway API writes it; `None` takes every host.
    pub fn printed(&self) -> Option<String> {
        match self {
            Host::Exact(name) => Some(name.clone()),
            Host::Wildcard(suffix) => Some(format!("*.{suffix}")),
            Host::Any => None,
        }
    }
}

/// Whether it is a DNS name: labels of at most 63 characters, 253 in all, and not an address.
fn is_name(text: &str) -> bool {
    text.len() <= 253 && text.split('.').all(is_label) && text.parse::<core::net::Ipv4Addr>().is_err()
}

fn is_label(label: &str) -> bool {
    let bytes = label.as_bytes();
    !bytes.is_empty()
        && bytes.len() <= 63
        && bytes.iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'-')
        && bytes.first() != Some(&b'-')
        && bytes.last() != Some(&b'-')
}

#[cfg(test)]
mod tests {
    use super::{Host, HostProblem};

    #[test]
    fn hosts_are_names_wildcards_or_nothing() {
        let read = |text: &str| Host::parse(text);
        assert_eq!(read("shop.example"), Ok((Host::Exact("shop.example".into()), false)));
        assert_eq!(read("Shop.Example"), Ok((Host::Exact("shop.example".into()), true)));
        assert_eq!(read("*.shop.example"), Ok((Host::Wildcard("shop.example".into()), false)));
        assert_eq!(read("app.9"), Ok((Host::Exact("app.9".into()), false)));
        assert_eq!(read(""), Ok((Host::Any, false)));
        assert_eq!(read("{{ .Values.host }}"), Err(HostProblem::Template));
        assert_eq!(read("${HOST}.example"), Err(HostProblem::Variable));
        for bad in ["*", "a.*.example", "10.0.0.1", "shop.example:8080", "shop_1.example", "-a.example", "a..b", "a b"]
        {
            assert_eq!(read(bad), Err(HostProblem::NotAName), "{bad}");
        }
    }
}
