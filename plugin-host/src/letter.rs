//! Is the text of a plugin a document of the contract? Looked at for depth before anything is built from it.

use crate::plain;
use serde::de::DeserializeOwned;

/// Lists and maps within each other.
const DEEPEST: usize = 128;

/// Reads a document, or says in one line why it is none.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    if depth(text) > DEEPEST {
        return Err(format!("answered with JSON nested deeper than {DEEPEST} levels"));
    }
    serde_json::from_str(text).map_err(|error| {
        let why = plain::line(&error.to_string());
        if error.is_data() {
            format!("answered outside the contract: {why}")
        } else {
            format!("answered no JSON: {why}")
        }
    })
}

/// The deepest nesting; of text that is no JSON some number that is at least as great as any reader would get to.
fn depth(text: &str) -> usize {
    let (mut deepest, mut now) = (0_usize, 0_usize);
    let (mut quoted, mut escaped) = (false, false);
    for byte in text.bytes() {
        if quoted {
            quoted = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            continue;
        }
        match byte {
            b'"' => quoted = true,
            b'[' | b'{' => {
                now += 1;
                deepest = deepest.max(now);
            }
            b']' | b'}' => now = now.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn brackets_inside_of_strings_do_not_count() {
        assert_eq!(depth(r#"{"a": "[[[", "b": ["\"[", {}]}"#), 3);
        assert_eq!(depth(r#"["\\", []]"#), 2);
    }

    #[test]
    fn deep_documents_are_refused_before_they_are_read() {
        let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(read::<Value>(&deep(100)).is_ok());
        assert!(read::<Value>(&deep(129)).unwrap_err().contains("deeper than 128"));
        assert!(read::<Value>(&deep(1_000_000)).unwrap_err().contains("deeper than 128"));
    }

    #[test]
    fn what_is_no_json_and_what_is_another_document_are_told_apart() {
        assert!(read::<Value>("nonsense").unwrap_err().starts_with("answered no JSON"));
        assert!(read::<Vec<u8>>("{}").unwrap_err().starts_with("answered outside the contract"));
    }
}
