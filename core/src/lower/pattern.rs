//! Regular expressions: which are only paths in disguise, how the rest is written for the target, and what each matches.

mod sample;
mod shape;
mod syntax;

use super::spelling::safe_parent;
use crate::target::Profile;
use gatewright_contract::{Anchoring, Dialect, Regex};

pub(super) use sample::sample;
pub(super) use shape::{Shape, shape};

/// Characters a regular expression of a match may have.
const MAX_PATTERN: usize = 1024;

/// A regular expression as the target reads it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Pattern {
    /// In the target's syntax and anchoring.
    pub(super) text: String,
    /// Every text it matches starts with this.
    pub(super) literal: String,
    /// Every path it matches lies under this element prefix.
    pub(super) cover: String,
    /// A text it matches.
    pub(super) sample: String,
}

impl Pattern {
    /// Exactly this text.
    pub(super) fn literally(text: &str) -> Option<Pattern> {
        Pattern::new(escaped(text), text.to_owned(), text.to_owned())
    }

    /// This path and what lies under it.
    pub(super) fn under(prefix: &str) -> Option<Pattern> {
        Pattern::new(format!("{}(?:/.*)?", escaped(prefix)), prefix.to_owned(), prefix.to_owned())
    }

    fn new(text: String, literal: String, sample: String) -> Option<Pattern> {
        let cover = safe_parent(&literal).to_owned();
        (text.chars().count() <= MAX_PATTERN).then_some(Pattern { text, literal, cover, sample })
    }
}

/// A path's pattern in the target's syntax; none where it cannot be said there.
pub(super) fn path_pattern(regex: &Regex, profile: &Profile) -> Option<Pattern> {
    Pattern::new(translated(regex, profile)?, shape::literal(regex), sample(regex))
}

/// A value's pattern in the target's syntax; none where it cannot be said there.
pub(super) fn translated(regex: &Regex, profile: &Profile) -> Option<String> {
    if !syntax::balanced(&regex.pattern) {
        return None;
    }
    match (regex.dialect, profile.regex_dialect) {
        (Dialect::Pcre | Dialect::Re2, Dialect::Re2) if syntax::beyond_re2(&regex.pattern) => return None,
        (Dialect::Pcre, Dialect::Re2 | Dialect::Pcre) | (Dialect::Re2, Dialect::Re2 | Dialect::Pcre) => {}
    }
    let case = if regex.ignore_case { "(?i)" } else { "" };
    Some(format!("{case}{}", anchored(regex, profile.regex_anchoring)))
}

/// Exactly this text, as a pattern.
pub(super) fn escaped(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        if "\\.+*?()|[]{}^$#".contains(letter) {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern
}

/// The pattern that takes a whole path wherever the expression takes some of it, groups and all: the first place where
/// it can begin counts. None where the dialect cannot say it.
pub(crate) fn whole(regex: &Regex, dialect: Dialect) -> Option<String> {
    if !syntax::balanced(&regex.pattern) || dialect == Dialect::Re2 && syntax::beyond_re2(&regex.pattern) {
        return None;
    }
    let (start, group, end) = parts(regex);
    let case = if regex.ignore_case { "(?i)" } else { "" };
    let before = if start { "" } else { ".*?" };
    let open = !end && !(ends_open(&group));
    let after = if open { ".*" } else { "" };
    Some(format!("{case}^{before}{group}{after}$"))
}

/// Whether it takes whatever follows.
fn ends_open(group: &str) -> bool {
    [".*", "(.*)"].iter().any(|end| group.strip_suffix(end).is_some_and(|rest| !rest.ends_with('\\')))
}

/// The pattern with its source's anchoring made plain for the target's.
fn anchored(regex: &Regex, target: Anchoring) -> String {
    let (start, group, end) = parts(regex);
    let (before, after) = match target {
        Anchoring::Full => (if start { "" } else { ".*" }, if end { "" } else { ".*" }),
        Anchoring::Start => ((if start { "" } else { ".*" }), if end { "$" } else { "" }),
        Anchoring::Search => ((if start { "^" } else { "" }), if end { "$" } else { "" }),
    };
    let after = if after == ".*" && group.ends_with(".*") && !group.ends_with("\\.*") { "" } else { after };
    let before = if before == ".*" && group.starts_with(".*") { "" } else { before };
    format!("{before}{group}{after}")
}

/// Whether it begins at the start, what stands between its anchors, and whether it reaches the end.
fn parts(regex: &Regex) -> (bool, String, bool) {
    let bar = syntax::has_bar(&regex.pattern);
    let body = regex.pattern.as_str();
    let (start, body) = match (regex.anchoring, body.strip_prefix('^')) {
        (Anchoring::Full | Anchoring::Start, Some(rest)) if !bar => (true, rest),
        (Anchoring::Search, Some(rest)) if !bar => (true, rest),
        (Anchoring::Full | Anchoring::Start, _) => (true, body),
        (Anchoring::Search, _) => (false, body),
    };
    let (end, body) = match (regex.anchoring, syntax::without_dollar(body)) {
        (Anchoring::Full | Anchoring::Start | Anchoring::Search, Some(rest)) if !bar => (true, rest),
        (Anchoring::Full, _) => (true, body),
        (Anchoring::Start | Anchoring::Search, _) => (false, body),
    };
    let group = if bar { format!("(?:{body})") } else { body.to_owned() };
    (start, group, end)
}
