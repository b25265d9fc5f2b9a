//! What a rewrite does to the path, in the simplest words that say the same.
//!
//! nginx replaces the whole path by the target, with what the path's groups caught. Where that is a prefix replaced by
//! another one it is said so; where it is not, only a target with regular expressions can do it.

use super::condition::{location, not, path as path_is, sensitive};
use super::path::{faithful, split};
use gatewright_plugin_sdk::contract::{Expr, PathMatch, PathRewrite, RewriteRegex};

/// A part of a location's requests, and what becomes of their path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Which requests.
    pub(crate) takes: PathMatch,
    /// What becomes of the path.
    pub(crate) becomes: Becomes,
    /// Requests whose path becomes something else, and why; said to a person.
    pub(crate) differs: Option<(Expr, String)>,
}

/// What becomes of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Becomes {
    /// It stays.
    Same,
    /// What the Gateway API can say.
    Rewrite(PathRewrite),
    /// What only a regular expression can say.
    Regex(RewriteRegex),
    /// It depends on more than the path: the target names a variable.
    Variable(String),
}

/// The pieces of a location `path` whose rewrite target is `target`.
pub(crate) fn pieces(path: &str, target: &str) -> Vec<Piece> {
    // Which scheme an absolute target keeps is the redirect's business.
    let schemed = target.strip_prefix("$scheme://").map(|rest| format!("http://{rest}"));
    let target = schemed.as_deref().unwrap_or(target);
    if let Some(name) = variable(target) {
        return vec![Piece { takes: faithful(path), becomes: Becomes::Variable(name), differs: None }];
    }
    let target = filled(target, groups(path));
    if !target.contains('$') {
        return literal(path, &target);
    }
    family(path, &target).unwrap_or_else(|| {
        let regex = location(path);
        let substitution = backslashes(&target);
        let becomes = Becomes::Regex(RewriteRegex { regex: regex.clone(), substitution });
        vec![Piece { takes: PathMatch::Regex(regex), becomes, differs: None }]
    })
}

/// Every request gets the same path.
fn literal(path: &str, target: &str) -> Vec<Piece> {
    let full = || Becomes::Rewrite(PathRewrite::Full(target.to_owned()));
    let plain = |takes: PathMatch| Piece { takes, becomes: full(), differs: None };
    match split(path) {
        // `/api/?$` is two paths.
        Some(pattern) if pattern.tail == "/?$" => {
            let slash = format!("{}/", pattern.literal);
            vec![plain(PathMatch::Exact(pattern.literal)), plain(PathMatch::Exact(slash))]
        }
        Some(_) | None => vec![plain(faithful(path))],
    }
}

/// Where a prefix is replaced by another.
fn family(path: &str, target: &str) -> Option<Vec<Piece>> {
    let pattern = split(path)?;
    let (before, group) = target.split_once('$')?;
    let group: usize = group.parse().ok()?;
    let (literal, tail) = (pattern.literal.as_str(), pattern.tail.as_str());
    let own = pattern.groups;
    let slashed = before.ends_with('/');
    let replaced = match before.trim_end_matches('/') {
        "" => "/".to_owned(),
        base => base.to_owned(),
    };
    let rewrite = Becomes::Rewrite(PathRewrite::Prefix(replaced.clone()));
    let element = PathMatch::ElementPrefix(literal.to_owned());
    let one = |takes: PathMatch, becomes: Becomes, differs| Some(vec![Piece { takes, becomes, differs }]);
    let bare = path_is(PathMatch::Exact(literal.to_owned()));
    let around = |why: &str| {
        let wide = path_is(PathMatch::Regex(sensitive(path)));
        let narrow = path_is(element.clone());
        Some((Expr::All(vec![wide, not(narrow)]), why.to_owned()))
    };
    match tail {
        "(/|$)(.*)" | "($|/)(.*)" if group == own + 2 && slashed => {
            let why = format!("nginx sent `{literal}` to `{before}`, and it goes to `{replaced}` now");
            one(element, rewrite, (replaced != "/").then_some((bare, why)))
        }
        "(?:/|$)(.*)" if group == own + 1 && slashed => {
            let why = format!("nginx sent `{literal}` to `{before}`, and it goes to `{replaced}` now");
            one(element, rewrite, (replaced != "/").then_some((bare, why)))
        }
        "(.*)" if group == own + 1 && literal == "/" && before == "/" => one(element, Becomes::Same, None),
        "(.*)" if group == own + 1 && literal.ends_with('/') && slashed => {
            let takes = if literal == "/" { element } else { PathMatch::StringPrefix(literal.to_owned()) };
            one(takes, rewrite, None)
        }
        "/?(.*)" | "/*(.*)" if group == own + 1 && slashed => {
            let why = format!("nginx took what continues `{literal}` without a slash too, and it is not taken now");
            let differs = around(&why);
            one(element, rewrite, differs)
        }
        "(.*)" if group == own + 1 && !before.is_empty() && !slashed && !literal.ends_with('/') => {
            let why = format!("nginx took what continues `{literal}` without a slash too, and it is not taken now");
            let differs = around(&why);
            one(element, rewrite, differs)
        }
        "(.*)" | "(/.*)?$" | "(/.*)?" if group == own + 1 && before.is_empty() && !literal.ends_with('/') => {
            let wide = path_is(PathMatch::Regex(sensitive(path)));
            let deep = path_is(PathMatch::StringPrefix(format!("{literal}/")));
            let why = format!("nginx answered 500 to `{literal}` itself, and it goes to `/` now");
            one(element, rewrite, Some((Expr::All(vec![wide, not(deep)]), why)))
        }
        _ => None,
    }
}

