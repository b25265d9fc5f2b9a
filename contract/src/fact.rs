//! What was read: objects, and single settings (facts) inside them.

use crate::collections::Arrange;
use serde::{Deserialize, Serialize};

/// Index of an object of the input, valid for one conversion. Objects are numbered in the order of kind, namespace
/// and name, so the number does not depend on the order of files or documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ObjectId(pub u32);

/// One setting that was read: an object and a place in it. Every fact ends with exactly one outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct FactId(pub u32);

impl FactId {
    /// Puts facts in order, each once.
    pub fn arrange(facts: &mut Vec<FactId>) {
        facts.arrange();
        facts.dedup();
    }
}

/// The name of an object as people write it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ObjectRef {
    /// `group/version`, or `version` alone for the core group.
    pub api_version: String,
    /// The kind, in the spelling of the API.
    pub kind: String,
    /// `None` for cluster-scoped objects.
    pub namespace: Option<String>,
    /// `None` where the input had no usable `metadata.name`.
    pub name: Option<String>,
}
