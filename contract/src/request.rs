//! What a plugin is given: objects with ids, never file names, positions or values of Secrets.

use crate::node::{Facts, Mirror};
use crate::{Expr, Node, ObjectId, ObjectRef, RuleId, Wanted};
use serde::{Deserialize, Serialize, Serializer};
use std::collections::BTreeMap;

/// One call of `translate`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "Letter"))]
#[serde(from = "Letter")]
pub struct Object {
    /// Its number.
    pub id: ObjectId,
    /// Its name; the namespace is the one decided, even where the input had none.
    pub reference: ObjectRef,
    /// Set where the plugin is the source of this Ingress: the gateway its rules and listeners belong to.
    pub gateway: Option<String>,
    /// The object, without status, managed fields and last-applied, and what of it the plugin must answer for or may name.
    /// Of a Secret only its shape: `type`, and in `keys` for each key of its data a text such as `certificate`,
    /// `private-key`, `htpasswd:bcrypt`, `text` or `binary`.
    pub body: Node,
}

/// An object as it is written for a plugin.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
struct Letter {
    /// Its number.
    id: ObjectId,
    /// Its name; the namespace is the one decided, even where the input had none.
    reference: ObjectRef,
    /// Set where the plugin is the source of this Ingress: the gateway its rules and listeners belong to.
    #[serde(default)]
    gateway: Option<String>,
    /// What the plugin must answer for or may name: the shape of the body, with the number of a fact in place of each
    /// value that is one. What is no fact is left out of mappings and `null` in lists.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "serde_json::Value"))]
    facts: Facts,
    /// The object, without status, managed fields and last-applied. Of a Secret only its shape: `type`, and in `keys`
    /// for each key of its data a text such as `certificate`, `private-key`, `htpasswd:bcrypt`, `text` or `binary`.
    #[cfg_attr(feature = "schema", schemars(with = "serde_json::Value"))]
    body: Node,
}

impl From<Letter> for Object {
    fn from(letter: Letter) -> Object {
        let Letter { id, reference, gateway, facts, mut body } = letter;
        body.tell(facts);
        Object { id, reference, gateway, body }
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Written<'o> {
            id: ObjectId,
            reference: &'o ObjectRef,
            #[serde(skip_serializing_if = "Option::is_none")]
            gateway: &'o Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            facts: Option<Mirror<'o>>,
            body: &'o Node,
        }
        let Object { id, reference, gateway, body } = self;
        let facts = body.has_facts().then_some(Mirror(body));
        Written { id: *id, reference, gateway, facts, body }.serialize(to)
    }
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
