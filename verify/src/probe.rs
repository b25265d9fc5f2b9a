//! Which requests hit, and just miss, every rule of a set of objects?
//!
//! Derived from what the objects of either side speak of: hosts and hosts that nobody names, paths and their neighbours,
//! headers, cookies, query parameters and methods with values that match and one that does not, client addresses inside and
//! outside of ranges, http and https. Nothing here knows whose object means what.

mod expected;
mod path;
mod spoken;
mod witness;

use crate::tree;
use gatewright_contract::HttpRequest;
use gatewright_contract::collections::SortedMap;
use spoken::{Spoken, Spot};
use std::collections::BTreeSet;

/// Requests, and how many there would be without a bound.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Probes {
    /// Requests, by host.
    pub requests: Vec<HttpRequest>,
    /// How many were derived; where there are more than asked for, every so many-th was taken.
    pub derived: usize,
    /// The hosts asked for.
    pub hosts: usize,
}

/// A host that no object names.
const NOBODY: &str = "nobody.invalid";

/// Paths that every host is asked for.
const EVERYWHERE: [&str; 2] = ["/", "/nothing-of-this-name"];

/// Paths of wider hosts that a host is asked for as well.
const WIDER: usize = 6;

/// The probes of YAML or JSON texts, at most so many.
pub fn probes(texts: &[&str], most: usize) -> Probes {
    let spoken = Spoken::of(&tree::objects(texts));
    let hosts: BTreeSet<String> = spoken.hosts().flat_map(concrete).chain([NOBODY.to_owned()]).collect();
    let count = |host: &String| of_host(host, &spoken).len();
    let derived: usize = hosts.iter().map(count).sum();
    let step = derived.div_ceil(most.max(1)).max(1);
    let mut requests = Vec::with_capacity(derived.min(most));
    let mut at = 0;
    for host in &hosts {
        for request in of_host(host, &spoken) {
            if at % step == 0 {
                requests.push(request);
            }
            at += 1;
        }
    }
    Probes { requests, derived, hosts: hosts.len() }
}

/// Hosts that a pattern takes, and one that it nearly takes.
fn concrete(pattern: &str) -> Vec<String> {
    match pattern.strip_prefix("*.") {
        Some(suffix) => vec![format!("one.{suffix}"), format!("two.one.{suffix}"), suffix.to_owned()],
        None if pattern.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte)) => {
            Some(pattern.to_owned()).filter(|host| !host.is_empty()).into_iter().collect()
        }
        None => Vec::new(),
    }
}

/// Every probe of one host.
fn of_host(host: &str, spoken: &Spoken) -> Vec<HttpRequest> {
    let (own, wider) = (spoken.at(host), spoken.wider(host));
    let mut near: BTreeSet<String> = EVERYWHERE.map(str::to_owned).into();
    let mut hit: BTreeSet<String> = BTreeSet::new();
    let paths = own.iter().flat_map(|spot| &spot.paths);
    let paths = paths.chain(wider.iter().flat_map(|spot| spot.paths.iter().take(WIDER)));
    for wanted in paths {
        let found = path::of(wanted);
        hit.extend(found.hits);
        near.extend(found.near);
    }
    hit.insert("/".to_owned());
    let plain = |scheme: &str, path: &String| HttpRequest {
        method: "GET".to_owned(),
        scheme: scheme.to_owned(),
        host: host.to_owned(),
        path: path.clone(),
        headers: SortedMap::new(),
        client_address: None,
        client_cert: None,
        body_bytes: None,
    };
    let spots: Vec<&Spot> = own.into_iter().chain(wider).collect();
    let mut requests = Vec::new();
    for scheme in ["http", "https"] {
        requests.extend(hit.iter().chain(near.difference(&hit)).map(|path| plain(scheme, path)));
        for path in &hit {
            requests.extend(expected::variants(&plain(scheme, path), &spots));
        }
    }
    requests
}

#[cfg(test)]
mod tests {
    use super::probes;

    const INGRESS: &str = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a, namespace: b, annotations: \
        {acme.example/by-header: X-Beta, acme.example/by-cookie: beta, acme.example/allow: 10.0.0.0/8}}\nspec: {rules: \
        [{host: '*.shop.example', http: {paths: [{path: /cart, pathType: Prefix}, {path: '/item/[0-9]+(/|$)', pathType: \
        ImplementationSpecific}]}}]}\n";

    #[test]
    fn every_rule_is_hit_and_just_missed() {
        let found = probes(&[INGRESS], 100_000);
        assert_eq!(found.derived, found.requests.len());
        let asked = |host: &str, path: &str| found.requests.iter().any(|one| one.host == host && one.path == path);
        for host in ["one.shop.example", "two.one.shop.example"] {
            assert!(asked(host, "/cart"), "{host}");
        }
        assert!(asked("shop.example", "/"), "the star stands for a label at least");
        for path in ["/cart/", "/cart/deep", "/cartx", "/CART", "/%63art", "//cart", "/item/0", "/item/0/"] {
            assert!(asked("one.shop.example", path), "{path}");
        }
        assert!(asked("nobody.invalid", "/"));
    }

    #[test]
    fn headers_cookies_and_addresses_are_sent_and_sent_wrong() {
        let found = probes(&[INGRESS], 100_000);
        let sent = |name: &str| -> Vec<&str> {
            let values = found.requests.iter().filter_map(|one| one.headers.get(name).map(String::as_str));
            values.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
        };
        assert!(sent("x-beta").contains(&"always") && sent("x-beta").contains(&"other"), "{:?}", sent("x-beta"));
        assert!(sent("cookie").contains(&"beta=always"), "{:?}", sent("cookie"));
        let addresses: Vec<&str> = found.requests.iter().filter_map(|one| one.client_address.as_deref()).collect();
        assert!(addresses.contains(&"10.0.0.1") && addresses.contains(&"203.0.113.77"), "{addresses:?}");
    }

    #[test]
    fn a_bound_thins_evenly_and_says_so() {
        let all = probes(&[INGRESS], 100_000);
        let some = probes(&[INGRESS], 50);
        assert_eq!(some.derived, all.derived);
        assert!(some.requests.len() <= 50 && some.requests.len() > 25, "{}", some.requests.len());
        assert!(some.requests.iter().all(|one| all.requests.contains(one)));
    }
}
