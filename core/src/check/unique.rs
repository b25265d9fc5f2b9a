//! Which items of a sequence are there twice?

use super::schema::{List, Unique};
use super::view::View;
use gatewright_contract::collections::Arrange;

/// Up to this many items are compared pair by pair; more are sorted.
pub(super) const FEW: usize = 24;

/// What makes an item itself: a text or a number.
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
    let first = |item| identity(keys.first().map_or(Some(item), |key| View::get(item, key)));
    let mut sorted: Vec<_> = view.items().enumerate().map(|(index, item)| (first(item), index)).collect();
    sorted.arrange();
    for run in sorted.chunk_by(|(one, _), (other, _)| one == other).filter(|run| run.len() > 1) {
        for (place, (_, later)) in run.iter().enumerate() {
            let twin = |(_, earlier): &&(Identity<'_>, usize)| {
                view.item(*earlier).zip(view.item(*later)).is_some_and(|(one, other)| same(one, other, keys))
            };
            found.extend(run.iter().take(place).find(twin).map(|(_, earlier)| (*earlier, *later)));
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

fn identity(view: Option<View<'_>>) -> Identity<'_> {
    (view.and_then(View::text), view.and_then(View::int))
}
