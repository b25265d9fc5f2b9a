//! Which listeners a route's hosts can reach.

use gatewright_contract::collections::{SortedMap, SortedSet};

/// A listener: the index of its holder, and its index there.
pub(super) type At = (usize, usize);

/// The listeners of one gateway, findable by host.
#[derive(Debug, Default)]
pub(super) struct Reach {
    /// Hosts with their labels turned round, so that everything below a suffix is one range.
    by_host: SortedMap<String, Vec<At>>,
    any: Vec<At>,
}

impl Reach {
    pub(super) fn add(&mut self, host: Option<&str>, at: At) {
        match host {
            Some(host) => self.by_host.entry(turned(host)).or_default().push(at),
            None => self.any.push(at),
        }
    }

    /// The listeners a route with these hosts attaches to; no hosts means every host.
    pub(super) fn of(&self, hosts: &[String]) -> SortedSet<At> {
        let mut found: SortedSet<At> = self.any.iter().copied().collect();
        if hosts.is_empty() {
            found.extend(self.by_host.values().flatten());
        }
        for host in hosts {
            let key = turned(host);
            if let Some(below) = key.strip_suffix('*') {
                let range = self.by_host.starting(below).take_while(|(other, _)| other.starts_with(below));
                found.extend(range.flat_map(|(_, at)| at));
            } else {
                found.extend(self.by_host.get(&key).into_iter().flatten());
            }
            for (end, _) in key.match_indices('.') {
                if let Some(parent) = key.get(..=end) {
                    found.extend(self.by_host.get(&format!("{parent}*")).into_iter().flatten());
                }
            }
        }
        found
    }

    /// The listeners of exactly these hosts.
    pub(super) fn own(&self, hosts: &[String]) -> SortedSet<At> {
        match hosts {
            [] => self.any.iter().copied().collect(),
            hosts => hosts.iter().filter_map(|host| self.by_host.get(&turned(host))).flatten().copied().collect(),
        }
    }
}

/// `*.shop.example` becomes `example.shop.*`.
fn turned(host: &str) -> String {
    let mut labels: Vec<&str> = host.split('.').collect();
    labels.reverse();
    labels.join(".")
}

#[cfg(test)]
mod tests {
    use super::Reach;

    fn reach() -> Reach {
        let mut reach = Reach::default();
        let hosts =
            [None, Some("a.example"), Some("*.example"), Some("*.b.example"), Some("c.b.example"), Some("bexample")];
        for (index, host) in hosts.into_iter().enumerate() {
            reach.add(host, (0, index));
        }
        reach
    }

    fn of(hosts: &[&str]) -> Vec<usize> {
        let hosts: Vec<String> = hosts.iter().map(|host| (*host).to_owned()).collect();
        reach().of(&hosts).into_iter().map(|(_, index)| index).collect()
    }

    #[test]
    fn hosts_have_listeners_of_their_own() {
        let own = |hosts: &[&str]| {
            let hosts: Vec<String> = hosts.iter().map(|host| (*host).to_owned()).collect();
            reach().own(&hosts).into_iter().map(|(_, index)| index).collect::<Vec<_>>()
        };
        assert_eq!(own(&["a.example"]), [1]);
        assert_eq!(own(&["*.example", "c.b.example"]), [2, 4]);
        assert_eq!(own(&["other"]), [0; 0]);
        assert_eq!(own(&[]), [0]);
    }

    #[test]
    fn hosts_reach_what_they_intersect() {
        assert_eq!(of(&["a.example"]), [0, 1, 2]);
        assert_eq!(of(&["c.b.example"]), [0, 2, 3, 4]);
        assert_eq!(of(&["*.b.example"]), [0, 2, 3, 4]);
        assert_eq!(of(&["*.example"]), [0, 1, 2, 3, 4]);
        assert_eq!(of(&["bexample"]), [0, 5]);
        assert_eq!(of(&["other"]), [0]);
        assert_eq!(of(&[]), [0, 1, 2, 3, 4, 5]);
    }
}
