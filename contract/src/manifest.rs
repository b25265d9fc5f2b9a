//! What a plugin says of itself, before it has seen anything.

use serde::{Deserialize, Serialize};

/// A plugin's description of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    /// Version of the contract it was written for: `1.0`.
    pub contract: String,
    /// Lower-case letters, digits and `-`; also the owner in reports and codes.
    pub id: String,
    /// Its own version.
    pub version: String,
    /// One line for a person.
    #[serde(default)]
    pub title: String,
    /// What it answers.
    pub role: Role,
    /// What it answers for.
    #[serde(default)]
    pub claims: Claims,
    /// Kinds it must see beside what it claims: `Service`, `Secret`, `ConfigMap`.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Settings that are in no object.
    #[serde(default)]
    pub options: Vec<Setting>,
    /// What it understands.
    #[serde(default)]
    pub features: Vec<FeatureDoc>,
    /// How it wants to be told which values are facts.
    #[serde(default, skip_serializing_if = "Facts::is_mirrored")]
    pub facts: Facts,
}

/// How a plugin is told which values of an object are facts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Facts {
    /// In the shape of the body: easy to look up.
    #[default]
    Mirrored,
    /// As a list, a third shorter: the number of each fact in the order in which values stand in the body, a mapping or
    /// list before what is in it; a negative number passes over as many values. For readers that keep the order of keys.
    Listed,
}

impl Facts {
    fn is_mirrored(&self) -> bool {
        *self == Facts::Mirrored
    }
}

/// What a plugin answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Rules, and their order: it owns classes.
    Source,
    /// Additions to the rules of others: it owns a prefix of annotations.
    Annotations,
}

/// What a plugin answers for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct Claims {
    /// `spec.controller` of IngressClasses.
    pub controllers: Vec<String>,
    /// Class names that need no IngressClass.
    pub classes: Vec<String>,
    /// What stands before the `/` of annotation keys.
    pub prefixes: Vec<String>,
    /// Kinds of its own, `group/Kind`: every scalar of such objects is a fact.
    pub kinds: Vec<String>,
    /// Names of ConfigMaps whose entries are its settings, in any namespace.
    pub config_maps: Vec<String>,
}

/// A setting a vendor keeps outside objects, given as `--set PLUGIN.NAME=VALUE`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Setting {
    /// Its name.
    pub name: String,
    /// What its value may be.
    pub value: SettingType,
    /// What is taken without it.
    #[serde(default)]
    pub default: String,
    /// One line for a person.
    pub doc: String,
}

/// What a setting's value may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SettingType {
    /// Any text.
    Text,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// One of these.
    Choice(Vec<String>),
    /// Takes the place of the claimed prefixes.
    Prefix,
    /// `namespace/name` of a ConfigMap, claimed beside those claimed by name.
    ConfigMap,
}

/// A family of keys, and what a person should know of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FeatureDoc {
    /// Its name: `rate-limit`.
    pub name: String,
    /// Its keys.
    pub keys: Vec<KeyDoc>,
    /// Markdown: what it did, what becomes of it, examples; `### owner/slug` explains a code.
    #[serde(default)]
    pub doc: String,
}

/// A key, for hover and completion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct KeyDoc {
    /// Without its prefix.
    pub key: String,
    /// What its value is, in words: `seconds`.
    pub value: String,
    /// Values worth offering.
    #[serde(default)]
    pub values: Vec<String>,
    /// What holds without it.
    #[serde(default)]
    pub default: String,
    /// One line.
    #[serde(default)]
    pub summary: String,
}

impl Manifest {
    /// The document of a code (`owner/slug`) or of a key, with or without its prefix.
    pub fn explain(&self, topic: &str) -> Option<String> {
        if let Some(section) = self.features.iter().find_map(|feature| section(&feature.doc, topic)) {
            return Some(section);
        }
        let name = topic.rsplit_once('/').map_or(topic, |(_, name)| name);
        let prefix = topic.rsplit_once('/').map(|(prefix, _)| prefix);
        if prefix.is_some_and(|prefix| !self.claims.prefixes.iter().any(|claimed| claimed == prefix)) {
            return None;
        }
        let owns = |feature: &&FeatureDoc| feature.keys.iter().any(|key| key.key == name);
        self.features.iter().find(owns).map(|feature| feature.doc.clone())
    }

    /// Every code that has a document.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        let start = format!("### {}/", self.id);
        let lines = self.features.iter().flat_map(|feature| feature.doc.lines());
        lines.filter(move |line| line.starts_with(&start)).map(|line| line.trim_start_matches('#').trim())
    }
}

/// The part of a document below the heading `### topic`.
fn section(doc: &str, topic: &str) -> Option<String> {
    let mut lines = doc.lines().skip_while(|line| line.strip_prefix("### ").is_none_or(|rest| rest.trim() != topic));
    lines.next()?;
    let body: Vec<&str> = lines.take_while(|line| !line.starts_with('#')).collect();
    Some(format!("# {topic}\n\n{}\n", body.join("\n").trim()))
}
