//! Does a text match a regular expression as nginx reads it? Patterns of PCRE, as far as a small engine follows them.

use regex_lite::{Regex, RegexBuilder};

/// A pattern, compiled.
#[derive(Clone, Debug)]
pub(super) enum Pattern {
    /// It can be matched.
    Ready(Regex),
    /// PCRE refuses it.
    Broken,
    /// PCRE may accept it, this model cannot follow it.
    Beyond,
}

/// Whether case counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// It does.
    Counts,
    /// It does not.
    Ignored,
}

impl Pattern {
    /// Compiles a pattern.
    pub(super) fn new(pattern: &str, case: Case) -> Pattern {
        let Some(text) = translated(pattern) else { return Pattern::Beyond };
        let built = RegexBuilder::new(&text).case_insensitive(case == Case::Ignored).build();
        built.map_or(Pattern::Broken, Pattern::Ready)
    }

    /// Whether PCRE refuses it.
    pub(super) fn is_broken(&self) -> bool {
        matches!(self, Pattern::Broken)
    }

    /// Whether it is found in a text; none where that is not known.
    pub(super) fn finds(&self, text: &str) -> Option<bool> {
        match self {
            Pattern::Ready(regex) => Some(regex.is_match(text)),
            Pattern::Broken => Some(false),
            Pattern::Beyond => None,
        }
    }

    /// Where it is found, with its groups from 0 on; an empty list where it is not found.
    pub(super) fn groups(&self, text: &str) -> Option<Vec<String>> {
        match self {
            Pattern::Ready(regex) => Some(regex.captures(text).map_or_else(Vec::new, |found| {
                found.iter().map(|group| group.map_or_else(String::new, |group| group.as_str().to_owned())).collect()
            })),
            Pattern::Broken => Some(Vec::new()),
            Pattern::Beyond => None,
        }
    }
}

/// The pattern in the syntax of the engine; none where it uses what the engine lacks.
fn translated(pattern: &str) -> Option<String> {
    let mut out = String::with_capacity(pattern.len() + 8);
    let mut rest = pattern;
    let mut after_quantifier = false;
    while let Some(first) = rest.chars().next() {
        let tail = rest.get(first.len_utf8()..)?;
        let (piece, left, quantifier) = match first {
            '\\' => escape(tail)?,
            '[' => class(tail)?,
            '(' => group(tail)?,
            '{' => brace(tail),
            '*' | '+' | '?' => {
                // A plus after a quantifier never gives back what it took.
                if first == '+' && after_quantifier {
                    return None;
                }
                (first.to_string(), tail, true)
            }
            other => (other.to_string(), tail, false),
        };
        out.push_str(&piece);
        after_quantifier = quantifier && !after_quantifier;
        rest = left;
    }
    Some(out)
}

type Piece<'p> = (String, &'p str, bool);

fn escape(tail: &str) -> Option<Piece<'_>> {
    let Some(next) = tail.chars().next() else { return Some(("\\".to_owned(), tail, false)) };
    let left = tail.get(next.len_utf8()..)?;
    let text = match next {
        'd' | 'D' | 'w' | 'W' | 's' | 'S' | 'b' | 'B' | 'n' | 'r' | 't' | 'f' | 'x' | 'A' | 'z' => format!("\\{next}"),
        'h' => "[ \\t]".to_owned(),
        'Z' => "$".to_owned(),
        other if other.is_ascii_alphanumeric() => return None,
        other => literal(other),
    };
    Some((text, left, false))
}

/// A character that stands for itself.
fn literal(character: char) -> String {
    if "\\.+*?()|[]{}^$#&-~".contains(character) { format!("\\{character}") } else { character.to_string() }
}

