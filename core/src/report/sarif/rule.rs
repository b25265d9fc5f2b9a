//! How does SARIF describe a code?

use crate::diagnostic::Diagnostic;
use crate::explain::{document, gist};
use gatewright_contract::Severity;
use gatewright_contract::collections::SortedMap;
use serde_json::{Value, json};

/// Every code that occurs, with its place in the list of rules.
pub(super) fn indices(diagnostics: &[Diagnostic]) -> SortedMap<&str, usize> {
    let mut rules: SortedMap<&str, usize> =
        diagnostics.iter().map(|diagnostic| (diagnostic.code.as_ref(), 0)).collect();
    for (index, slot) in rules.values_mut().enumerate() {
        *slot = index;
    }
    rules
}

/// A code with its documentation.
pub(super) fn descriptor(code: &str, diagnostics: &[Diagnostic]) -> Value {
    let worst =
        diagnostics.iter().filter(|diagnostic| diagnostic.code == code).map(|diagnostic| diagnostic.severity).min();
    let mut rule = json!({
        "id": code,
        "defaultConfiguration": { "level": level(worst.unwrap_or(Severity::Info)) },
    });
    if let (Some(document), Some(rule)) = (document(code), rule.as_object_mut()) {
        rule.insert("shortDescription".to_owned(), json!({ "text": gist(document) }));
        rule.insert("help".to_owned(), json!({ "text": document, "markdown": document }));
    }
    rule
}

/// SARIF's word for a severity.
pub(super) fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}
