//! Where is a byte of a text, in an editor's terms, and the other way round?

use crate::input::Span;
use serde::{Deserialize, Serialize};

/// A place between two characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Point {
    /// From 0.
    pub line: u32,
    /// In UTF-16 units, from 0.
    pub character: u32,
}

/// From one place to another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Range {
    /// The first character.
    pub start: Point,
    /// After the last.
    pub end: Point,
}

/// The byte with which each line begins.
#[derive(Clone, Debug, Default)]
pub(super) struct LineStarts(Vec<u32>);

impl LineStarts {
    pub(super) fn of(text: &str) -> LineStarts {
        let mut next: u32 = 0;
        let mut starts = Vec::new();
        for line in text.split('\n') {
            starts.push(next);
            next = next.saturating_add(u32::try_from(line.len()).unwrap_or(u32::MAX)).saturating_add(1);
        }
        LineStarts(starts)
    }

    /// How many lines there are; a break at the end begins none.
    pub(super) fn count(&self, text: &str) -> u32 {
        let all = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        if text.is_empty() || text.ends_with('\n') { all - 1 } else { all }
    }

    /// The byte with which a line begins; of lines that are not there, the end.
    pub(super) fn start(&self, line: u32, text: &str) -> usize {
        self.0.get(super::index(line)).map_or(text.len(), |start| super::index(*start))
    }

    /// The line of a byte.
    pub(super) fn line(&self, byte: u32) -> u32 {
        let after = self.0.partition_point(|start| *start <= byte);
        u32::try_from(after.saturating_sub(1)).unwrap_or(u32::MAX)
    }

    pub(super) fn point(&self, text: &str, byte: u32) -> Point {
        let line = self.line(byte);
        let start = self.start(line, text);
        let end = crate::report::position::boundary(text, super::index(byte)).max(start);
        let units: usize = text.get(start..end).unwrap_or_default().chars().map(char::len_utf16).sum();
        Point { line, character: u32::try_from(units).unwrap_or(u32::MAX) }
    }

    pub(super) fn range(&self, text: &str, span: Span) -> Range {
        Range { start: self.point(text, span.start), end: self.point(text, span.end.max(span.start)) }
    }

    /// The byte at a place; beyond the end of a line, that end.
    pub(super) fn byte(&self, text: &str, at: Point) -> usize {
        let start = self.start(at.line, text);
        let line = text.get(start..self.start(at.line.saturating_add(1), text)).unwrap_or_default();
        let mut left = super::index(at.character);
        let mut byte = start;
        for char in line.trim_end_matches(['\n', '\r']).chars() {
            if left < char.len_utf16() {
                break;
            }
            left -= char.len_utf16();
            byte += char.len_utf8();
        }
        byte
    }
}

#[cfg(test)]
mod tests {
    use super::{LineStarts, Point};
    use crate::input::Span;

    fn point(line: u32, character: u32) -> Point {
        Point { line, character }
    }

    #[test]
    fn columns_are_utf_16_units_and_lines_count_from_zero() {
        let text = "a: 1\nb: 🚪x\r\nc";
        let lines = LineStarts::of(text);
        let door = u32::try_from(text.find('🚪').unwrap()).unwrap();
        let range = lines.range(text, Span { start: door, end: door + 4 });
        assert_eq!((range.start, range.end), (point(1, 3), point(1, 5)));
        assert_eq!(lines.byte(text, point(1, 5)), text.find('x').unwrap());
        assert_eq!(lines.byte(text, point(1, 99)), text.find('\r').unwrap());
        assert_eq!(lines.byte(text, point(9, 0)), text.len());
    }

    #[test]
    fn a_break_at_the_end_begins_no_line() {
        for (text, count) in [("", 0), ("a", 1), ("a\n", 1), ("a\nb", 2)] {
            assert_eq!(LineStarts::of(text).count(text), count, "{text:?}");
        }
    }

    #[test]
    fn a_place_outside_of_the_text_is_its_end() {
        let lines = LineStarts::of("ab\nc");
        assert_eq!(lines.point("ab\nc", 90), point(1, 1));
    }
}
