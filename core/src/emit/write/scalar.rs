//! How is a text written so that every reader gives it back?

use std::fmt::{self, Write};

/// A form of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As it is.
    Plain,
    /// In single quotes: what would need many escapes in double ones.
    Single,
    /// In double quotes, with escapes.
    Double,
    /// As a block, `|` or `|-`, for lines that a person may want to read.
    Block,
}

/// The plainest form that is safe.
pub(super) fn form(text: &str) -> Form {
    let Some(first) = text.chars().next() else { return Form::Double };
    if is_tame(text) {
        return if is_word(text) { Form::Double } else { Form::Plain };
    }
    if !text.chars().all(is_printable) {
        return if is_block(text) { Form::Block } else { Form::Double };
    }
    let edges = text.starts_with(' ') || text.ends_with([' ', ':']);
    let indicator = "-?:,[]{}#&*!|>'\"%@`=~<.".contains(first);
    if edges || indicator || text.contains(": ") || text.contains(" #") || is_word(text) || is_number(text) {
        return if text.contains(['"', '\\']) { Form::Single } else { Form::Double };
    }
    Form::Plain
}

/// Names, paths and the like, which most texts are: letters and digits, and marks that mean nothing inside.
fn is_tame(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'/' | b'_'))
}

/// Characters that every version of YAML allows as they are, on one line.
fn is_printable(char: char) -> bool {
    match char {
        ' '..='~' => true,
        '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => false,
        other => other >= '\u{a0}',
    }
}

/// Words that some reader takes for null, true or false.
fn is_word(text: &str) -> bool {
    const WORDS: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    text.len() <= 5 && WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Whatever some reader could take for a number, a date or a time.
fn is_number(text: &str) -> bool {
    if !text.starts_with(|first: char| first.is_ascii_digit() || first == '+') {
        return false;
    }
    let digits = text.strip_prefix('+').unwrap_or(text);
    let radix =
        digits.as_bytes().get(..2).is_some_and(|two| matches!(two, [b'0', b'x' | b'X' | b'o' | b'O' | b'b' | b'B']));
    let numeric = |byte: u8| byte.is_ascii_digit() || b"_.,:+-eETtZz ".contains(&byte);
    // Two points and no colon are a version or an address.
    let dotted = text.matches('.').nth(1).is_some() && !text.contains(':');
    radix || digits.starts_with('.') || (text.bytes().all(numeric) && !dotted)
}

/// Whether a block gives the text back: printable lines without blanks at their ends, at most one line break last.
fn is_block(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let line = |line: &str| !line.ends_with(' ') && line.chars().all(is_printable);
    !body.starts_with([' ', '\n']) && !body.ends_with('\n') && !body.is_empty() && body.split('\n').all(line)
}

pub(super) fn single(text: &str, out: &mut dyn Write) -> fmt::Result {
    out.write_str("'")?;
    let mut parts = text.split('\'');
    out.write_str(parts.next().unwrap_or_default())?;
    for part in parts {
        out.write_str("''")?;
        out.write_str(part)?;
    }
    out.write_str("'")
}

/// Double quotes with escapes that JSON has as well; good for both.
pub(super) fn double(text: &str, out: &mut dyn Write) -> fmt::Result {
    out.write_str("\"")?;
    let mut rest = text;
    while let Some(at) = rest.find(|char| matches!(char, '"' | '\\') || !is_printable(char)) {
        let (before, from) = rest.split_at(at);
        out.write_str(before)?;
        let mut chars = from.chars();
        match chars.next() {
            Some('"') => out.write_str("\\\"")?,
            Some('\\') => out.write_str("\\\\")?,
            Some('\n') => out.write_str("\\n")?,
            Some('\t') => out.write_str("\\t")?,
            Some('\r') => out.write_str("\\r")?,
            Some(char) => write!(out, "\\u{:04x}", u32::from(char))?,
            None => {}
        }
        rest = chars.as_str();
    }
    out.write_str(rest)?;
    out.write_str("\"")
}
