//! Sorting, in one copy of code for all types.

use std::cmp::Ordering;

/// Sorting, stable, by one algorithm for all types.
pub trait Arrange<T> {
    /// Sorts by a comparison.
    fn arrange_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    /// Sorts by a key.
    fn arrange_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.arrange_by(|one, other| key(one).cmp(&key(other)));
    }

    /// Sorts.
    fn arrange(&mut self)
    where
        T: Ord,
    {
        self.arrange_by(Ord::cmp);
    }
}

impl<T> Arrange<T> for [T] {
    fn arrange_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        if self.is_sorted_by(|one, other| compare(one, other) != Ordering::Greater) {
            return;
        }
        let mut order = sorted(self.len(), &mut |one, other| match (self.get(one), self.get(other)) {
            (Some(one), Some(other)) => compare(one, other),
            _ => Ordering::Equal,
        });
        // Each cycle of the order, swap by swap.
        for start in 0..self.len() {
            let mut at = start;
            while let Some(from) = order.get_mut(at) {
                let from = std::mem::replace(from, at);
                if from == start || from == at {
                    break;
                }
                self.swap(at, from);
                at = from;
            }
        }
    }
}

/// The numbers below `count` in the order of what they stand for.
fn sorted(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|one, other| compare(*one, *other));
    order
}

#[cfg(test)]
mod tests {
    use super::Arrange;

    #[test]
    fn the_same_order_as_the_standard_library() {
        for seed in 1..200_u64 {
            let number = |at: u64| (at.wrapping_mul(seed).wrapping_mul(6_364_136_223_846_793_005) >> 33) % (seed + 3);
            let all: Vec<(u64, u64)> = (0..seed).map(|at| (number(at), at)).collect();
            let (mut ours, mut theirs) = (all.clone(), all);
            ours.arrange_by_key(|(key, _)| *key);
            theirs.sort_by_key(|(key, _)| *key);
            assert_eq!(ours, theirs);
        }
    }
}