fn group(tail: &str) -> Option<Piece<'_>> {
    let Some(inner) = tail.strip_prefix('?') else {
        // Verbs such as (*UTF8).
        return if tail.starts_with('*') { None } else { Some(("(".to_owned(), tail, false)) };
    };
    let known = [":", "P<", "i)", "i:", "-i)", "-i:", "s)", "m)"];
    if let Some(head) = known.into_iter().find(|head| inner.starts_with(head)) {
        return Some((format!("(?{head}"), inner.get(head.len()..)?, false));
    }
    match inner.strip_prefix('<') {
        Some(name) if !name.starts_with(['=', '!']) => Some(("(?P<".to_owned(), name, false)),
        Some(_) | None => None,
    }
}

/// A brace that is no quantifier stands for itself.
fn brace(tail: &str) -> Piece<'_> {
    let inner = tail.split_once('}').map_or("", |(inner, _)| inner);
    let (least, most) = inner.split_once(',').unwrap_or((inner, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !least.is_empty() && digits(least) && digits(most) {
        (format!("{{{inner}}}"), tail.get(inner.len() + 1..).unwrap_or_default(), true)
    } else {
        ("\\{".to_owned(), tail, false)
    }
}

fn class(tail: &str) -> Option<Piece<'_>> {
    let mut out = "[".to_owned();
    let mut rest = tail;
    if let Some(left) = rest.strip_prefix('^') {
        out.push('^');
        rest = left;
    }
    if let Some(left) = rest.strip_prefix(']') {
        out.push_str("\\]");
        rest = left;
    }
    while let Some(next) = rest.chars().next() {
        let left = rest.get(next.len_utf8()..)?;
        match next {
            ']' => return Some((format!("{out}]"), left, false)),
            '\\' => {
                let (text, left, _) = escape(left)?;
                out.push_str(if text == "[ \\t]" { " \\t" } else { &text });
                rest = left;
                continue;
            }
            '[' if left.starts_with(':') && left.contains(":]") => {
                let (name, left) = left.split_once(":]")?;
                out.push_str(&format!("[{name}:]"));
                rest = left;
                continue;
            }
            '[' | '&' | '~' => out.push_str(&format!("\\{next}")),
            other => out.push(other),
        }
        rest = left;
    }
    // Never closed: the engine refuses it as PCRE does.
    Some((out, "", false))
}

#[cfg(test)]
mod tests {
    use super::{Case, Pattern};

    fn finds(pattern: &str, text: &str) -> Option<bool> {
        Pattern::new(pattern, Case::Counts).finds(text)
    }

    #[test]
    fn what_pcre_reads_otherwise_is_translated() {
        assert_eq!(finds(r"^\/a\/{id}$", "/a/{id}"), Some(true));
        assert_eq!(finds(r"^/a/\{id}$", "/a/{id}"), Some(true));
        assert_eq!(finds(r"^/a/{id}$", "/a/{id}"), Some(true));
        assert_eq!(finds(r"^/[0-9]{2,}$", "/123"), Some(true));
        assert_eq!(finds(r"^/[]a]+$", "/]a"), Some(true));
        assert_eq!(finds(r"^/[[]$", "/["), Some(true));
        assert_eq!(finds(r"^/[[:alpha:]]+$", "/ab"), Some(true));
        assert_eq!(finds(r"^/(?<name>\w+)$", "/ab"), Some(true));
        assert_eq!(finds(r"^/\-\_\~\#$", "/-_~#"), Some(true));
        assert_eq!(finds(r"(?i)^/A$", "/a"), Some(true));
        assert_eq!(finds(r"^/a+?$", "/aa"), Some(true));
    }

    #[test]
    fn what_cannot_be_followed_is_not_known() {
        for pattern in ["(?!a)", "(?=a)", "(?<=a)b", "(?<!a)b", r"(a)\1", "a++", "(?>a)", r"\p{L}", "(*UTF8)a"] {
            assert_eq!(finds(pattern, "a"), None, "{pattern}");
        }
    }

    #[test]
    fn what_pcre_refuses_is_found_nowhere() {
        for pattern in ["(", "a)", "[a", "*"] {
            assert!(Pattern::new(pattern, Case::Counts).is_broken(), "{pattern}");
        }
    }
}
