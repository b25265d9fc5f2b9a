//! Does a regular expression match a text?

use gatewright_contract::{Anchoring, Regex};

/// Whether a pattern covers what it must of a text; `None` where this engine cannot read it (look-around, for one).
pub(crate) fn matches(pattern: &str, anchoring: Anchoring, text: &str) -> Option<bool> {
    let anchored = match anchoring {
        Anchoring::Full => format!(r"\A(?:{pattern})\z"),
        Anchoring::Start => format!(r"\A(?:{pattern})"),
        Anchoring::Search => pattern.to_owned(),
    };
    compile(&anchored).map(|regex| regex.is_match(text))
}

/// Whether a regular expression of the contract holds for a text.
pub(crate) fn holds(regex: &Regex, text: &str) -> Option<bool> {
    if regex.ignore_case {
        return matches(&format!("(?i:{})", regex.pattern), regex.anchoring, text);
    }
    matches(&regex.pattern, regex.anchoring, text)
}

/// A text with every match replaced; `\1` in the replacement is the first group, as RE2 writes it.
pub(crate) fn replace(pattern: &str, substitution: &str, text: &str) -> Option<String> {
    let regex = compile(pattern)?;
    let replaced = regex.replace_all(text, |captures: &regex_lite::Captures<'_>| filled(substitution, captures));
    Some(replaced.into_owned())
}

fn filled(substitution: &str, captures: &regex_lite::Captures<'_>) -> String {
    let mut out = String::new();
    let mut letters = substitution.chars();
    while let Some(letter) = letters.next() {
        let next = if letter == '\\' { letters.next() } else { None };
        match next {
            None => out.push(letter),
            Some(digit) => match digit.to_digit(10) {
                Some(group) => out.push_str(captures.get(group as usize).map_or("", |group| group.as_str())),
                None => out.push(digit),
            },
        }
    }
    out
}

fn compile(pattern: &str) -> Option<regex_lite::Regex> {
    regex_lite::Regex::new(pattern).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchoring_says_what_must_be_covered() {
        assert_eq!(matches("/a|/b", Anchoring::Full, "/ab"), Some(false));
        assert_eq!(matches("/a|/b", Anchoring::Start, "/ab"), Some(true));
        assert_eq!(matches("b", Anchoring::Start, "/ab"), Some(false));
        assert_eq!(matches("b", Anchoring::Search, "/ab"), Some(true));
        assert_eq!(matches("(?!x)", Anchoring::Search, "/ab"), None);
    }

    #[test]
    fn groups_are_filled_in() {
        assert_eq!(replace("^/api(/|$)(.*)", r"/\2", "/api/v1/x").as_deref(), Some("/v1/x"));
        assert_eq!(replace("a", r"\\", "banana").as_deref(), Some(r"b\n\n\"));
    }
}
