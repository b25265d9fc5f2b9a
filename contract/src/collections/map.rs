//! Maps.

use super::order::{Order, Seat, Steps};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::vec;

/// What [`std::collections::BTreeMap`] is, with less code for each type.
#[derive(Clone)]
pub struct SortedMap<K, V> {
    /// Where they came; empty places are taken again.
    entries: Vec<Option<(K, V)>>,
    order: Order,
    free: Vec<usize>,
    /// Always empty: what a place that is not there is.
    nowhere: Option<(K, V)>,
}

impl<K, V> SortedMap<K, V> {
    /// An empty one.
    pub const fn new() -> Self {
        SortedMap { entries: Vec::new(), order: Order::new(), free: Vec::new(), nowhere: None }
    }

    /// How many entries.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its entries, in the order of their keys.
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter { entries: &self.entries, steps: self.order.steps() }
    }

    /// Its entries to be changed, in the order of their keys.
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V> {
        IterMut { entries: self.entries.iter_mut().map(Option::as_mut).collect(), steps: self.order.steps() }
    }

    /// Its keys, in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + Clone + use<'_, K, V> {
        self.iter().map(|(key, _)| key)
    }

    /// Its values, in the order of their keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + Clone + use<'_, K, V> {
        self.iter().map(|(_, value)| value)
    }

    /// Its values to be changed, in the order of their keys.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.iter_mut().map(|(_, value)| value)
    }

    /// Its keys, in order.
    pub fn into_keys(self) -> impl DoubleEndedIterator<Item = K> {
        self.into_iter().map(|(key, _)| key)
    }

    /// Its values, in the order of their keys.
    pub fn into_values(self) -> impl DoubleEndedIterator<Item = V> {
        self.into_iter().map(|(_, value)| value)
    }

    /// Keeps the entries of which this holds.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        let SortedMap { entries, order, free, nowhere: _ } = self;
        order.retain(&mut |place| {
            let Some(entry) = entries.get_mut(place) else { return false };
            let kept = entry.as_mut().is_some_and(|(key, value)| keep(key, value));
            if !kept {
                *entry = None;
                free.push(place);
            }
            kept
        });
    }

    fn find<Q: Ord + ?Sized>(&self, key: &Q) -> (Seat, Option<usize>)
    where
        K: Borrow<Q>,
    {
        self.order.find(&mut |place| match self.entries.get(place) {
            Some(Some((own, _))) => own.borrow().cmp(key),
            // No place of the order is empty.
            Some(None) | None => Ordering::Less,
        })
    }

    /// What a key holds.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.get_key_value(key).map(|(_, value)| value)
    }

    /// A key as it is here, and what it holds.
    pub fn get_key_value<Q: Ord + ?Sized>(&self, key: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q>,
    {
        let (_, place) = self.find(key);
        self.entries.get(place?)?.as_ref().map(|(key, value)| (key, value))
    }

    /// What a key holds, to be changed.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let (_, place) = self.find(key);
        self.entries.get_mut(place?)?.as_mut().map(|(_, value)| value)
    }

    /// Whether a key is in it.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).1.is_some()
    }

    /// Takes a key out.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let (seat, place) = self.find(key);
        let place = place?;
        self.order.remove(seat);
        self.free.push(place);
        self.entries.get_mut(place)?.take().map(|(_, value)| value)
    }

    /// The entries from a key on.
    pub fn starting<Q: Ord + ?Sized>(&self, key: &Q) -> Iter<'_, K, V>
    where
        K: Borrow<Q>,
    {
        Iter { entries: &self.entries, steps: self.order.steps_from(self.find(key).0) }
    }

    /// An empty place for a key that has none.
    fn open(&mut self, seat: Seat) -> usize {
        let place = self.free.pop().unwrap_or(self.entries.len());
        if place == self.entries.len() {
            self.entries.push(None);
        }
        self.order.insert(seat, place);
        place
    }

    /// A place; `nowhere` for one that is not there.
    fn slot(&mut self, place: usize) -> &mut Option<(K, V)> {
        match self.entries.get_mut(place) {
            Some(slot) => slot,
            None => &mut self.nowhere,
        }
    }
}

impl<K: Ord, V> SortedMap<K, V> {
    /// Sets what a key holds; what it held before.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        let (seat, place) = self.find(&key);
        let place = place.unwrap_or_else(|| self.open(seat));
        self.slot(place).replace((key, value)).map(|(_, held)| held)
    }

    /// The entry of a key, there or not.
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        let (seat, place) = self.find(&key);
        Entry { map: self, key, seat, place }
    }

    /// Moves all entries of another map over.
    pub fn append(&mut self, other: &mut Self) {
        self.extend(std::mem::take(other));
    }
}

/// The entry of a key, there or not.
pub struct Entry<'m, K, V> {
    map: &'m mut SortedMap<K, V>,
    key: K,
    seat: Seat,
    place: Option<usize>,
}

impl<'m, K, V> Entry<'m, K, V> {
    /// What the key holds.
    pub fn get_mut(&mut self) -> Option<&mut V> {
        self.map.slot(self.place?).as_mut().map(|(_, value)| value)
    }

    /// Changes what the key holds, if it holds anything.
    pub fn and_modify(mut self, change: impl FnOnce(&mut V)) -> Self {
        self.get_mut().map(change);
        self
    }

