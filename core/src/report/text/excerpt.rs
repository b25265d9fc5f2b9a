//! Which piece of the input does a person see for a place, and where do the carets stand?

use crate::input::{Place, Span};
use crate::report::clean;
use crate::report::position::Sources;
use crate::report::secret::Secrets;
use crate::yaml::LineColumn;
use unicode_width::UnicodeWidthChar;

/// One line of the input, or the part of it around a place.
pub(crate) struct Excerpt {
    /// Line, from 1.
    pub(crate) line: u32,
    /// What is shown of it.
    pub(crate) text: String,
    /// Columns before the carets.
    pub(crate) indent: usize,
    /// Columns under which carets stand.
    pub(crate) carets: usize,
}

/// What excerpts are cut from.
pub(crate) struct Quotes<'a> {
    pub(crate) sources: Sources<'a>,
    pub(crate) secrets: Secrets,
}

impl Quotes<'_> {
    /// `file:line:column` of a place.
    pub(crate) fn position(&self, place: Place) -> Option<(&str, LineColumn)> {
        self.sources.locate(place).map(|(source, start, _)| (source.name, start))
    }

    /// Whether the file is empty, as one is that could not be read: there is nothing to point at.
    pub(crate) fn is_blank(&self, place: Place) -> bool {
        self.sources.file(place.file).is_none_or(|source| source.text.is_empty())
    }

    /// The first line of a place, at most `width` columns of it; `None` where it may not be shown.
    pub(crate) fn excerpt(&self, place: Place, width: usize) -> Option<Excerpt> {
        let source = self.sources.file(place.file).filter(|source| !source.text.is_empty())?;
        let start = source.clamp(place.span.start);
        let number = source.line(start);
        let line = source.line_span(number);
        let end = source.clamp(place.span.end).clamp(start, line.end.max(start));
        let text = source.text.get(line.clone())?;
        let lead = text.len() - text.trim_start_matches(is_frame).len();
        let solid = Span {
            start: u32::try_from(line.start + lead).ok()?,
            end: u32::try_from(line.start + text.trim_end_matches(is_frame).len().max(lead)).ok()?,
        };
        if !self.secrets.allow(source, Place { file: place.file, span: solid }) {
            return None;
        }
        Some(window(text, start.saturating_sub(line.start)..end.saturating_sub(line.start), width).at(number))
    }
}

/// What may stand around an object on its line.
fn is_frame(character: char) -> bool {
    character.is_whitespace() || matches!(character, '-' | ',' | '[' | ']')
}

impl Excerpt {
    fn at(mut self, line: u32) -> Excerpt {
        self.line = line;
        self
    }
}

/// The part of a line around the marked bytes, at most `width` columns wide, with `…` where it was cut.
fn window(line: &str, marked: std::ops::Range<usize>, width: usize) -> Excerpt {
    let marked = marked.start.min(line.len())..marked.end.min(line.len());
    let before = line.get(..marked.start).unwrap_or_default();
    let inside = line.get(marked.clone()).unwrap_or_default();
    let after = line.get(marked.end..).unwrap_or_default();

    let sum = columns(before, width) + columns(inside, width) + columns(after, width);
    let (left, middle) = if sum <= width {
        (head(before, width), head(inside, width))
    } else {
        // What is marked comes first; what stands left of it says where one is; the rest of the line fills up.
        let room = width - columns(inside, width).min(width * 2 / 3);
        let left = tail(before, room * 2 / 3);
        let middle = head(inside, width.saturating_sub(columns(&left, width) + 1));
        (left, middle)
    };
    let (indent, carets) = (columns(&left, usize::MAX), columns(&middle, usize::MAX));
    let right = match width.saturating_sub(indent + carets) {
        0 | 1 if sum > width => String::new(),
        rest => head(after, if sum > width { rest - 1 } else { rest }),
    };
    Excerpt { line: 0, text: format!("{left}{middle}{right}"), indent, carets: carets.max(1) }
}

/// The first columns of a text, cleaned.
fn head(text: &str, width: usize) -> String {
    let mut out = String::new();
    let mut used = 0;
    for character in text.chars() {
        let mut shown = String::new();
        clean::push(&mut shown, character);
        used += columns(&shown, usize::MAX);
        if used > width {
            out.push('…');
            return out;
        }
        out.push_str(&shown);
    }
    out
}

/// The last columns of a text, cleaned.
fn tail(text: &str, width: usize) -> String {
    let mut used = 0;
    let mut from = text.len();
    for (at, character) in text.char_indices().rev() {
        let mut shown = String::new();
        clean::push(&mut shown, character);
        used += columns(&shown, usize::MAX);
        if used > width {
            return format!("…{}", head(text.get(from..).unwrap_or_default(), usize::MAX));
        }
        from = at;
    }
    head(text, usize::MAX)
}

/// Columns a text takes once it is cleaned, counted up to a little over `limit`.
pub(crate) fn columns(text: &str, limit: usize) -> usize {
    let mut used = 0;
    for character in text.chars() {
        used += match character {
            '\t' => 2,
            _ if character.is_control() => 1,
            _ => character.width().unwrap_or(1),
        };
        if used > limit {
            break;
        }
    }
    used
}

#[cfg(test)]
mod tests {
    use super::{columns, window};

    fn shown(line: &str, marked: &str, width: usize) -> String {
        let start = line.find(marked).unwrap();
        let excerpt = window(line, start..start + marked.len(), width);
        assert!(columns(&excerpt.text, usize::MAX) <= width + 1, "{}", excerpt.text);
        format!("{}\n{}{}", excerpt.text, " ".repeat(excerpt.indent), "^".repeat(excerpt.carets))
    }

    #[test]
    fn a_line_that_fits_is_shown_whole() {
        assert_eq!(shown("  key: value # note", "value", 40), "  key: value # note\n       ^^^^^");
        assert_eq!(shown("  世界: value", "value", 40), "  世界: value\n        ^^^^^");
        assert_eq!(shown("\tkey:\tvalue", "value", 40), "  key:  value\n        ^^^^^");
    }

    #[test]
    fn a_long_line_is_cut_around_what_is_marked() {
        let line = format!("{}{{\"key\":\"needle\"}}{}", "a".repeat(500), "b".repeat(500));
        let expected = format!("…{}{{\"key\":\"needle\"}}{}…\n{}^^^^^^", "a".repeat(14), "b".repeat(8), " ".repeat(23));
        assert_eq!(shown(&line, "needle", 40), expected);
    }

    #[test]
    fn a_long_value_is_cut_at_its_end() {
        let line = format!("key: {} # note", "v".repeat(100));
        let text = shown(&line, &"v".repeat(100), 40);
        assert!(text.starts_with("key: vvvv"), "{text}");
        assert!(text.lines().next().unwrap().ends_with("v…"), "{text}");
    }
}
