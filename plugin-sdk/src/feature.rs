//! A family of keys: what it is called, which keys it owns, and its document.

use crate::key::KeyInfo;
use gatewright_contract::FeatureDoc;

/// A family of keys.
pub struct Feature {
    /// Its name: `rate-limit`.
    pub name: &'static str,
    /// Its keys.
    pub keys: &'static [&'static dyn KeyInfo],
    /// Its document: `include_str!("rate_limit.md")`.
    pub doc: &'static str,
}

impl Feature {
    /// As a manifest has it.
    pub fn describe(&self) -> FeatureDoc {
        FeatureDoc {
            name: self.name.to_owned(),
            keys: self.keys.iter().map(|key| key.doc()).collect(),
            doc: self.doc.to_owned(),
        }
    }
}