    /// What the key holds; this, if it held nothing.
    pub fn or_insert_with(self, make: impl FnOnce() -> V) -> &'m mut V {
        let Entry { map, key, seat, place } = self;
        let place = place.unwrap_or_else(|| map.open(seat));
        &mut map.slot(place).get_or_insert_with(|| (key, make())).1
    }

    /// What the key holds; this, if it held nothing.
    pub fn or_insert(self, value: V) -> &'m mut V {
        self.or_insert_with(|| value)
    }

    /// What the key holds; the default, if it held nothing.
    pub fn or_default(self) -> &'m mut V
    where
        V: Default,
    {
        self.or_insert_with(V::default)
    }
}

/// Entries in the order of their keys.
pub struct Iter<'m, K, V> {
    entries: &'m [Option<(K, V)>],
    steps: Steps<'m>,
}

impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Iter { entries: self.entries, steps: self.steps.clone() }
    }
}

impl<'m, K, V> Iterator for Iter<'m, K, V> {
    type Item = (&'m K, &'m V);

    fn next(&mut self) -> Option<Self::Item> {
        self.entries.get(self.steps.next()?)?.as_ref().map(|(key, value)| (key, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.steps.left(), Some(self.steps.left()))
    }
}

impl<K, V> DoubleEndedIterator for Iter<'_, K, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.entries.get(self.steps.next_back()?)?.as_ref().map(|(key, value)| (key, value))
    }
}

impl<K, V> ExactSizeIterator for Iter<'_, K, V> {}

/// Entries to be changed, in the order of their keys.
pub struct IterMut<'m, K, V> {
    entries: Vec<Option<&'m mut (K, V)>>,
    steps: Steps<'m>,
}

impl<'m, K, V> Iterator for IterMut<'m, K, V> {
    type Item = (&'m K, &'m mut V);

    fn next(&mut self) -> Option<Self::Item> {
        self.entries.get_mut(self.steps.next()?)?.take().map(|(key, value)| (&*key, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.steps.left(), Some(self.steps.left()))
    }
}

/// Entries in the order of their keys, of nobody any more.
pub struct IntoIter<K, V> {
    entries: Vec<Option<(K, V)>>,
    places: vec::IntoIter<usize>,
}

impl<K, V> Iterator for IntoIter<K, V> {
    type Item = (K, V);

    fn next(&mut self) -> Option<(K, V)> {
        self.entries.get_mut(self.places.next()?)?.take()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.places.size_hint()
    }
}

impl<K, V> DoubleEndedIterator for IntoIter<K, V> {
    fn next_back(&mut self) -> Option<(K, V)> {
        self.entries.get_mut(self.places.next_back()?)?.take()
    }
}

impl<K, V> ExactSizeIterator for IntoIter<K, V> {}

impl<K, V> IntoIterator for SortedMap<K, V> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V>;

    fn into_iter(self) -> IntoIter<K, V> {
        IntoIter { entries: self.entries, places: self.order.into_places().into_iter() }
    }
}

impl<'m, K, V> IntoIterator for &'m SortedMap<K, V> {
    type Item = (&'m K, &'m V);
    type IntoIter = Iter<'m, K, V>;

    fn into_iter(self) -> Iter<'m, K, V> {
        self.iter()
    }
}

impl<'m, K, V> IntoIterator for &'m mut SortedMap<K, V> {
    type Item = (&'m K, &'m mut V);
    type IntoIter = IterMut<'m, K, V>;

    fn into_iter(self) -> IterMut<'m, K, V> {
        self.iter_mut()
    }
}

impl<K: Ord, V> Extend<(K, V)> for SortedMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, more: I) {
        for (key, value) in more {
            self.insert(key, value);
        }
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for SortedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(all: I) -> Self {
        let mut map = SortedMap::new();
        map.extend(all);
        map
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for SortedMap<K, V> {
    fn from(all: [(K, V); N]) -> Self {
        all.into_iter().collect()
    }
}

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> Self {
        SortedMap::new()
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for SortedMap<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for SortedMap<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other)
    }
}

impl<K: Eq, V: Eq> Eq for SortedMap<K, V> {}

impl<K: PartialOrd, V: PartialOrd> PartialOrd for SortedMap<K, V> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.iter().partial_cmp(other)
    }
}

impl<K: Ord, V: Ord> Ord for SortedMap<K, V> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.iter().cmp(other)
    }
}

impl<K: Hash, V: Hash> Hash for SortedMap<K, V> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.len().hash(state);
        self.iter().for_each(|entry| entry.hash(state));
    }
}

impl<K: Serialize, V: Serialize> Serialize for SortedMap<K, V> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self)
    }
}

impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Deserialize<'de> for SortedMap<K, V> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Reader(PhantomData))
    }
}

struct Reader<K, V>(PhantomData<(K, V)>);

impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Visitor<'de> for Reader<K, V> {
    type Value = SortedMap<K, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut read: A) -> Result<SortedMap<K, V>, A::Error> {
        let mut map = SortedMap::new();
        while let Some((key, value)) = read.next_entry()? {
            map.insert(key, value);
        }
        Ok(map)
    }
}

/// To another language it is a map as any other.
#[cfg(feature = "schema")]
impl<K: schemars::JsonSchema, V: schemars::JsonSchema> schemars::JsonSchema for SortedMap<K, V> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        std::collections::BTreeMap::<K, V>::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        std::collections::BTreeMap::<K, V>::json_schema(generator)
    }

    fn inline_schema() -> bool {
        true
    }
}

#[cfg(test)]
mod tests;
