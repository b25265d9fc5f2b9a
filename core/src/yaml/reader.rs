//! How is a text read? Piece by piece, from the parser's events; what breaks is told in our own words.

use super::build::Build;
use super::document;
use super::limit;
use super::problem::Problem;
use super::syntax;
use super::template;
use super::tree::Tree;
use crate::input::{FileId, Span};
use granit_parser::{Parser, options};
use std::ops::Range;

/// What was read of one file.
#[derive(Debug)]
pub struct Parsed<'t> {
    /// The documents that could be read.
    pub tree: Tree<'t>,
    /// What is wrong with the others, and warnings; in the order of the text.
    pub problems: Vec<Problem>,
}

/// Reads a file: YAML of any number of documents, or JSON of any number of values.
pub fn parse(file: FileId, text: &str) -> Parsed<'_> {
    let mut build = Build::new(file, text);
    if text.len() > limit::TEXT {
        let message = format!("the file is larger than {} MiB", limit::TEXT >> 20);
        let problem = Problem::error("core/yaml-budget", Span { start: 0, end: 0 }, message);
        build.problems.push(problem.help("split the file into several and convert each"));
    } else {
        document::split(text).for_each(|piece| read(&mut build, text, piece));
    }
    build.tree.nodes.shrink_to_fit();
    Parsed { problems: build.problems.into_list(), tree: build.tree }
}

fn read(build: &mut Build<'_>, text: &str, mut piece: Range<usize>) {
    if let Some(problem) = odd_break(text, piece.clone()) {
        return build.problems.push(problem);
    }
    while let Some(next) = stretch(build, text, piece.clone()) {
        piece.start = next;
    }
}

/// A character that ends a line for kubectl (YAML 1.1) and not for YAML 1.2: what stands behind it may be a comment to
/// one and a setting to the other. In JSON it is a character like any other to both.
fn odd_break(text: &str, piece: Range<usize>) -> Option<Problem> {
    let part = text.get(piece.clone())?;
    if part.is_ascii() {
        return None;
    }
    let (at, found) = part.char_indices().find(|(_, char)| matches!(char, '\u{85}' | '\u{2028}' | '\u{2029}'))?;
    let marker = if part.starts_with("---") { 3 } else { 0 };
    if is_json(text, next_value(text, piece.start + marker)) {
        return None;
    }
    let start = super::build::index(piece.start + at);
    let span = Span { start, end: start + super::build::index(found.len_utf8()) };
    let message =
        format!("a character that ends a line for some readers and not for others: U+{:04X}", u32::from(found));
    Some(Problem::error("core/yaml-syntax", span, message).help("replace it by a space or a plain line break"))
}

/// Reads a piece up to its end or to what breaks it, and says where to go on: YAML has one value in a document, but
/// JSON values may follow each other without a `---`.
fn stretch(build: &mut Build<'_>, text: &str, piece: Range<usize>) -> Option<usize> {
    let part = text.get(piece.clone()).unwrap_or_default();
    let documents = build.tree.documents.len();
    build.start(super::build::index(piece.start));
    for event in Parser::new_from_str_with_options(part, options! { emit_comments: false }) {
        let problem = match event {
            Ok((event, span)) => match build.event(event, span) {
                Ok(()) => continue,
                Err(problem) => problem,
            },
            Err(error) => {
                let whole = build.tree.documents.get(documents..).and_then(|found| found.last());
                if let Some(document) = whole {
                    let behind = next_value(text, document.span.end as usize);
                    if is_flow(text, behind) {
                        return Some(behind);
                    }
                    build.tree.reopen();
                }
                let at = piece.start + error.marker().byte_offset().unwrap_or_default().min(part.len());
                let in_brackets = build.root().is_some_and(|root| is_flow(text, root as usize));
                syntax::problem(text, &error, (at, in_brackets))
            }
        };
        let root = build.root().map_or(piece.start, |root| root as usize);
        let broken = problem.span.start as usize;
        let problem = template::problem(text, build, problem.span).unwrap_or(problem);
        build.abandon(problem);
        // Beyond the problems that are listed it is not worth the time to look for whole values between broken ones.
        let go_on = is_json(text, root) && !build.problems.is_full();
        return if go_on { next_json(text, broken.max(root)..piece.end) } else { None };
    }
    None
}

/// The first byte at or behind `at` that is no white space.
fn next_value(text: &str, at: usize) -> usize {
    text.len() - text.get(at..).unwrap_or_default().trim_start().len()
}

/// Whether a value in brackets begins here.
fn is_flow(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_some_and(|byte| matches!(byte, b'{' | b'['))
}

/// Whether a JSON object begins here, as far as one can see.
fn is_json(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default().trim_start();
    rest.strip_prefix('{').is_some_and(|inner| inner.trim_start().starts_with(['"', '}']))
}

/// The next line at which a JSON object begins.
fn next_json(text: &str, range: Range<usize>) -> Option<usize> {
    let part = text.get(range.clone())?;
    part.match_indices("\n{").map(|(at, _)| range.start + at + 1).find(|at| is_json(text, *at))
}
