//! What is said of a file that never became text?

use super::{Diagnostic, Label};
use crate::input::{FileId, Input, Place, SourceFile, Span};
use gatewright_contract::Severity;
use std::borrow::Cow;

/// Why a file that was asked for is not in the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Absent {
    /// The host could not read it; its reason.
    Unreadable(String),
    /// It is no UTF-8 text; what it is, and what to do.
    NotText(String),
    /// A folder or pattern that stands for no file.
    Nothing(String),
}

impl Absent {
    /// The finding. The file joins the input as an empty one, behind the files that were converted, so that reports
    /// can name it.
    pub fn record(&self, name: String, input: &mut Input) -> Diagnostic {
        let (code, message, help) = match self {
            Absent::Unreadable(why) => (
                "core/unreadable-file",
                format!("`{name}` could not be read: {why}"),
                "check the path and its permissions; everything else was converted",
            ),
            Absent::NotText(why) => (
                "core/not-text",
                format!("`{name}` is not text: {why}"),
                "give YAML or JSON in UTF-8, or leave the file out; everything else was converted",
            ),
            Absent::Nothing(why) => (
                "core/nothing-there",
                format!("`{name}` gives nothing to convert: {why}"),
                "check the path; folders are searched for .yaml, .yml and .json",
            ),
        };
        let file = FileId(u32::try_from(input.files.len()).unwrap_or(u32::MAX));
        input.files.push(SourceFile { name, text: String::new() });
        Diagnostic {
            code: Cow::Borrowed(code),
            severity: Severity::Error,
            message,
            help: Some(help.to_owned()),
            labels: vec![Label { place: Place { file, span: Span { start: 0, end: 0 } }, text: None }],
            object: None,
            fix: None,
            announces: None,
        }
    }
}
