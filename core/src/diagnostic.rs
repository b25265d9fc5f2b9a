//! A finding with places in files: what a person reads.

mod absent;

pub use absent::Absent;

use crate::input::Place;
use gatewright_contract::{Announces, ObjectId, Severity};
use std::borrow::Cow;

/// A finding with places in files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable code, `owner/slug`.
    pub code: Cow<'static, str>,
    /// How much it matters.
    pub severity: Severity,
    /// One line: what is the case.
    pub message: String,
    /// One instruction: what to do.
    pub help: Option<String>,
    /// Where; the first is the primary one. Empty where no file is concerned.
    pub labels: Vec<Label>,
    /// The object concerned.
    pub object: Option<ObjectId>,
    /// Edits that mend it.
    pub fix: Option<Fix>,
    /// Which requests are answered otherwise than before, where the finding is about that.
    pub announces: Option<Box<Announces>>,
}

/// A place, and what is to be said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What; the primary label needs no text.
    pub text: Option<String>,
}

/// Edits of the input that mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What applying it does.
    pub title: String,
    /// Whether it keeps the meaning.
    pub safety: Safety,
    /// The edits; they do not overlap.
    pub edits: Vec<Edit>,
}

/// Whether a fix keeps the meaning of the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// It does.
    Safe,
    /// It may not: a person should look.
    Unsafe,
}

/// Replace a range by a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The range.
    pub place: Place,
    /// The text.
    pub text: String,
}

impl Diagnostic {
    /// The engine broke while it converted: nothing else is known.
    pub fn bug() -> Diagnostic {
        Diagnostic {
            code: Cow::Borrowed("core/bug"),
            severity: Severity::Error,
            message: "the conversion broke off: this is a bug of the engine, not a mistake of yours".to_owned(),
            help: Some("report it with the smallest input that shows it; names may be changed".to_owned()),
            labels: Vec::new(),
            object: None,
            fix: None,
            announces: None,
        }
    }
}
