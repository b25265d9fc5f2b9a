//! What must Envoy replace, and by what, so that a whole path becomes what a source's rewrite made of it?
//!
//! Envoy replaces what a pattern matches and leaves the rest of the path; a rewrite makes all of the path anew, so its
//! pattern is stretched over the whole path.

use crate::lower::whole_pattern;
use gatewright_contract::{Dialect, Regex};

/// The pattern of the whole path; none where RE2 cannot say it.
pub(super) fn pattern(regex: &Regex) -> Option<String> {
    whole_pattern(regex, Dialect::Re2)
}

/// The substitution, in RE2's spelling: groups that the pattern does not have are empty, other backslashes plain.
pub(super) fn substitution(text: &str, pattern: &str) -> String {
    let groups = groups(pattern);
    let mut written = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            written.push(letter);
            continue;
        }
        match letters.peek().copied() {
            Some(digit) if digit.is_ascii_digit() => {
                letters.next();
                if digit.to_digit(10).is_some_and(|group| group <= groups) {
                    written.extend(['\\', digit]);
                }
            }
            Some('\\') => {
                letters.next();
                written.push_str("\\\\");
            }
            Some(_) | None => written.push_str("\\\\"),
        }
    }
    written
}

/// How many groups a pattern has that can be referred to.
fn groups(pattern: &str) -> u32 {
    let (mut count, mut in_class, mut escaped) = (0, false, false);
    let mut letters = pattern.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' if !in_class => {
                in_class = true;
                let rest = pattern.get(at + 1..).unwrap_or("");
                // A bracket that stands first in a class is a member of it.
                let first = rest.strip_prefix('^').unwrap_or(rest).starts_with(']');
                let skipped = usize::from(rest.starts_with('^')) + usize::from(first);
                (0..skipped).for_each(|_| _ = letters.next());
            }
            ']' => in_class = false,
            '(' if !in_class => {
                let rest = pattern.get(at + 1..).unwrap_or("");
                let named = rest.starts_with("?P<") || rest.starts_with("?<");
                count += u32::from(named || !rest.starts_with('?'));
            }
            _ => {}
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::{groups, pattern, substitution};
    use gatewright_contract::{Anchoring, Dialect, Regex};

    fn start(text: &str) -> Regex {
        Regex { pattern: text.to_owned(), dialect: Dialect::Pcre, anchoring: Anchoring::Start, ignore_case: false }
    }

    #[test]
    fn the_pattern_takes_the_whole_path() {
        let of = |regex: Regex| pattern(&regex).unwrap();
        assert_eq!(of(start("/api/(.*)")), "^/api/(.*)$");
        assert_eq!(of(start("/api(/|$)(.*)")), "^/api(/|$)(.*)$");
        assert_eq!(of(start("/v[0-9]+")), "^/v[0-9]+.*$");
        assert_eq!(of(start("^/a/(x)$")), "^/a/(x)$");
        assert_eq!(of(start("/a|/b")), "^(?:/a|/b).*$");
        assert_eq!(of(Regex { ignore_case: true, ..start("/A/(.+)") }), "(?i)^/A/(.+).*$");
        assert_eq!(of(Regex { anchoring: Anchoring::Search, ..start("/x/(.)") }), "^.*?/x/(.).*$");
        assert_eq!(pattern(&start("/(?!a)(.*)")), None);
    }

    #[test]
    fn groups_are_counted_and_others_are_empty() {
        assert_eq!(groups(r"^/(a)(?:b)(?P<c>d)\([(]x[](](e)$"), 3);
        assert_eq!(substitution(r"/\1/\2", "^/(.*)$"), r"/\1/");
        assert_eq!(substitution(r"/a\b\\", "^/(.*)$"), r"/a\\b\\");
    }
}
