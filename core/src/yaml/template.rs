//! Was this meant to be YAML at all? A chart's template that was never rendered breaks in a hundred ways, and has one
//! cure.

use super::build::Build;
use super::node::{Body, Node};
use super::problem::Problem;
use crate::input::Span;

/// A problem that replaces another at `broken`, if a template's `{{` stands before it in the same document: not in a
/// comment, and not in a scalar that was read before.
pub(super) fn problem(text: &str, build: &Build<'_>, broken: Span) -> Option<Problem> {
    let from = build.beginning() as usize;
    let rest = text.get(broken.start as usize..).unwrap_or_default();
    let to = broken.start as usize + rest.find('\n').unwrap_or(rest.len());
    let part = text.get(from..to)?;
    let mut scalars = build.current().iter().filter(|node| is_scalar(node)).map(|node| node.span).peekable();
    let (at, _) = part.match_indices("{{").map(|(at, found)| (from + at, found)).find(|(at, _)| {
        while scalars.next_if(|span| span.end as usize <= *at).is_some() {}
        let read = scalars.peek().is_some_and(|span| span.start as usize <= *at);
        !read && !in_comment(text, *at)
    })?;
    Some(found(text, at))
}

/// The problem of a `{{` that stands where it damages the text around it.
pub(super) fn found(text: &str, at: usize) -> Problem {
    let rest = text.get(at..).unwrap_or_default();
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    let whole = line.find("}}").and_then(|end| line.get(..end + 2)).unwrap_or(line);
    let shown = match whole.char_indices().nth(60) {
        Some((end, _)) => format!("{}...", whole.get(..end).unwrap_or_default()),
        None => whole.to_owned(),
    };
    let span = Span { start: super::build::index(at), end: super::build::index(at + whole.len()) };
    Problem::error("core/helm-template", span, format!("this is a template that was not rendered: `{shown}`"))
        .help("render the chart first: helm template RELEASE CHART | gatewright convert -")
}

fn is_scalar(node: &Node) -> bool {
    match node.body {
        Body::Verbatim { .. } | Body::Owned { .. } => true,
        Body::Mapping { .. } | Body::Sequence { .. } | Body::Alias { .. } => false,
    }
}

fn in_comment(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    line.starts_with('#') || line.contains(" #") || line.contains("\t#")
}
