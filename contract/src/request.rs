//! What a plugin is given: objects with ids, never file names, positions or values of Secrets.

use crate::{Expr, FactId, ObjectId, ObjectRef, RuleId, Wanted};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One call of `translate`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// Version of the contract spoken.
    pub contract: String,
    /// What the plugin claims and needs, by kind, namespace and name.
    pub objects: Vec<Object>,
    /// Its settings, defaults filled in.
    #[serde(default)]
    pub options: BTreeMap<String, String>,
    /// For a plugin of annotations: the rules that sources made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<RuleView>,
}

/// An object of the input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Object {
    /// Its number.
    pub id: ObjectId,
    /// Its name; the namespace is the one decided, even where the input had none.
    pub reference: ObjectRef,
    /// Set where the plugin is the source of this Ingress: the gateway its rules and listeners belong to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gateway: Option<String>,
    /// What the plugin must answer for or may name: JSON pointers into the body.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<String, FactId>,
    /// The object, without status, managed fields and last-applied. Of a Secret only its shape: `type`, and in `keys`
    /// for each key of its data a text such as `certificate`, `private-key`, `htpasswd:bcrypt`, `text` or `binary`.
    pub body: serde_json::Value,
}

/// A rule of a source, as a plugin of annotations sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RuleView {
    /// Its number.
    pub id: RuleId,
    /// The object that made it.
    pub object: ObjectId,
    /// Which requests it takes.
    pub when: Expr,
    /// What it wants already.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wants: Vec<Wanted>,
}
