//! What a plugin is given: objects with ids, never file names, positions or values of Secrets.

use crate::collections::SortedMap;
use crate::node::{Listed, Mirror, Told};
use crate::{Expr, Facts, Node, ObjectId, ObjectRef, RuleId, Wanted};
use serde::de::{Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

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
    pub options: SortedMap<String, String>,
    /// For a plugin of annotations: the rules that sources made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<RuleView>,
}

/// An object of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "Letter"))]
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
#[cfg(feature = "schema")]
#[derive(schemars::JsonSchema)]
#[schemars(rename_all = "camelCase")]
#[expect(dead_code, reason = "only its schema is used")]
struct Letter {
    /// Its number.
    id: ObjectId,
    /// Its name; the namespace is the one decided, even where the input had none.
    reference: ObjectRef,
    /// Set where the plugin is the source of this Ingress: the gateway its rules and listeners belong to.
    #[schemars(default)]
    gateway: Option<String>,
    /// The object, without status, managed fields and last-applied. Of a Secret only its shape: `type`, and in `keys`
    /// for each key of its data a text such as `certificate`, `private-key`, `htpasswd:bcrypt`, `text` or `binary`.
    #[schemars(with = "serde_json::Value")]
    body: Node,
    /// What the plugin must answer for or may name: the shape of the body, with the number of a fact in place of each
    /// value that is one. What is no fact is left out of mappings and `null` in lists. For a plugin that asks for it, a
    /// list instead: see the manifest's `facts`.
    #[schemars(with = "Option<serde_json::Value>")]
    facts: (),
}

/// A member of an object as it is written for a plugin.
#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "camelCase")]
enum Member {
    Id,
    Reference,
    Gateway,
    Body,
    Facts,
    #[serde(other)]
    Other,
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Object, D::Error> {
        from.deserialize_map(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Object;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
        let (mut id, mut reference, mut gateway, mut body) = (None, None, None, None::<Node>);
        // Facts that came before what they are of.
        let mut early = None::<Node>;
        while let Some(member) = map.next_key()? {
            match (member, &mut body) {
                (Member::Id, _) => id = Some(map.next_value()?),
                (Member::Reference, _) => reference = Some(map.next_value()?),
                (Member::Gateway, _) => gateway = map.next_value()?,
                (Member::Body, _) => body = Some(map.next_value()?),
                (Member::Facts, Some(body)) => map.next_value_seed(Told(body))?,
                (Member::Facts, None) => early = Some(map.next_value()?),
                (Member::Other, _) => map.next_value::<IgnoredAny>().map(drop)?,
            }
        }
        let mut body = body.ok_or_else(|| A::Error::missing_field("body"))?;
        early.iter().for_each(|facts| body.tell(facts));
        let id = id.ok_or_else(|| A::Error::missing_field("id"))?;
        let reference = reference.ok_or_else(|| A::Error::missing_field("reference"))?;
        Ok(Object { id, reference, gateway, body })
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Written { object: self, facts: Facts::Mirrored }.serialize(to)
    }
}

/// An object and the form of its facts.
struct Written<'o> {
    object: &'o Object,
    facts: Facts,
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Object { id, reference, gateway, body } = self.object;
        let mut members = to.serialize_struct("Object", 5)?;
        members.serialize_field("id", id)?;
        members.serialize_field("reference", reference)?;
        if let Some(gateway) = gateway {
            members.serialize_field("gateway", gateway)?;
        }
        members.serialize_field("body", body)?;
        match self.facts {
            _ if !body.has_facts() => {}
            Facts::Mirrored => members.serialize_field("facts", &Mirror(body))?,
            Facts::Listed => members.serialize_field("facts", &Listed(body))?,
        }
        members.end()
    }
}

impl Request {
    /// The request as a plugin reads it that asked for facts in this form.
    pub fn letter(&self, facts: Facts) -> Result<String, serde_json::Error> {
        #[derive(Serialize)]
        struct Letter<'r> {
            contract: &'r str,
            objects: Vec<Written<'r>>,
            options: &'r SortedMap<String, String>,
            #[serde(skip_serializing_if = "<[_]>::is_empty")]
            rules: &'r [RuleView],
        }
        let Request { contract, objects, options, rules } = self;
        let objects = objects.iter().map(|object| Written { object, facts }).collect();
        serde_json::to_string(&Letter { contract, objects, options, rules })
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
