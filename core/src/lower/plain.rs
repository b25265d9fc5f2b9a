//! Rules on hosts and paths alone: what stays of them as it was written.
//!
//! Of two paths one holds the other or they have nothing in common, so a table of them is right as soon as nothing is
//! in it that an earlier rule takes whole.

use super::claim::Claim;
use super::conjunct::Standing;
use super::path::{Path, ancestors};
use gatewright_contract::collections::SortedMap;

/// What stays, and what an earlier claim takes whole, with that claim.
#[derive(Debug, Default)]
pub(super) struct Sorted {
    pub(super) kept: Vec<usize>,
    pub(super) shadowed: Vec<(usize, usize)>,
}

/// Whether every claim is on a path alone, and certain.
pub(super) fn is_plain(claims: &[Claim<'_, '_>]) -> bool {
    claims.iter().all(|claim| claim.standing == Standing::Certain && claim.conjunct.is_plain())
}

/// Parts the claims into what stays and what is never reached.
pub(super) fn sorted(claims: &[Claim<'_, '_>]) -> Sorted {
    let mut sorted = Sorted::default();
    if let [_] = claims {
        sorted.kept.push(0);
        return sorted;
    }
    let mut taken: SortedMap<(&str, bool), usize> = SortedMap::new();
    for (at, claim) in claims.iter().enumerate() {
        let (path, exact) = match &claim.conjunct.area.path {
            Path::Exact(path) => (path.as_ref(), true),
            Path::Prefix(path) => (path.as_ref(), false),
            Path::Regex(_) => continue,
        };
        let same = if exact { taken.get(&(path, true)) } else { None };
        let wider = ancestors(path).filter_map(|prefix| taken.get(&(prefix, false))).chain(same).min();
        if let Some(earlier) = wider {
            sorted.shadowed.push((at, *earlier));
        } else {
            taken.insert((path, exact), at);
            sorted.kept.push(at);
        }
    }
    sorted
}
