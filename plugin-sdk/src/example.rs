//! Which examples does a feature's document show, and does an answer hold what they show?
//!
//! An example is a fenced block whose info line ends in `input`, and the blocks below it, up to the next heading or
//! input, whose info lines end in `output`, `report` or `answer`:
//!
//! ````text
//! ```yaml input
//! (manifests)
//! ```
//!
//! ```yaml output
//! (lines of what is converted to)
//! ...
//! (more lines of it)
//! ```
//! ````
//!
//! Whatever stands in such a block must stand in the real output, line for line and in this order. A line `...` leaves
//! out any number of lines. Blocks with other info lines are prose.

use std::fmt;

/// An example of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The heading it stands below.
    pub title: String,
    /// The line of the document in which it begins, from 1.
    pub line: usize,
    /// Manifests.
    pub input: String,
    /// What becomes of them.
    pub shows: Vec<Shown>,
}

/// One block of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// What it is a part of.
    pub part: Part,
    /// The line of the document in which it begins, from 1.
    pub line: usize,
    /// What it says.
    pub text: String,
}

/// What an example can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// `output`: manifests that are printed.
    Output,
    /// `report`: the report for people.
    Report,
    /// `answer`: what the plugin itself answers, as the kit's `testing` prints it.
    Answer,
}

/// Why an example cannot be read, or does not hold.
#[derive(Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// For a person; may have several lines.
    pub message: String,
}

impl Mismatch {
    /// With this message.
    pub fn new(message: impl Into<String>) -> Mismatch {
        Mismatch { message: message.into() }
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// The same text: a test that ends in an error prints it so.
impl fmt::Debug for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}\n")
    }
}

impl std::error::Error for Mismatch {}

/// Every example of a document.
pub fn examples(document: &str) -> Result<Vec<Example>, Mismatch> {
    let mut found: Vec<Example> = Vec::new();
    let mut title = "";
    let mut open = false;
    let mut lines = document.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if line.starts_with('#') {
            title = line.trim_start_matches('#').trim();
            open = false;
            continue;
        }
        let Some((fence, info)) = fence(line) else { continue };
        let mut text = String::new();
        loop {
            let Some((_, line)) = lines.next() else {
                return Err(Mismatch::new(format!("line {}: this block is never closed", at + 1)));
            };
            if line.trim_end() == fence {
                break;
            }
            text.push_str(line);
            text.push('\n');
        }
        let part = match info.rsplit(' ').next().unwrap_or_default() {
            "input" => {
                open = true;
                found.push(Example { title: title.to_owned(), line: at + 1, input: text, shows: Vec::new() });
                continue;
            }
            "output" => Part::Output,
            "report" => Part::Report,
            "answer" => Part::Answer,
            _ => continue,
        };
        match found.last_mut().filter(|_| open) {
            Some(example) => example.shows.push(Shown { part, line: at + 1, text }),
            None => return Err(Mismatch::new(format!("line {}: no input stands above this block", at + 1))),
        }
    }
    match found.iter().find(|example| example.shows.is_empty()) {
        Some(empty) => Err(Mismatch::new(format!("line {}: nothing is shown of this input", empty.line))),
        None => Ok(found),
    }
}

/// The backquotes that open a block, and the words behind them.
fn fence(line: &str) -> Option<(&str, &str)> {
    let info = line.trim_start_matches('`');
    let (fence, info) = line.split_at(line.len() - info.len());
    (fence.len() >= 3).then_some((fence, info.trim()))
}

impl Shown {
    /// Whether it stands in a text.
    pub fn holds_in(&self, text: &str) -> Result<(), Mismatch> {
        let have: Vec<&str> = text.lines().map(str::trim_end).collect();
        let wanted: Vec<&str> = self.text.lines().map(str::trim_end).collect();
        let mut rest = have.as_slice();
        for piece in wanted.split(|line| line.trim() == "...") {
            let piece = trimmed(piece);
            if piece.is_empty() {
                continue;
            }
            let Some(at) = rest.windows(piece.len()).position(|window| window == piece) else {
                return Err(Mismatch::new(format!(
                    "line {}: this is shown\n\n{}\n\nand is not in\n\n{text}",
                    self.line,
                    piece.join("\n")
                )));
            };
            rest = rest.get(at + piece.len()..).unwrap_or_default();
        }
        Ok(())
    }
}

/// Lines without the empty ones around them.
fn trimmed<'l, 't>(mut lines: &'l [&'t str]) -> &'l [&'t str] {
    while let [first, rest @ ..] = lines
        && first.is_empty()
    {
        lines = rest;
    }
    while let [rest @ .., last] = lines
        && last.is_empty()
    {
        lines = rest;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOC: &str = "# A\n\n```yaml\nprose: 1\n```\n\n## First\n\n```yaml input\na: 1\n```\n\nBecomes\n\n\
        ```yaml output\nb: 1\n...\nc: 1\n```\n\n````text report\n```\n````\n\n## Second\n\n```yaml input\nz: 1\n```\n\
        ```text answer\nok\n```\n";

    #[test]
    fn examples_are_read_with_their_headings() {
        let found = examples(DOC).unwrap();
        let heads: Vec<_> = found.iter().map(|one| (one.title.as_str(), one.line, one.input.as_str())).collect();
        assert_eq!(heads, [("First", 9, "a: 1\n"), ("Second", 27, "z: 1\n")]);
        let parts: Vec<_> = found[0].shows.iter().map(|shown| (shown.part, shown.text.as_str())).collect();
        assert_eq!(parts, [(Part::Output, "b: 1\n...\nc: 1\n"), (Part::Report, "```\n")]);
    }

    #[test]
    fn what_cannot_be_read_says_where() {
        let message = |doc| examples(doc).unwrap_err().message;
        assert_eq!(message("```yaml input\na: 1\n"), "line 1: this block is never closed");
        assert_eq!(message("\n```yaml output\n```\n"), "line 2: no input stands above this block");
        assert_eq!(message("```yaml input\n```\n"), "line 1: nothing is shown of this input");
        let after = "```yaml input\n```\n```text report\n```\n# Next\n```text report\n```\n";
        assert_eq!(message(after), "line 6: no input stands above this block");
    }

    #[test]
    fn lines_must_stand_together_and_in_order() {
        let shown = |text: &str| Shown { part: Part::Output, line: 1, text: text.to_owned() };
        let text = "a\nb\n  c\n\nd\n";
        for holds in ["a\nb\n", "\nb\n  c\n\n", "a\n...\nd\n", "...\n", "  c\n\nd"] {
            assert_eq!(shown(holds).holds_in(text), Ok(()), "{holds:?}");
        }
        for fails in ["a\n  c\n", "b\n...\na\n", "c\n", "a\n...\na\n"] {
            assert!(shown(fails).holds_in(text).is_err(), "{fails:?}");
        }
    }
}
