//! Which line and column is a byte of a file?

use crate::input::{FileId, Input, Place, SourceFile};
use crate::yaml::{LineColumn, LineIndex};
use std::ops::Range;

/// A byte order mark: it belongs to no line.
const MARK: char = '\u{feff}';

/// The files of a conversion with their line starts.
pub(crate) struct Sources<'a> {
    files: Vec<Source<'a>>,
}

/// One file with its line starts.
pub(crate) struct Source<'a> {
    /// Its name, as the user knows it.
    pub(crate) name: &'a str,
    /// Its text.
    pub(crate) text: &'a str,
    lines: LineIndex<'a>,
}

impl<'a> Sources<'a> {
    pub(crate) fn of(input: &'a Input) -> Sources<'a> {
        Sources { files: input.files.iter().map(Source::of).collect() }
    }

    pub(crate) fn file(&self, id: FileId) -> Option<&Source<'a>> {
        self.files.get(usize::try_from(id.0).ok()?)
    }

    /// The file of a place, and where it starts and ends.
    pub(crate) fn locate(&self, place: Place) -> Option<(&Source<'a>, LineColumn, LineColumn)> {
        let source = self.file(place.file)?;
        let (start, end) = (source.clamp(place.span.start), source.clamp(place.span.end));
        Some((source, source.position(start), source.position(end.max(start))))
    }
}

impl<'a> Source<'a> {
    fn of(file: &'a SourceFile) -> Source<'a> {
        Source { name: &file.name, text: &file.text, lines: LineIndex::new(&file.text) }
    }

    /// The nearest character boundary at or before a byte.
    pub(crate) fn clamp(&self, byte: u32) -> usize {
        boundary(self.text, usize::try_from(byte).unwrap_or(usize::MAX))
    }

    /// Line of a byte, from 1.
    pub(crate) fn line(&self, byte: usize) -> u32 {
        self.lines.line(narrow(byte))
    }

    /// The bytes of a line, without its break and without a byte order mark.
    pub(crate) fn line_span(&self, line: u32) -> Range<usize> {
        let span = self.lines.span(line);
        let start = if line == 1 && self.text.starts_with(MARK) { MARK.len_utf8() } else { self.clamp(span.start) };
        start..self.clamp(span.end).max(start)
    }

    fn position(&self, byte: usize) -> LineColumn {
        let at = self.lines.place(narrow(byte));
        let marked = at.line == 1 && at.column > 1 && self.text.starts_with(MARK);
        LineColumn { column: if marked { at.column - 1 } else { at.column }, ..at }
    }
}

/// The nearest character boundary at or before a byte.
pub(crate) fn boundary(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    (byte.saturating_sub(3)..=byte).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::Sources;
    use crate::input::{FileId, Input, Place, SourceFile, Span};
    use crate::yaml::LineColumn;

    fn at(text: &str, start: u32, end: u32) -> (LineColumn, LineColumn) {
        let input = Input { files: vec![SourceFile { name: "a.yaml".to_owned(), text: text.to_owned() }] };
        let place = Place { file: FileId(0), span: Span { start, end } };
        let (_, start, end) = Sources::of(&input).locate(place).unwrap();
        (start, end)
    }

    fn position(line: u32, column: u32) -> LineColumn {
        LineColumn { line, column }
    }

    #[test]
    fn lines_and_columns_count_from_one() {
        assert_eq!(at("a: 1\nbc: 2\n", 5, 7), (position(2, 1), position(2, 3)));
        assert_eq!(at("a: 1\r\nbc: 2", 6, 8), (position(2, 1), position(2, 3)));
    }

    #[test]
    fn columns_are_unicode_scalars_and_a_byte_order_mark_is_none() {
        assert_eq!(at("ä: ö\n", 4, 6), (position(1, 4), position(1, 5)));
        assert_eq!(at("\u{feff}a: 1\n", 3, 4), (position(1, 1), position(1, 2)));
    }

    #[test]
    fn a_place_outside_the_text_is_its_end() {
        assert_eq!(at("a\nb", 90, 3), (position(2, 2), position(2, 2)));
    }

    #[test]
    fn columns_far_into_a_long_line_are_right() {
        let text = format!("k: {}x", "é".repeat(5000));
        let byte = u32::try_from(text.len() - 1).unwrap();
        assert_eq!(at(&text, byte, byte + 1), (position(1, 5004), position(1, 5005)));
    }

    #[test]
    fn a_character_cut_in_the_middle_starts_before_the_cut() {
        assert_eq!(at("ä: ö\n", 5, 6), (position(1, 4), position(1, 5)));
    }
}
