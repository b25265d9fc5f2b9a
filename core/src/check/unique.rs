//! Which items of a sequence are there twice?

use super::schema::{List, Unique};
use super::view::View;
use std::collections::BTreeMap;

/// Up to this many items are compared pair by pair; more are sorted.
pub(super) const FEW: usize = 24;

/// What makes an item itself: a text or a number for each member that counts.
type Identity<'a> = (Option<&'a str>, Option<i64>);

/// The later items that equal an earlier one: `(earlier, later)`.
pub(super) fn twins(list: &List, view: View<'_>) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let keys: &[&str] = match list.unique {
        Unique::No => return found,
        Unique::Items => &[],
        Unique::Keys(keys) => keys,
    };
    if view.len() <= FEW {
        for (later, item) in view.items().enumerate() {
            if let Some(earlier) = view.items().take(later).position(|other| same(item, other, keys)) {
                found.push((earlier, later));
            }
        }
        return found;
    }
    let mut seen: BTreeMap<Vec<Identity<'_>>, usize> = BTreeMap::new();
    for (later, item) in view.items().enumerate() {
        let earlier = *seen.entry(identities(item, keys)).or_insert(later);
        if earlier != later {
            found.push((earlier, later));
        }
    }
    found
}

fn same(a: View<'_>, b: View<'_>, keys: &[&str]) -> bool {
    match keys {
        [] => identity(Some(a)) == identity(Some(b)),
        keys => keys.iter().all(|key| identity(a.get(key)) == identity(b.get(key))),
    }
}

fn identities<'a>(item: View<'a>, keys: &[&str]) -> Vec<Identity<'a>> {
    match keys {
        [] => vec![identity(Some(item))],
        keys => keys.iter().map(|key| identity(item.get(key))).collect(),
    }
}

fn identity(view: Option<View<'_>>) -> Identity<'_> {
    (view.and_then(View::text), view.and_then(View::int))
}
