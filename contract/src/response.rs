//! What a plugin answers: rules or additions to rules, findings, and a verdict on every fact it owns.

use crate::{FactId, Finding, ObjectId, RuleId, Sourced, Step, Table, Wanted};
use serde::{Deserialize, Serialize};

/// The answer to one call of `translate`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct Response {
    /// Of a source: listeners and rules.
    #[serde(skip_serializing_if = "Table::is_empty")]
    pub table: Table,
    /// Of a plugin of annotations: what is added to which rules.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attach: Vec<Attachment>,
    /// What a person should know.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// One for each fact the plugin owns.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub verdicts: Vec<Verdict>,
}

/// Steps and wants for rules that a source made. They are appended; nothing of a rule is removed or reordered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Attachment {
    /// Which rules.
    pub to: AttachTo,
    /// What happens to their requests, after what already does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Sourced<Step>>,
    /// What they want.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wants: Vec<Wanted>,
}

/// Which rules an attachment is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum AttachTo {
    /// Every rule this object made.
    Object(ObjectId),
    /// One rule.
    Rule(RuleId),
}

/// What became of a fact, as its owner sees it. The engine may worsen it, never better it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    /// The fact.
    pub fact: FactId,
    /// What became of it.
    pub outcome: VerdictKind,
    /// Why; only `used` may do without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// What to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
    /// Where the value is a small program: each statement and what became of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<VerdictPart>,
}

/// What became of one statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct VerdictPart {
    /// The statement, as written.
    pub text: String,
    /// What became of it.
    pub outcome: VerdictKind,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// What became of a fact. Later is worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum VerdictKind {
    /// It changes nothing, or changed nothing before.
    Inert,
    /// It stands in the table: some item names it.
    Used,
    /// As `used`, but not quite the same.
    Approximate,
    /// The plugin cannot say it.
    Unsupported,
    /// It was never valid.
    Invalid,
}
