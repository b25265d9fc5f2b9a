//! Which regular expressions say no more than a path condition does, and how every path they match must start.

use super::syntax;
use gatewright_contract::{Anchoring, Regex};

/// A path condition that says the same as a regular expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::lower) enum Shape {
    /// One path.
    Exact(String),
    /// By element.
    Element(String),
    /// Character by character.
    Text(String),
}

/// The path condition that says the same, where there is one.
pub(in crate::lower) fn shape(regex: &Regex) -> Option<Shape> {
    let (body, end) = body(regex)?;
    let (literal, rest) = run(body);
    if regex.ignore_case && literal.chars().any(char::is_alphabetic)
        || !(literal.starts_with('/') || literal.is_empty())
    {
        return None;
    }
    match rest {
        "" if end => Some(Shape::Exact(literal)),
        "" | ".*" | "(.*)" | "(?:.*)" => Some(Shape::Text(literal)),
        "(/|$)(.*)" | "(/|$).*" | "(?:/|$)(.*)" | "(?:/|$).*" => Some(Shape::Element(literal)),
        "(/.*)?" | "(?:/.*)?" if end => Some(Shape::Element(literal)),
        "(/|$)" | "(?:/|$)" | "(/.*|$)" | "(/.*)?$" if !end => Some(Shape::Element(literal)),
        _ => None,
    }
    .filter(|shape| match shape {
        Shape::Exact(path) | Shape::Element(path) => !path.is_empty() && !path.ends_with('/'),
        Shape::Text(_) => true,
    } || matches!(shape, Shape::Exact(path) if path.starts_with('/')))
}

/// How every text it matches starts.
pub(in crate::lower) fn literal(regex: &Regex) -> String {
    let Some((body, _)) = body(regex) else { return String::new() };
    let (mut literal, _) = run(body);
    if regex.ignore_case
        && let Some(end) = literal.find(char::is_alphabetic)
    {
        literal.truncate(end);
    }
    literal
}

/// The pattern between its anchors, and whether it reaches the end; none where it may start anywhere.
fn body(regex: &Regex) -> Option<(&str, bool)> {
    if syntax::has_bar(&regex.pattern) || !syntax::balanced(&regex.pattern) {
        return None;
    }
    let body = match (regex.anchoring, regex.pattern.strip_prefix('^')) {
        (Anchoring::Full | Anchoring::Start | Anchoring::Search, Some(rest)) => rest,
        (Anchoring::Full | Anchoring::Start, None) => regex.pattern.as_str(),
        (Anchoring::Search, None) => return None,
    };
    match (regex.anchoring, syntax::without_dollar(body)) {
        (Anchoring::Full | Anchoring::Start | Anchoring::Search, Some(rest)) => Some((rest, true)),
        (Anchoring::Full, None) => Some((body, true)),
        (Anchoring::Start | Anchoring::Search, None) => Some((body, false)),
    }
}

/// The plain characters a pattern starts with, and the rest.
fn run(body: &str) -> (String, &str) {
    let mut literal = String::new();
    let mut letters = body.char_indices().peekable();
    let mut end = 0;
    while let Some((at, letter)) = letters.next() {
        let plain = match letter {
            '\\' => match letters.next() {
                Some((_, next)) if next.is_ascii_punctuation() => next,
                Some(_) | None => break,
            },
            '.' | '+' | '*' | '?' | '(' | ')' | '|' | '[' | ']' | '{' | '}' | '^' | '$' => break,
            plain => plain,
        };
        if matches!(letters.peek(), Some((_, '*' | '?' | '{' | '+'))) {
            end = at;
            break;
        }
        literal.push(plain);
        end = letters.peek().map_or(body.len(), |(next, _)| *next);
    }
    (literal, body.get(end..).unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use gatewright_contract::Dialect;

    fn regex(pattern: &str, anchoring: Anchoring) -> Regex {
        Regex { pattern: pattern.to_owned(), dialect: Dialect::Pcre, anchoring, ignore_case: false }
    }

    #[test]
    fn only_plain_paths_are_taken_for_paths() {
        let shape = |pattern, anchoring| shape(&regex(pattern, anchoring));
        assert_eq!(shape("/a\\.b$", Anchoring::Start), Some(Shape::Exact("/a.b".to_owned())));
        assert_eq!(shape("/a", Anchoring::Start), Some(Shape::Text("/a".to_owned())));
        assert_eq!(shape("^/a", Anchoring::Search), Some(Shape::Text("/a".to_owned())));
        assert_eq!(shape("/a(/.*)?", Anchoring::Full), Some(Shape::Element("/a".to_owned())));
        for (pattern, anchoring) in [
            ("/a", Anchoring::Search),
            ("/a?", Anchoring::Full),
            ("/a.c", Anchoring::Full),
            ("/a|/b", Anchoring::Full),
            ("/a(/|$)(.*)/x", Anchoring::Start),
            ("/a\\$", Anchoring::Full),
            ("/(a", Anchoring::Start),
        ] {
            assert!(!matches!(shape(pattern, anchoring), Some(Shape::Element(_) | Shape::Text(_))), "{pattern}");
        }
        assert_eq!(shape("/a\\$", Anchoring::Full), Some(Shape::Exact("/a$".to_owned())));
    }

    #[test]
    fn every_match_starts_with_the_literal() {
        let literal = |pattern, anchoring| literal(&regex(pattern, anchoring));
        assert_eq!(literal("/api/v[0-9]+", Anchoring::Start), "/api/v");
        assert_eq!(literal("/apis?/x", Anchoring::Start), "/api");
        assert_eq!(literal("/a{2}", Anchoring::Start), "/");
        assert_eq!(literal("/a|/b", Anchoring::Start), "");
        assert_eq!(literal("/a", Anchoring::Search), "");
        let folded = Regex { ignore_case: true, ..regex("/Api/x", Anchoring::Start) };
        assert_eq!(super::literal(&folded), "/");
    }
}
