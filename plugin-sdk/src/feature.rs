//! A family of keys: what it is called, which keys it owns, its document, and what is done with them.

use crate::answer::Answer;
use crate::key::KeyInfo;
use crate::view::View;
use gatewright_contract::FeatureDoc;

/// A family of keys.
#[derive(Clone, Copy)]
pub struct Feature {
    /// Its name: `rate-limit`.
    pub name: &'static str,
    /// Its keys.
    pub keys: &'static [&'static dyn KeyInfo],
    /// Its document: `include_str!("rate_limit.md")`.
    pub doc: &'static str,
}

/// Reads the keys of a feature on one object and adds to its rules. Every key that is there must be settled, or be named
/// by a step or a want.
pub type Apply = fn(View<'_>, &mut Answer);

/// A feature of a plugin of annotations.
#[derive(Clone, Copy)]
pub struct AppliedFeature {
    /// The feature.
    pub feature: Feature,
    /// What is done with its keys; called for each object that has one of them.
    pub apply: Apply,
}

impl Feature {
    /// The feature with the function that reads its keys.
    pub const fn applied_by(self, apply: Apply) -> AppliedFeature {
        AppliedFeature { feature: self, apply }
    }

    /// As a manifest has it.
    pub fn describe(&self) -> FeatureDoc {
        FeatureDoc {
            name: self.name.to_owned(),
            keys: self.keys.iter().map(|key| key.doc()).collect(),
            doc: self.doc.to_owned(),
        }
    }
}
