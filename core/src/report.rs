//! What a conversion answers: objects, one outcome for every fact, findings, and what was withheld.

mod clean;
pub mod html;
pub mod json;
pub mod notes;
pub(crate) mod object;
mod outcome;
pub(crate) mod path;
pub(crate) mod position;
pub mod printed;
#[cfg(test)]
mod robust;
#[cfg(test)]
mod sample;
pub mod sarif;
pub(crate) mod secret;
mod summary;
pub mod text;
mod traffic;
pub(crate) mod value;
mod verdict;

pub use summary::Summary;
pub use traffic::Traffic;
pub use verdict::Verdict;

use crate::diagnostic::Diagnostic;
use crate::emit::Manifest;
use crate::input::Place;
use gatewright_contract::{FactId, ObjectId, ObjectRef, VerdictPart};
use std::sync::Arc;

/// The whole answer of a conversion.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Every object that was read, by [`ObjectId`].
    pub objects: Vec<ObjectRecord>,
    /// Every fact, by [`FactId`].
    pub facts: Vec<FactRecord>,
    /// Findings, in order of file and line.
    pub diagnostics: Vec<Diagnostic>,
    /// Rules that were closed.
    pub withheld: Vec<Withheld>,
    /// What was made, in printing order.
    pub outputs: Vec<Manifest>,
    /// The ids of the plugins that took part, in order.
    pub plugins: Vec<String>,
    /// What a check of the traffic found, where there was one.
    pub traffic: Option<Traffic>,
}

/// An object of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectRecord {
    /// Its name. The namespace is the one decided, even where the input had none.
    pub reference: ObjectRef,
    /// Where it stands.
    pub place: Place,
}

/// A fact and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactRecord {
    /// The object it belongs to.
    pub object: ObjectId,
    /// The place in the object.
    pub pointer: Pointer,
    /// The value in the text. Below `/metadata/annotations/` the pointer's last segment is the key.
    pub place: Place,
    /// Who answers for it; `None` is nobody.
    pub owner: Option<Owner>,
    /// What became of it.
    pub outcome: Outcome,
    /// Reasons, where there are any.
    pub detail: Option<Box<Detail>>,
}

/// Who answers for a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// The engine itself.
    Core,
    /// A plugin, by its place among all.
    Plugin(u16),
}

impl Report {
    /// An owner as the report writes it.
    pub fn owner(&self, owner: Owner) -> &str {
        match owner {
            Owner::Core => "core",
            Owner::Plugin(at) => self.plugins.get(usize::from(at)).map(String::as_str).unwrap_or_default(),
        }
    }
}

/// Reasons for an outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Detail {
    /// Why this outcome.
    pub why: Option<String>,
    /// What to do.
    pub advice: Option<String>,
    /// The object that grants it, for a want that was granted.
    pub granted: Option<String>,
    /// Where the value is a small program: each statement and what became of it.
    pub parts: Vec<VerdictPart>,
}

/// A place in an object: a JSON pointer (RFC 6901), such as `/spec/rules/0/host`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(pub Arc<str>);

/// What became of a fact. Later is worse; the worst of all its uses wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It changes nothing, or changed nothing before.
    Inert,
    /// The output does the same.
    Exact,
    /// The output does nearly the same, and `why` says what differs.
    Approximate,
    /// Only a policy of the target can do it.
    NeedsPolicy,
    /// It is not in the output.
    Unsupported,
    /// It was never valid.
    Invalid,
}

/// A rule that was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withheld {
    /// The object that made it.
    pub object: ObjectId,
    /// Host and path, as a person writes them: `shop.example /admin`.
    pub rule: String,
    /// The facts that could not be granted.
    pub because: Vec<FactId>,
    /// What such requests are answered now.
    pub closed_as: u16,
}
