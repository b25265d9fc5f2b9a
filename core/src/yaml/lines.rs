//! Which line and column is a byte? In constant time for a line of any length, with 4 bytes for each line and each KiB.

use crate::input::Span;

/// A place as people count: from 1, columns in Unicode scalars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// From 1.
    pub line: u32,
    /// From 1, in Unicode scalars.
    pub column: u32,
}

/// The lines of one file, and how many characters stand before each KiB of it.
#[derive(Clone, Debug)]
pub struct LineIndex<'t> {
    text: &'t str,
    starts: Vec<u32>,
    scalars: Vec<u32>,
}

const BLOCK: usize = 1024;

impl<'t> LineIndex<'t> {
    /// Reads the text once.
    pub fn new(text: &'t str) -> LineIndex<'t> {
        let bytes = text.as_bytes();
        let after_break =
            |(at, byte): (usize, &u8)| (*byte == b'\n').then(|| u32::try_from(at + 1).unwrap_or(u32::MAX));
        let starts = std::iter::once(0).chain(bytes.iter().enumerate().filter_map(after_break)).collect();
        let mut before = 0;
        let scalars = bytes
            .chunks(BLOCK)
            .map(|block| {
                let here = before;
                before += count(block);
                here
            })
            .collect();
        LineIndex { text, starts, scalars }
    }

    /// How many lines the text has; the text after the last line break is one, if only an empty one.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never: a text has at least one line.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The line of a byte, from 1.
    pub fn line(&self, offset: u32) -> u32 {
        let lines = self.starts.partition_point(|start| *start <= offset);
        u32::try_from(lines).unwrap_or(u32::MAX)
    }

    /// The line and column of a byte. An offset behind the end is the end's.
    pub fn place(&self, offset: u32) -> LineColumn {
        let line = self.line(offset);
        let start = self.starts.get(line as usize - 1).copied().unwrap_or_default();
        LineColumn { line, column: self.before(offset) - self.before(start) + 1 }
    }

    /// A line's text without its break; empty for a line that is not there.
    pub fn text(&self, line: u32) -> &'t str {
        let span = self.span(line);
        self.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// A line's bytes without its break.
    pub fn span(&self, line: u32) -> Span {
        let end_of_text = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        let index = (line as usize).wrapping_sub(1);
        let start = self.starts.get(index).copied().unwrap_or(end_of_text);
        let next = self.starts.get(index.wrapping_add(1)).copied().unwrap_or(end_of_text);
        let line = self.text.get(start as usize..next as usize).unwrap_or_default();
        let line = line.strip_suffix('\n').unwrap_or(line);
        let line = line.strip_suffix('\r').unwrap_or(line);
        Span { start, end: start + u32::try_from(line.len()).unwrap_or_default() }
    }

    /// Unicode scalars before a byte.
    fn before(&self, offset: u32) -> u32 {
        let offset = (offset as usize).min(self.text.len());
        let block = (offset / BLOCK).min(self.scalars.len().saturating_sub(1));
        let rest = self.text.as_bytes().get(block * BLOCK..offset).unwrap_or_default();
        self.scalars.get(block).copied().unwrap_or_default() + count(rest)
    }
}

/// Bytes that begin a character.
fn count(bytes: &[u8]) -> u32 {
    let count = bytes.iter().filter(|byte| (**byte & 0b1100_0000) != 0b1000_0000).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{LineColumn, LineIndex};
    use proptest::prelude::*;

    #[test]
    fn lines_may_end_like_on_windows() {
        let index = LineIndex::new("ä: b\r\n\r\nc");
        assert_eq!((index.text(1), index.text(2), index.text(3), index.text(4)), ("ä: b", "", "c", ""));
        assert_eq!(index.place(2), LineColumn { line: 1, column: 2 });
        assert_eq!(index.place(9), LineColumn { line: 3, column: 1 });
        assert_eq!(index.place(99), LineColumn { line: 3, column: 2 });
        assert_eq!((index.len(), LineIndex::new("").place(0)), (3, LineColumn { line: 1, column: 1 }));
    }

    proptest! {
        #[test]
        fn places_are_those_of_a_count_by_hand(text in "([a\\r]{0,900}|[ä😀\n ]{0,300}){0,6}") {
            let index = LineIndex::new(&text);
            for (offset, _) in text.char_indices().step_by(7).chain([(text.len(), ' ')]) {
                let before = &text[..offset];
                let line = before.matches('\n').count() + 1;
                let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
                let place = index.place(u32::try_from(offset).unwrap());
                prop_assert_eq!((place.line as usize, place.column as usize), (line, column));
                let by_hand = text.split('\n').nth(line - 1).unwrap();
                prop_assert_eq!(index.text(place.line), by_hand.strip_suffix('\r').unwrap_or(by_hand));
            }
        }
    }
}
