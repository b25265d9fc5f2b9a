//! Places of entries in the order of their keys.

use std::cmp::Ordering;
use std::slice;

/// More places than this do not stand in one row: to add one moves those behind it.
const ROW: usize = 512;

/// The places of entries, in rows that are never empty.
#[derive(Clone, Debug, Default)]
pub(super) struct Order {
    rows: Vec<Vec<usize>>,
    length: usize,
}

/// Where a place stands, or would.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seat {
    row: usize,
    at: usize,
}

impl Order {
    /// An empty one.
    pub(super) const fn new() -> Order {
        Order { rows: Vec::new(), length: 0 }
    }

    /// How many places.
    pub(super) fn len(&self) -> usize {
        self.length
    }

    /// Finds a key by how that of an entry compares to it: the place, or where it would stand.
    pub(super) fn find(&self, compare: &mut dyn FnMut(usize) -> Ordering) -> (Seat, Option<usize>) {
        // Keys come in their order, as a rule.
        let end = Seat { row: self.rows.len(), at: 0 };
        match self.rows.last().and_then(|row| row.last()).map(|place| compare(*place)) {
            None | Some(Ordering::Less) => return (end, None),
            Some(Ordering::Equal | Ordering::Greater) => {}
        }
        let row = self.rows.partition_point(|row| row.last().is_some_and(|place| compare(*place) == Ordering::Less));
        let places = self.rows.get(row).map_or(&[][..], Vec::as_slice);
        match places.binary_search_by(|place| compare(*place)) {
            Ok(at) => (Seat { row, at }, places.get(at).copied()),
            Err(at) => (Seat { row, at }, None),
        }
    }

    /// Puts a place to where it was not found.
    pub(super) fn insert(&mut self, seat: Seat, place: usize) {
        self.length += 1;
        let Some(row) = self.rows.get_mut(seat.row) else {
            match self.rows.last_mut().filter(|row| row.len() < ROW) {
                Some(row) => row.push(place),
                None => self.rows.push(vec![place]),
            }
            return;
        };
        row.insert(seat.at, place);
        if row.len() > ROW {
            let half = row.split_off(ROW / 2);
            self.rows.insert(seat.row + 1, half);
        }
    }

    /// Takes a place out.
    pub(super) fn remove(&mut self, seat: Seat) {
        let Some(row) = self.rows.get_mut(seat.row) else { return };
        row.remove(seat.at);
        self.length -= 1;
        if row.is_empty() {
            self.rows.remove(seat.row);
        }
    }

    /// Keeps the places of which this holds.
    pub(super) fn retain(&mut self, keep: &mut dyn FnMut(usize) -> bool) {
        self.rows.iter_mut().for_each(|row| row.retain(|place| keep(*place)));
        self.rows.retain(|row| !row.is_empty());
        self.length = self.rows.iter().map(Vec::len).sum();
    }

    /// All places in order.
    pub(super) fn steps(&self) -> Steps<'_> {
        Steps { front: [].iter(), rows: self.rows.iter(), back: [].iter(), left: self.length }
    }

    /// The places from there on.
    pub(super) fn steps_from(&self, seat: Seat) -> Steps<'_> {
        let front = self.rows.get(seat.row).and_then(|row| row.get(seat.at..)).unwrap_or_default();
        let rows = self.rows.get(seat.row + 1..).unwrap_or_default();
        let left = front.len() + rows.iter().map(Vec::len).sum::<usize>();
        Steps { front: front.iter(), rows: rows.iter(), back: [].iter(), left }
    }

    /// All places in order, for good.
    pub(super) fn into_places(self) -> Vec<usize> {
        self.rows.concat()
    }
}

/// Places in order, from either end.
#[derive(Clone, Debug)]
pub(super) struct Steps<'o> {
    front: slice::Iter<'o, usize>,
    rows: slice::Iter<'o, Vec<usize>>,
    back: slice::Iter<'o, usize>,
    left: usize,
}

impl Steps<'_> {
    /// How many are left.
    pub(super) fn left(&self) -> usize {
        self.left
    }

    /// The next one.
    pub(super) fn next(&mut self) -> Option<usize> {
        self.left = self.left.saturating_sub(1);
        loop {
            if let Some(place) = self.front.next() {
                return Some(*place);
            }
            match self.rows.next() {
                Some(row) => self.front = row.iter(),
                None => return self.back.next().copied(),
            }
        }
    }

    /// The next one from behind.
    pub(super) fn next_back(&mut self) -> Option<usize> {
        self.left = self.left.saturating_sub(1);
        loop {
            if let Some(place) = self.back.next_back() {
                return Some(*place);
            }
            match self.rows.next_back() {
                Some(row) => self.back = row.iter(),
                None => return self.front.next_back().copied(),
            }
        }
    }
}
