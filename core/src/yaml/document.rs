//! Where does one document end and the next begin? A line `---` or `...` is never content, so the text can be cut there
//! before it is understood, and a broken document leaves the others whole.

use std::ops::Range;

/// The documents' bytes, in order; what stands above a `---` (comments, directives) belongs to the document below it.
pub(super) fn split(text: &str) -> Pieces<'_> {
    Pieces { text, at: 0 }
}

pub(super) struct Pieces<'t> {
    text: &'t str,
    at: usize,
}

#[derive(PartialEq, Eq)]
enum Line {
    /// `---`
    Start,
    /// `...`
    End,
    /// Empty, a comment or a directive.
    Above,
    Content,
}

impl Iterator for Pieces<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let mut start = self.at;
        let mut begun = false;
        let mut line_at = start;
        while let Some(rest) = self.text.get(line_at..).filter(|rest| !rest.is_empty()) {
            let next = rest.find('\n').map_or(self.text.len(), |end| line_at + end + 1);
            let line = rest.strip_prefix('\u{feff}').unwrap_or(rest);
            let marked = line_at + rest.len() - line.len();
            // Once content has begun only a marker matters, and those are quick to rule out.
            let kind = if begun && !line.starts_with(['-', '.']) { Line::Content } else { kind(line) };
            match kind {
                Line::Start if begun => {
                    self.at = line_at;
                    return Some(start..line_at);
                }
                Line::End => {
                    self.at = next;
                    return Some(start..next);
                }
                Line::Start => begun = true,
                Line::Content => begun |= true,
                Line::Above => {}
            }
            if line_at == start {
                start = marked;
            }
            line_at = next;
        }
        self.at = self.text.len();
        (start < self.text.len()).then_some(start..self.text.len())
    }
}

fn kind(line: &str) -> Line {
    let ends = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']);
    if line.strip_prefix("---").is_some_and(ends) {
        return Line::Start;
    }
    if line.strip_prefix("...").is_some_and(ends) {
        return Line::End;
    }
    if line.starts_with('%') {
        return Line::Above;
    }
    match line.trim_start_matches([' ', '\t']).bytes().next() {
        None | Some(b'#' | b'\r' | b'\n') => Line::Above,
        Some(_) => Line::Content,
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_text_is_cut_at_its_markers() {
        for (text, pieces) in [
            ("", vec![]),
            ("a", vec!["a"]),
            ("a\n---\nb\n", vec!["a\n", "---\nb\n"]),
            ("# c\n---\na\n--- b\n", vec!["# c\n---\na\n", "--- b\n"]),
            ("%YAML 1.2\n---\na\n...\n%YAML 1.1\n---\nb", vec!["%YAML 1.2\n---\na\n...\n", "%YAML 1.1\n---\nb"]),
            ("---\n---\na", vec!["---\n", "---\na"]),
            ("a\r\n---\r\nb", vec!["a\r\n", "---\r\nb"]),
            ("\u{feff}a\n\u{feff}---\nb", vec!["a\n", "---\nb"]),
            ("a: |\n  ---\n----\n---b\n", vec!["a: |\n  ---\n----\n---b\n"]),
            ("...\n...\n", vec!["...\n", "...\n"]),
        ] {
            let cut: Vec<&str> = split(text).map(|piece| &text[piece]).collect();
            assert_eq!(cut, pieces, "{text:?}");
        }
    }
}
