//! Which findings said that a request is answered otherwise?

use crate::{expr, request};
use gatewright_contract::{Announces, Aspect, Atom, Expr, HostMatch, HttpRequest};
use std::collections::{BTreeMap, BTreeSet};

/// A finding that speaks of requests: its code, and what it says.
#[derive(Clone, Copy, Debug)]
pub struct Announced<'a> {
    /// The code.
    pub code: &'a str,
    /// Which requests, and in what their answers differ.
    pub announces: &'a Announces,
}

/// Findings that speak of requests, by the hosts they speak of.
#[derive(Clone, Debug, Default)]
pub struct Findings<'a> {
    all: Vec<Announced<'a>>,
    of_hosts: BTreeMap<String, Vec<usize>>,
    of_any: Vec<usize>,
}

impl<'a> FromIterator<Announced<'a>> for Findings<'a> {
    fn from_iter<I: IntoIterator<Item = Announced<'a>>>(findings: I) -> Findings<'a> {
        let mut all = Findings::default();
        for (at, finding) in findings.into_iter().enumerate() {
            match hosts(&finding.announces.when) {
                Some(hosts) => hosts.into_iter().for_each(|host| all.of_hosts.entry(host).or_default().push(at)),
                None => all.of_any.push(at),
            }
            all.all.push(finding);
        }
        all
    }
}

impl Findings<'_> {
    /// The codes of findings that hold for the request and name one of the differences, each once, in alphabetical order. A
    /// finding of which it cannot be told whether it holds is not among them.
    pub fn announcing(&self, asked: &HttpRequest, differences: &[Aspect]) -> Vec<String> {
        let near = self.of_hosts.get(&request::host(asked)).into_iter().flatten().chain(&self.of_any);
        let near = near.filter_map(|at| self.all.get(*at));
        let names =
            |finding: &&Announced<'_>| finding.announces.changes.iter().any(|aspect| differences.contains(aspect));
        let speaks = |finding: &&Announced<'_>| expr::holds(&finding.announces.when, asked) == Some(true);
        let codes: BTreeSet<&str> = near.filter(names).filter(speaks).map(|finding| finding.code).collect();
        codes.into_iter().map(str::to_owned).collect()
    }
}

/// The hosts without which a predicate cannot hold; `None` where it may hold for any.
fn hosts(when: &Expr) -> Option<BTreeSet<String>> {
    match when {
        Expr::Is(Atom::Host(HostMatch::Exact(name))) => Some([name.to_ascii_lowercase()].into()),
        Expr::All(parts) => parts.iter().find_map(hosts),
        Expr::Any(parts) => {
            parts.iter().map(hosts).collect::<Option<Vec<_>>>().map(|all| all.into_iter().flatten().collect())
        }
        Expr::Is(_) | Expr::Not(_) => None,
    }
}
