//! Small things about texts that most vendors share.

use gatewright_contract::{Anchoring, Dialect, Regex};

/// A PCRE that is looked for anywhere, with case.
pub fn search(pattern: &str) -> Regex {
    Regex { pattern: pattern.to_owned(), dialect: Dialect::Pcre, anchoring: Anchoring::Search, ignore_case: false }
}

/// The Service that a host inside a cluster names: `name.namespace.svc.cluster.local`, `name.namespace.svc`,
/// `name.namespace`; a bare name is one of `home`.
pub fn service_of(host: &str, home: &str) -> Option<(String, String)> {
    let labels: Vec<&str> = host.split('.').collect();
    let pair = match labels.as_slice() {
        [name] if *name != "localhost" => (home, *name),
        [name, namespace, "svc"] | [name, namespace, "svc", "cluster", "local"] => (*namespace, *name),
        _ => return None,
    };
    Some((pair.0.to_owned(), pair.1.to_owned()))
}
