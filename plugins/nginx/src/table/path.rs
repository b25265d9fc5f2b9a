//! Which requests a location takes, as a condition on the path.

use super::condition::{all, location, not, path};
use crate::cluster::{Kind, Location, Member, Server};
use crate::settings::{RegexHosts, Settings};
use gatewright_plugin_sdk::contract::{Expr, PathMatch};

/// A pattern in parts: plain text, and what follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    /// The text it starts with, escapes and groups around plain text removed.
    pub(crate) literal: String,
    /// Number of capturing groups in the literal.
    pub(crate) groups: usize,
    /// What follows it, as written.
    pub(crate) tail: String,
}

/// The condition of a location that does not change its path.
pub(crate) fn condition(
    at: &Location<'_>,
    (server, member): (&Server<'_>, &Member<'_>),
    settings: &Settings,
) -> PathMatch {
    if server.regex.is_none() {
        return declared(at);
    }
    let own = member.effects.use_regex.is_some()
        || member.effects.rewrite.as_ref().is_some_and(|rewrite| rewrite.value != at.path);
    match settings.regex_hosts {
        RegexHosts::Declared if !own && !is_pattern(&at.path) => declared(at),
        RegexHosts::Declared | RegexHosts::Faithful => faithful(&at.path),
    }
}

/// As the path type says.
fn declared(at: &Location<'_>) -> PathMatch {
    match at.kind {
        Kind::Exact => PathMatch::Exact(at.path.clone()),
        Kind::Prefix => PathMatch::ElementPrefix(at.path.clone()),
    }
}

/// As a regular expression from the start of the path, said more simply where it says no more than that.
pub(crate) fn faithful(text: &str) -> PathMatch {
    if text == "/" {
        return PathMatch::ElementPrefix(text.to_owned());
    }
    match split(text) {
        Some(Pattern { literal, tail, .. }) => match tail.as_str() {
            "" | ".*" | "(.*)" if literal == "/" => PathMatch::ElementPrefix(literal),
            "" | ".*" | "(.*)" => PathMatch::StringPrefix(literal),
            "$" => PathMatch::Exact(literal),
            _ if is_element(&tail) && !literal.ends_with('/') => PathMatch::ElementPrefix(literal),
            _ => PathMatch::Regex(location(text)),
        },
        None => PathMatch::Regex(location(text)),
    }
}

/// Tails that let whole path elements follow.
pub(crate) fn is_element(tail: &str) -> bool {
    matches!(
        tail,
        "(/|$)(.*)" | "($|/)(.*)" | "(?:/|$)(.*)" | "(/|$).*" | "($|/).*" | "(/|$)" | "($|/)" | "(/.*)?$" | "(/.*|$)"
    )
}

/// Requests that nginx gave to a location and its condition does not take, or the other way round; none where no
/// request differs, or the engine says so itself.
pub(crate) fn difference(at: &Location<'_>, taken: &PathMatch) -> Option<Expr> {
    let nginx = path(PathMatch::Regex(location(&at.path)));
    match taken {
        PathMatch::Regex(_) => None,
        PathMatch::ElementPrefix(text) if text == "/" => None,
        PathMatch::Exact(_) | PathMatch::ElementPrefix(_) | PathMatch::StringPrefix(_) => {
            Some(all([nginx, not(path(taken.clone()))]))
        }
    }
}

/// Whether a path says more than its letters; a dot alone is taken for a dot.
pub(crate) fn is_pattern(text: &str) -> bool {
    text.contains(['*', '(', ')', '[', ']', '{', '}', '|', '^', '$', '?', '\\', '+'])
}

/// A pattern's plain start and the rest; none where it has no plain start.
pub(crate) fn split(text: &str) -> Option<Pattern> {
    let mut pattern = Pattern { literal: String::new(), groups: 0, tail: String::new() };
    let mut rest = text;
    loop {
        if let Some(inner) = rest.strip_prefix('(').filter(|inner| !inner.starts_with('?')) {
            // `(api)` is `api` that can be referred to.
            let Some((word, after)) = inner.split_once(')') else { break };
            if word.is_empty() || !word.chars().all(is_plain) || after.starts_with(['?', '*', '+', '{']) {
                break;
            }
            pattern.literal.push_str(word);
            pattern.groups += 1;
            rest = after;
            continue;
        }
        let mut letters = rest.chars();
        let (letter, width) = match letters.next() {
            Some('\\') => match letters.next() {
                Some(next) if next.is_ascii_punctuation() => (next, 1 + next.len_utf8()),
                Some(_) | None => break,
            },
            // A dot in a path that is otherwise plain was meant as a dot.
            Some('.') if !rest.starts_with(".*") && !rest.starts_with(".+") && !rest.starts_with(".?") => ('.', 1),
            Some(letter) if is_plain(letter) => (letter, letter.len_utf8()),
            Some(_) | None => break,
        };
        let after = rest.get(width..).unwrap_or_default();
        if after.starts_with(['?', '*', '+', '{']) {
            break;
        }
        pattern.literal.push(letter);
        rest = after;
    }
    pattern.tail = rest.to_owned();
    (!pattern.literal.is_empty()).then_some(pattern)
}

fn is_plain(letter: char) -> bool {
    !matches!(letter, '*' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '^' | '$' | '?' | '\\' | '+' | '.')
}

#[cfg(test)]
mod tests {
    use super::{faithful, split};
    use gatewright_plugin_sdk::contract::PathMatch;

    #[test]
    fn a_pattern_is_split_behind_its_plain_text() {
        let parts = |text| split(text).map(|pattern| (pattern.literal, pattern.groups, pattern.tail)).unwrap();
        assert_eq!(parts("/api(/|$)(.*)"), ("/api".to_owned(), 0, "(/|$)(.*)".to_owned()));
        assert_eq!(parts("/(api)(/|$)(.*)"), ("/api".to_owned(), 1, "(/|$)(.*)".to_owned()));
        assert_eq!(parts("/api/?(.*)"), ("/api".to_owned(), 0, "/?(.*)".to_owned()));
        assert_eq!(parts("/v1\\.0"), ("/v1.0".to_owned(), 0, String::new()));
        assert_eq!(parts("/.*"), ("/".to_owned(), 0, ".*".to_owned()));
    }

    #[test]
    fn what_is_plain_in_disguise_is_said_plainly() {
        assert_eq!(faithful("/api(/|$)(.*)"), PathMatch::ElementPrefix("/api".to_owned()));
        assert_eq!(faithful("/api"), PathMatch::StringPrefix("/api".to_owned()));
        assert_eq!(faithful("/api$"), PathMatch::Exact("/api".to_owned()));
        assert!(matches!(faithful("/id/[0-9]+"), PathMatch::Regex(_)));
        assert!(matches!(faithful("/a|/b"), PathMatch::Regex(_)));
    }
}
