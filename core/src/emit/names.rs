//! Names of objects and listeners: taken from the input, within the limits, never twice.

use crate::source::Set;
use gatewright_contract::collections::{SortedMap, SortedSet};

/// Gateways name what implementations derive from them, so they keep to a label's length.
const LABEL: usize = 63;
const SUBDOMAIN: usize = 253;
/// The kinds that are named here, and how long a name of each may be.
const KINDS: [(&str, usize); 12] = [
    ("Backend", SUBDOMAIN),
    ("BackendTLSPolicy", SUBDOMAIN),
    ("BackendTrafficPolicy", SUBDOMAIN),
    ("ClientTrafficPolicy", SUBDOMAIN),
    ("GRPCRoute", SUBDOMAIN),
    ("Gateway", LABEL),
    ("HTTPRoute", SUBDOMAIN),
    ("HTTPRouteFilter", SUBDOMAIN),
    ("ListenerSet", LABEL),
    ("ReferenceGrant", LABEL),
    ("SecurityPolicy", SUBDOMAIN),
    ("TLSRoute", SUBDOMAIN),
];

/// The names in use, by kind and namespace.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: SortedMap<(&'static str, String), SortedSet<String>>,
}

impl Names {
    /// Starts with the names the input's own Gateway API objects have.
    pub(super) fn new(set: &Set) -> Names {
        let mut taken: SortedMap<(&'static str, String), SortedSet<String>> = SortedMap::new();
        for (kind, namespace, name) in &set.taken {
            if let Some(kind) = KINDS.into_iter().map(|(known, _)| known).find(|known| known == kind) {
                taken.entry((kind, namespace.clone().unwrap_or_default())).or_default().insert(name.clone());
            }
        }
        Names { taken }
    }

    /// Takes the wanted name, or the same with a number behind it.
    pub(super) fn take(&mut self, kind: &'static str, namespace: &str, wanted: &str) -> String {
        let limit = KINDS.iter().find(|(known, _)| *known == kind).map_or(LABEL, |(_, limit)| *limit);
        let base = shorten(wanted, limit);
        let mut name = base.clone();
        let mut number = 2;
        let taken = self.taken.entry((kind, namespace.to_owned())).or_default();
        while !taken.insert(name.clone()) {
            let suffix = format!("-{number}");
            name = shorten(&base, limit.saturating_sub(suffix.len())) + &suffix;
            number += 1;
        }
        name
    }
}

/// A text as a DNS label: lower case, `-` for everything else, a letter first.
pub(super) fn label(text: &str) -> String {
    let mut name: String = text
        .chars()
        .map(|character| match character.to_ascii_lowercase() {
            letter @ ('a'..='z' | '0'..='9') => letter,
            _ => '-',
        })
        .collect();
    name = name.trim_matches('-').to_owned();
    if !name.starts_with(|first: char| first.is_ascii_lowercase()) {
        name = format!("gw-{name}").trim_end_matches('-').to_owned();
    }
    shorten(&name, LABEL)
}

/// A host as part of a name: `shop-example-com`, `wildcard-example-com`.
pub(super) fn host_slug(host: &str) -> String {
    match host.strip_prefix("*.") {
        Some(suffix) => format!("wildcard-{}", suffix.replace('.', "-")),
        None => host.replace('.', "-"),
    }
}

/// Names for the listeners of one object: readable, and where two would be equal, with a hash of the host in both.
pub(super) fn listener_names(hosts: &[(&str, Option<&str>)]) -> Vec<String> {
    let plain = |(prefix, host): &(&str, Option<&str>)| match host {
        Some(host) => shorten(&format!("{prefix}-{}", host_slug(host)), LABEL),
        None => (*prefix).to_owned(),
    };
    let mut seen = SortedSet::new();
    let mut twice = SortedSet::new();
    for name in hosts.iter().map(plain) {
        if !seen.insert(name.clone()) {
            twice.insert(name);
        }
    }
    let mut names = Vec::with_capacity(hosts.len());
    for host in hosts {
        let name = plain(host);
        names.push(if twice.contains(&name) {
            let hash = hash(host.1.unwrap_or_default());
            format!("{}-{hash}", cut(&name, LABEL - 9))
        } else {
            name
        });
    }
    names
}

/// The text, or its beginning and a hash of the whole.
pub(super) fn shorten(text: &str, limit: usize) -> String {
    if text.len() <= limit {
        return text.to_owned();
    }
    format!("{}-{}", cut(text, limit.saturating_sub(9)), hash(text))
}

fn cut(text: &str, limit: usize) -> &str {
    text.get(..limit).unwrap_or(text).trim_end_matches(['-', '.'])
}

/// FNV-1a, 32 bits: short, stable on every platform, and only there to tell long names apart.
fn hash(text: &str) -> String {
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{hash:08x}")
}

#[cfg(test)]
mod tests {
    use super::{Names, label, listener_names, shorten};

    #[test]
    fn labels_are_dns_labels() {
        assert_eq!(label("nginx"), "nginx");
        assert_eq!(label("Internal.Class_1"), "internal-class-1");
        assert_eq!(label("2nd"), "gw-2nd");
        assert_eq!(label(""), "gw");
        assert_eq!(label(&"a".repeat(80)).len(), 63);
    }

    #[test]
    fn listeners_of_a_wildcard_and_of_a_host_called_wildcard_differ() {
        let hosts =
            [("https", Some("*.x.example")), ("https", Some("wildcard.x.example")), ("https", Some("a.example"))];
        let names = listener_names(&hosts);
        assert_ne!(names[0], names[1]);
        assert_eq!(names[2], "https-a-example");
    }

    #[test]
    fn a_name_is_given_once() {
        let mut names = Names::default();
        assert_eq!(names.take("HTTPRoute", "shop", "web"), "web");
        assert_eq!(names.take("HTTPRoute", "shop", "web"), "web-2");
        assert_eq!(names.take("HTTPRoute", "other", "web"), "web");
        let long = "n".repeat(300);
        assert_eq!(names.take("HTTPRoute", "shop", &long).len(), 253);
        assert!(shorten(&"a-".repeat(100), 63).len() <= 63);
    }
}