/// The first variable of a target that is no group.
fn variable(target: &str) -> Option<String> {
    target.split('$').skip(1).find_map(|part| {
        let name: String = part.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '_').collect();
        (!name.is_empty() && !name.starts_with(|letter: char| letter.is_ascii_digit())).then(|| format!("${name}"))
    })
}

/// The target with groups that the path does not have left empty.
fn filled(target: &str, groups: usize) -> String {
    let mut parts = target.split('$');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.chars().next().and_then(|digit| digit.to_digit(10)) {
            Some(digit) if digit as usize <= groups && digit > 0 => {
                text.push('$');
                text.push_str(part);
            }
            Some(_) => text.push_str(part.get(1..).unwrap_or_default()),
            None => text.push_str(part),
        }
    }
    text
}

/// How many groups a pattern has that catch something.
fn groups(path: &str) -> usize {
    let mut letters = path.chars().peekable();
    let mut count = 0;
    let mut class = false;
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => drop(letters.next()),
            '[' => class = true,
            ']' => class = false,
            '(' if !class && letters.peek() != Some(&'?') => count += 1,
            _ => {}
        }
    }
    count
}

/// `/$1` as `/\1`.
fn backslashes(target: &str) -> String {
    target.replace('\\', "\\\\").replace('$', "\\")
}

#[cfg(test)]
mod tests {
    use super::{Becomes, pieces};
    use gatewright_plugin_sdk::contract::{PathMatch, PathRewrite};

    fn one(path: &str, target: &str) -> (PathMatch, Becomes, bool) {
        let mut pieces = pieces(path, target);
        assert_eq!(pieces.len(), 1, "{path} {target}");
        let piece = pieces.remove(0);
        (piece.takes, piece.becomes, piece.differs.is_some())
    }

    fn prefix(text: &str) -> Becomes {
        Becomes::Rewrite(PathRewrite::Prefix(text.to_owned()))
    }

    #[test]
    fn prefixes_are_replaced_where_that_says_exactly_the_same() {
        let element = |text: &str| PathMatch::ElementPrefix(text.to_owned());
        assert_eq!(one("/api(/|$)(.*)", "/$2"), (element("/api"), prefix("/"), false));
        assert_eq!(one("/(api)(/|$)(.*)", "/$3"), (element("/api"), prefix("/"), false));
        assert_eq!(one("/api(?:/|$)(.*)", "/$1"), (element("/api"), prefix("/"), false));
        assert_eq!(one("/(.*)", "/base/$1"), (element("/"), prefix("/base"), false));
        assert_eq!(one("/(.*)", "/$1"), (element("/"), Becomes::Same, false));
        assert_eq!(one("/api/(.*)", "/$1"), (PathMatch::StringPrefix("/api/".to_owned()), prefix("/"), false));
    }

    #[test]
    fn nearly_the_same_is_said_to_be_only_that() {
        for (path, target) in [
            ("/api(/|$)(.*)", "/base/$2"),
            ("/api/?(.*)", "/$1"),
            ("/api(.*)", "/new$1"),
            ("/api(/.*)?$", "$1"),
            ("/api(.*)", "$1"),
        ] {
            assert!(one(path, target).2, "{path} {target}");
        }
    }

    #[test]
    fn the_rest_needs_a_regular_expression() {
        for (path, target) in [("/api(.*)", "/$1"), ("/a/([0-9]+)/b", "/$1"), ("/x(/|$)(.*)", "/$1")] {
            assert!(matches!(one(path, target).1, Becomes::Regex(_)), "{path} {target}");
        }
    }

    #[test]
    fn groups_that_are_not_there_are_empty() {
        let full = Becomes::Rewrite(PathRewrite::Full("/".to_owned()));
        assert_eq!(one("/b", "/$1").1, full);
        assert_eq!(one("/foo", "/").1, full);
        assert!(matches!(one("/b", "/$host/x").1, Becomes::Variable(_)));
    }
}
