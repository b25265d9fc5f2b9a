//! What value stands at a place of the input?

use super::position::{Source, boundary};
use crate::input::{FileId, Span};
use crate::yaml::{self, Kind};
use std::borrow::Cow;

/// Shown for every value of a Secret.
pub(crate) const HIDDEN: &str = "(not shown: the value of a Secret)";

/// Longest value shown, in bytes.
const LONGEST: usize = 256;

/// Beyond this many bytes a value is not read but shown as it stands: almost nothing of it is shown anyway.
const LONGEST_READ: usize = 1 << 16;

/// Beyond this column a value has no lines below it that are indented by it.
const DEEPEST: usize = 1000;

/// Ends a value that was cut.
const CUT: &str = "… (cut)";

/// The value of a scalar; scalars of a list in brackets; the text of anything else. Cut and marked beyond 256 bytes.
pub(crate) fn read<'a>(source: &Source<'a>, span: Span) -> Cow<'a, str> {
    let (start, end) = (source.clamp(span.start), source.clamp(span.end));
    let text = source.text.get(start..end).unwrap_or_default().trim();
    if let Some(value) = simple(text) {
        return cut(Cow::Borrowed(value));
    }
    if text.len() > LONGEST_READ {
        return cut(Cow::Borrowed(text));
    }
    // In its own column, so that the lines below the first keep their indentation.
    let column = start.saturating_sub(source.line_span(source.line(start)).start);
    let column = if text.contains('\n') { column.min(DEEPEST) } else { 0 };
    let document = " ".repeat(column) + text;
    let parsed = yaml::parse(FileId(0), &document);
    let tree = &parsed.tree;
    match tree.documents() {
        [one] => match tree.kind(one.root) {
            Kind::Scalar => tree.scalar(one.root).map(|scalar| cut(Cow::Owned(scalar.text.to_owned()))),
            Kind::Sequence => {
                let items: Vec<&str> =
                    tree.items(one.root).filter_map(|item| tree.scalar(item)).map(|item| item.text).collect();
                (items.len() == tree.len(one.root)).then(|| cut(Cow::Owned(format!("[{}]", items.join(", ")))))
            }
            Kind::Mapping => None,
        },
        _ => None,
    }
    .unwrap_or_else(|| cut(Cow::Borrowed(text)))
}

/// The value of a scalar on one line that is written as it is, or in quotes without escapes.
pub(crate) fn simple(text: &str) -> Option<&str> {
    if text.contains('\n') {
        return None;
    }
    match text.as_bytes().first() {
        None => Some(text),
        Some(b'"') => text.get(1..text.len().saturating_sub(1)).filter(|inner| !inner.contains(['\\', '"'])),
        Some(b'\'') => text.get(1..text.len().saturating_sub(1)).filter(|inner| !inner.contains('\'')),
        Some(b'|' | b'>' | b'[' | b'{' | b'-' | b'?' | b'*' | b'&' | b'!') => None,
        Some(_) => Some(text),
    }
}

pub(crate) fn cut(value: Cow<'_, str>) -> Cow<'_, str> {
    if value.len() <= LONGEST {
        return value;
    }
    let kept = value.get(..boundary(&value, LONGEST - CUT.len())).unwrap_or_default();
    Cow::Owned(format!("{kept}{CUT}"))
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::input::{FileId, Input, SourceFile, Span};
    use crate::report::position::Sources;

    fn value(text: &str, from: &str) -> String {
        let input = Input { files: vec![SourceFile { name: String::new(), text: text.to_owned() }] };
        let start = u32::try_from(text.find(from).unwrap()).unwrap();
        let sources = Sources::of(&input);
        let span = Span { start, end: start + u32::try_from(text[start as usize..].trim_end().len()).unwrap() };
        read(sources.file(FileId(0)).unwrap(), span).into_owned()
    }

    #[test]
    fn a_value_is_what_the_text_means() {
        assert_eq!(value("key: plain text\n", "plain"), "plain text");
        assert_eq!(value("key: '/$2'\n", "'"), "/$2");
        assert_eq!(value("key: 'it''s'\n", "'"), "it's");
        assert_eq!(value("key: \"a\\tb\"\n", "\""), "a\tb");
        assert_eq!(value("key: |\n  one\n  two\n", "|"), "one\ntwo\n");
        assert_eq!(value("key: >-\n  one\n  two\n", ">"), "one two");
        assert_eq!(value("key: -1\n", "-"), "-1");
    }

    #[test]
    fn a_list_is_in_brackets() {
        assert_eq!(value("hosts: [a.example, 'b.example']\n", "["), "[a.example, b.example]");
        assert_eq!(value("- hosts:\n    - a.example\n    - b.example\n", "- a"), "[a.example, b.example]");
    }

    #[test]
    fn a_long_value_is_cut_and_marked() {
        let long = value(&format!("key: {}\n", "ä".repeat(300)), "ä");
        assert!(long.len() <= 256 && long.ends_with("… (cut)"), "{long}");
    }

    #[test]
    fn a_value_far_into_a_line_costs_no_more_than_itself() {
        let line = format!("{}[a, b]", " ".repeat(100_000));
        assert_eq!(value(&line, "["), "[a, b]");
        let folded = format!("{}'a\n\n b'", " ".repeat(100_000));
        assert_eq!(value(&folded, "'"), "a\nb");
    }

    #[test]
    fn what_is_no_value_is_shown_as_it_stands() {
        assert_eq!(value("key: *anchor\n", "*"), "*anchor");
        assert_eq!(value("key: {a: 1}\n", "{"), "{a: 1}");
    }
}
