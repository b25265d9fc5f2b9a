//! Which things may concern a host, without looking at all of them?

use std::collections::BTreeMap;

/// Places of things by the host patterns they name; `""` is every host.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    by_pattern: BTreeMap<String, Vec<usize>>,
}

impl Index {
    /// Of things in order, each with its patterns.
    pub(super) fn of<'a>(patterns: impl Iterator<Item = Vec<&'a str>>) -> Index {
        let mut index = Index::default();
        for (place, patterns) in patterns.enumerate() {
            for pattern in patterns {
                let pattern = if pattern == "*" { "" } else { pattern };
                index.by_pattern.entry(pattern.to_ascii_lowercase()).or_default().push(place);
            }
        }
        index
    }

    /// The places of what names the host, a wildcard above it, or every host; in order, each once.
    pub(super) fn around(&self, host: &str) -> Vec<usize> {
        let at = |pattern: &str| self.by_pattern.get(pattern).into_iter().flatten().copied();
        let mut places: Vec<usize> = at(host).chain(at("")).collect();
        let parents = std::iter::successors(host.split_once('.'), |(_, rest)| rest.split_once('.'));
        for (_, parent) in parents {
            places.extend(at(&format!("*.{parent}")));
        }
        places.sort_unstable();
        places.dedup();
        places
    }
}
