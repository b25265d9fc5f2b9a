//! Which line and column is a byte of a file?

use crate::input::{FileId, Input, Place, SourceFile};

/// How many bytes lie between two remembered character counts.
const STRIDE: usize = 1024;

/// A place in a file as people count: from 1, columns in Unicode scalars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Position {
    /// Line, from 1.
    pub(crate) line: u32,
    /// Column, from 1.
    pub(crate) column: u32,
}

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
    /// First byte of every line; a byte order mark belongs to no line.
    starts: Vec<u32>,
    /// How many characters start before every `STRIDE`th byte; empty where bytes are characters.
    characters: Vec<u32>,
}

impl<'a> Sources<'a> {
    pub(crate) fn of(input: &'a Input) -> Sources<'a> {
        Sources { files: input.files.iter().map(Source::of).collect() }
    }

    pub(crate) fn file(&self, id: FileId) -> Option<&Source<'a>> {
        self.files.get(usize::try_from(id.0).ok()?)
    }

    /// The file of a place, and where it starts and ends.
    pub(crate) fn locate(&self, place: Place) -> Option<(&Source<'a>, Position, Position)> {
        let source = self.file(place.file)?;
        let (start, end) = (source.clamp(place.span.start), source.clamp(place.span.end));
        Some((source, source.position(start), source.position(end.max(start))))
    }
}

impl<'a> Source<'a> {
    fn of(file: &'a SourceFile) -> Source<'a> {
        let text = file.text.as_str();
        let first = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| narrow(at + 1));
        Source {
            name: &file.name,
            text,
            starts: std::iter::once(first).chain(breaks).collect(),
            characters: count(text),
        }
    }

    /// The nearest character boundary at or before a byte.
    pub(crate) fn clamp(&self, byte: u32) -> usize {
        boundary(self.text, usize::try_from(byte).unwrap_or(usize::MAX))
    }

    /// Line of a byte, from 1.
    pub(crate) fn line(&self, byte: usize) -> u32 {
        narrow(self.starts.partition_point(|start| *start <= narrow(byte))).max(1)
    }

    /// The bytes of a line, without its break.
    pub(crate) fn line_span(&self, line: u32) -> std::ops::Range<usize> {
        let index = usize::try_from(line).unwrap_or(usize::MAX).saturating_sub(1);
        let start = self.starts.get(index).map_or(self.text.len(), |start| self.clamp(*start));
        let end = self.starts.get(index + 1).map_or(self.text.len(), |next| self.clamp(*next));
        let line = self.text.get(start..end).unwrap_or_default();
        start..start + line.trim_end_matches(['\n', '\r']).len()
    }

    fn position(&self, byte: usize) -> Position {
        let line = self.line(byte);
        let start = self.line_span(line).start;
        let column = self.characters_before(byte).saturating_sub(self.characters_before(start));
        Position { line, column: column + 1 }
    }

    fn characters_before(&self, byte: usize) -> u32 {
        let Some(known) = self.characters.get(byte / STRIDE) else { return narrow(byte) };
        let rest = self.text.as_bytes().get(byte / STRIDE * STRIDE..byte).unwrap_or_default();
        known + narrow(rest.iter().filter(|byte| starts_character(**byte)).count())
    }
}

/// The nearest character boundary at or before a byte.
pub(crate) fn boundary(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    (byte.saturating_sub(3)..=byte).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn count(text: &str) -> Vec<u32> {
    if text.is_ascii() {
        return Vec::new();
    }
    let mut known = vec![0];
    let mut total = 0;
    for chunk in text.as_bytes().chunks(STRIDE) {
        total += narrow(chunk.iter().filter(|byte| starts_character(**byte)).count());
        known.push(total);
    }
    known
}

fn starts_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Position, Sources};
    use crate::input::{FileId, Input, Place, SourceFile, Span};

    fn at(text: &str, start: u32, end: u32) -> (Position, Position) {
        let input = Input { files: vec![SourceFile { name: "a.yaml".to_owned(), text: text.to_owned() }] };
        let place = Place { file: FileId(0), span: Span { start, end } };
        let (_, start, end) = Sources::of(&input).locate(place).unwrap();
        (start, end)
    }

    fn position(line: u32, column: u32) -> Position {
        Position { line, column }
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
