//! Is the text of a plugin a document of the contract?

use crate::plain;
use gatewright_contract::Node;
use serde::de::DeserializeOwned;

/// Lists and maps within each other, as the reader counts them.
const DEEPEST: usize = 127;

/// Reads a document, or says in one line why it is none.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    // The quick way; a module for browsers has no room for its code.
    #[cfg(feature = "native")]
    if let Ok(document) = serde_json::from_str(text) {
        return Ok(document);
    }
    let node: Node = serde_json::from_str(text).map_err(|error| {
        let why = plain::line(&error.to_string());
        if why.starts_with("recursion limit exceeded") {
            format!("answered with JSON nested deeper than {DEEPEST} levels")
        } else {
            format!("answered no JSON: {why}")
        }
    })?;
    T::deserialize(&node).map_err(|error| format!("answered outside the contract: {}", plain::line(&error.to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn deep_documents_are_refused_before_they_are_read() {
        let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(read::<Value>(&deep(127)).is_ok());
        assert!(read::<Value>(&deep(128)).unwrap_err().contains("deeper than 127"));
        assert!(read::<Value>(&deep(1_000_000)).unwrap_err().contains("deeper than 127"));
    }

    #[test]
    fn what_is_no_json_and_what_is_another_document_are_told_apart() {
        assert!(read::<Value>("nonsense").unwrap_err().starts_with("answered no JSON"));
        assert!(read::<Vec<u8>>("{}").unwrap_err().starts_with("answered outside the contract"));
    }
}
