//! How is text of the input shown without it taking over the terminal?

use std::borrow::Cow;

/// The text on one line, with everything that a terminal would obey made visible: control characters, escape
/// sequences, line breaks, and the marks that turn the direction of writing.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        push(&mut out, character);
    }
    Cow::Owned(out)
}

/// Adds a character to a line, made visible.
pub(crate) fn push(out: &mut String, character: char) {
    match character {
        '\t' => out.push_str("  "),
        '\u{7f}' => out.push('\u{2421}'),
        // The pictures of control characters stand in their order from U+2400 on.
        '\0'..='\u{1f}' => out.push(char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}')),
        _ if is_unsafe(character) => out.extend(character.escape_unicode()),
        _ => out.push(character),
    }
}

fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn nothing_reaches_the_terminal_as_a_command() {
        assert_eq!(clean("a\x1b[31mb\r\nc\td\x7f\u{9b}"), "a␛[31mb␍␊c  d␡\\u{9b}");
        assert_eq!(clean("user\u{202e}nimda"), "user\\u{202e}nimda");
        assert_eq!(clean("grüße, 世界"), "grüße, 世界");
    }
}
