//! Is a map what the standard library's is?

use super::SortedMap;
use std::collections::BTreeMap;

/// Numbers without an order, the same each time.
fn numbers(seed: u64) -> impl FnMut(u64) -> u64 {
    let mut state = seed;
    move |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    }
}

fn assert_alike(ours: &SortedMap<u64, u64>, theirs: &BTreeMap<u64, u64>) {
    assert_eq!(ours.len(), theirs.len());
    assert!(ours.iter().eq(theirs));
    assert!(ours.iter().rev().eq(theirs.iter().rev()));
}

#[test]
fn any_work_on_it_ends_as_in_the_standard_library() {
    for (seed, keys) in [(1, 10), (2, 300), (3, 5_000), (4, 40_000)] {
        let mut number = numbers(seed);
        let (mut ours, mut theirs) = (SortedMap::new(), BTreeMap::new());
        for step in 0..20_000_u64 {
            let key = number(keys);
            match number(6) {
                0 | 1 => assert_eq!(ours.insert(key, step), theirs.insert(key, step)),
                2 => {
                    *ours.entry(key).and_modify(|value| *value *= 2).or_default() += 1;
                    *theirs.entry(key).and_modify(|value| *value *= 2).or_default() += 1;
                }
                3 => assert_eq!(ours.remove(&key), theirs.remove(&key)),
                4 => assert_eq!(ours.get(&key), theirs.get(&key)),
                _ => assert!(ours.starting(&key).take(5).eq(theirs.range(key..).take(5))),
            }
        }
        assert_alike(&ours, &theirs);
        ours.retain(|key, value| (*key + *value) % 3 == 0);
        theirs.retain(|key, value| (*key + *value) % 3 == 0);
        assert_alike(&ours, &theirs);
        ours.iter_mut().for_each(|(key, value)| *value += key);
        theirs.iter_mut().for_each(|(key, value)| *value += key);
        assert_alike(&ours, &theirs);
        let again: SortedMap<u64, u64> = ours.iter().rev().map(|(key, value)| (*key, *value)).collect();
        assert_eq!(again, ours);
        assert!(ours.into_iter().eq(theirs));
    }
}

#[test]
fn it_is_walked_from_both_ends() {
    let map: SortedMap<u32, u32> = (0..2_000).map(|key| (key, key)).collect();
    let (mut walk, mut low, mut high) = (map.iter(), 0, 2_000);
    while let Some((key, _)) = walk.next() {
        assert_eq!(*key, low);
        low += 1;
        if let Some((key, _)) = walk.next_back() {
            high -= 1;
            assert_eq!(*key, high);
        }
    }
    assert_eq!((low, high), (1_000, 1_000));
    assert_eq!(map.into_keys().next_back(), Some(1_999));
}

#[test]
fn of_a_key_that_stands_twice_the_last_counts() {
    let map = SortedMap::from([("a", 1), ("b", 2), ("a", 3)]);
    assert_eq!(map.into_iter().collect::<Vec<_>>(), [("a", 3), ("b", 2)]);
}
