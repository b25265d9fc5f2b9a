//! What is an object made of? Values, and which of them are facts.
//!
//! On the way to a plugin the two are apart: `body` is the object as people write it, and `facts` repeats its shape with a
//! number in place of each value that is a fact, or lists the numbers in the order of the values ([`Facts`](crate::Facts)).
//! A fact is whole: there are none within it.

mod reading;
#[cfg(test)]
mod tests;

use crate::FactId;
use crate::collections::Arrange;
pub use reading::Unreadable;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Number, Value};
pub use smol_str::SmolStr;
use std::fmt;

/// A value, and its fact where it is one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// The value.
    pub content: Content,
    /// Its fact.
    pub fact: Option<FactId>,
}

/// What a value is. Members stand in the order of their keys wherever the engine made them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Content {
    /// Nothing.
    #[default]
    Null,
    /// True or false.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text.
    Text(SmolStr),
    /// A list.
    List(Vec<Node>),
    /// A mapping; no key stands twice.
    Map(Vec<(SmolStr, Node)>),
}

impl Node {
    /// A text.
    pub fn text(text: impl Into<SmolStr>) -> Node {
        Content::Text(text.into()).into()
    }

    /// A list.
    pub fn list(items: impl IntoIterator<Item = Node>) -> Node {
        Content::List(items.into_iter().collect()).into()
    }

    /// A mapping. Of a key that stands twice the last counts.
    pub fn map<K: Into<SmolStr>>(members: impl IntoIterator<Item = (K, Node)>) -> Node {
        let mut members: Vec<(SmolStr, Node)> = members.into_iter().map(|(key, value)| (key.into(), value)).collect();
        if !members.is_sorted_by(|one, other| one.0 < other.0) {
            members.reverse();
            members.arrange_by(|one, other| one.0.cmp(&other.0));
            members.dedup_by(|later, kept| later.0 == kept.0);
        }
        Content::Map(members).into()
    }

    /// The same value as this fact.
    pub fn told(self, fact: FactId) -> Node {
        Node { fact: Some(fact), ..self }
    }

    /// The member of a mapping.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.members().iter().find(|(own, _)| own == key).map(|(_, value)| value)
    }

    /// The member of a mapping; nothing where there is none.
    pub fn member(&self, key: &str) -> &Node {
        static NOTHING: Node = Node { content: Content::Null, fact: None };
        self.get(key).unwrap_or(&NOTHING)
    }

    /// The value at a JSON pointer.
    pub fn at(&self, pointer: &str) -> Option<&Node> {
        steps(pointer).try_fold(self, |node, step| match &node.content {
            Content::List(items) => items.get(step.parse::<usize>().ok()?),
            Content::Map(_) => node.get(&step),
            Content::Null | Content::Bool(_) | Content::Number(_) | Content::Text(_) => None,
        })
    }

    /// The value at a JSON pointer, to be changed.
    pub fn at_mut(&mut self, pointer: &str) -> Option<&mut Node> {
        steps(pointer).try_fold(self, |node, step| match &mut node.content {
            Content::List(items) => items.get_mut(step.parse::<usize>().ok()?),
            Content::Map(members) => members.iter_mut().find(|(own, _)| *own == step).map(|(_, value)| value),
            Content::Null | Content::Bool(_) | Content::Number(_) | Content::Text(_) => None,
        })
    }

    /// A text.
    #[inline]
    pub fn as_str(&self) -> Option<&str> {
        if let Content::Text(text) = &self.content { Some(text) } else { None }
    }

    /// A whole number that is not negative.
    #[inline]
    pub fn as_u64(&self) -> Option<u64> {
        if let Content::Number(number) = &self.content { number.as_u64() } else { None }
    }

    /// The items of a list; of anything else none.
    #[inline]
    pub fn items(&self) -> &[Node] {
        if let Content::List(items) = &self.content { items } else { &[] }
    }

    /// The members of a mapping; of anything else none.
    #[inline]
    pub fn members(&self) -> &[(SmolStr, Node)] {
        if let Content::Map(members) = &self.content { members } else { &[] }
    }

    /// Hands over every fact, in the order in which they stand.
    pub fn each_fact(&self, take: &mut impl FnMut(FactId)) {
        if let Some(fact) = self.fact {
            take(fact);
            return;
        }
        match &self.content {
            Content::List(items) => items.iter().for_each(|item| item.each_fact(take)),
            Content::Map(members) => members.iter().for_each(|(_, value)| value.each_fact(take)),
            Content::Null | Content::Bool(_) | Content::Number(_) | Content::Text(_) => {}
        }
    }

    /// Every fact, in the order in which they stand.
    pub fn facts(&self) -> Vec<FactId> {
        let mut facts = Vec::new();
        self.each_fact(&mut |fact| facts.push(fact));
        facts
    }

    /// Makes every scalar, and every list of scalars, a fact; numbers go on from `next`.
    pub fn tell_leaves(&mut self, next: &mut u32) {
        match &mut self.content {
            Content::Map(members) => members.iter_mut().for_each(|(_, value)| value.tell_leaves(next)),
            Content::List(items) if !items.iter().all(Node::is_scalar) => {
                items.iter_mut().for_each(|item| item.tell_leaves(next));
            }
            Content::Null | Content::Bool(_) | Content::Number(_) | Content::Text(_) | Content::List(_) => {
                self.fact = Some(FactId(*next));
                *next += 1;
            }
        }
    }

    fn is_scalar(&self) -> bool {
        !matches!(self.content, Content::List(_) | Content::Map(_))
    }

    /// Keeps only facts of which this holds.
    pub fn keep_facts(&mut self, keep: &mut impl FnMut(FactId) -> bool) {
        self.fact = self.fact.filter(|fact| keep(*fact));
        match &mut self.content {
            Content::List(items) => items.iter_mut().for_each(|item| item.keep_facts(keep)),
            Content::Map(members) => members.iter_mut().for_each(|(_, value)| value.keep_facts(keep)),
            Content::Null | Content::Bool(_) | Content::Number(_) | Content::Text(_) => {}
        }
    }

    /// Whether there is a fact in it.
    pub fn has_facts(&self) -> bool {
        self.fact.is_some()
            || self.items().iter().any(Node::has_facts)
            || self.members().iter().any(|(_, value)| value.has_facts())
    }

    /// Puts facts to the values they mirror; those that mirror nothing are left out.
    pub(crate) fn tell(&mut self, mirror: &Node) {
        match (&mirror.content, &mut self.content) {
            (Content::Number(number), _) => {
                self.fact = number.as_u64().and_then(|number| u32::try_from(number).ok()).map(FactId);
            }
            (Content::List(mirrors), Content::List(items)) => {
                items.iter_mut().zip(mirrors).for_each(|(item, mirror)| item.tell(mirror));
            }
            (Content::Map(mirrors), Content::Map(members)) => {
                let mut next = 0;
                for (key, mirror) in mirrors {
                    if let Some((_, value)) = place(members, &mut next, key).and_then(|at| members.get_mut(at)) {
                        value.tell(mirror);
                    }
                }
            }
            (Content::Null | Content::Bool(_) | Content::Text(_) | Content::List(_) | Content::Map(_), _) => {}
        }
    }

    /// Puts facts to the values they are of while they are read from a list; `passed` values more have none.
    fn tell_listed<'de, A: SeqAccess<'de>>(&mut self, listed: &mut A, passed: &mut i64) -> Result<(), A::Error> {
        if *passed == 0 {
            match listed.next_element()? {
                None => return Ok(()),
                Some(number @ ..0) => *passed = number,
                Some(number) => {
                    self.fact = Some(FactId(u32::try_from(number).map_err(A::Error::custom)?));
                    return Ok(());
                }
            }
        }
        *passed += 1;
        match &mut self.content {
            Content::List(items) => items.iter_mut().try_for_each(|item| item.tell_listed(listed, passed)),
            Content::Map(members) => members.iter_mut().try_for_each(|(_, value)| value.tell_listed(listed, passed)),
            Content::Null | Content::Bool(_) | Content::Number(_) | Content::Text(_) => Ok(()),
        }
    }
}

/// Where a key stands. Keys are asked for in the order in which they stand, as a rule: go on where the last was found.
fn place(members: &[(SmolStr, Node)], next: &mut usize, key: &str) -> Option<usize> {
    let here = |at: &usize| members.get(*at).is_some_and(|(own, _)| own == key);
    let at = (*next..members.len()).chain(0..*next).find(here)?;
    *next = at + 1;
    Some(at)
}

/// The steps of a JSON pointer.
fn steps(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~"))
}

impl From<Content> for Node {
    fn from(content: Content) -> Node {
        Node { content, fact: None }
    }
}

impl From<bool> for Node {
    fn from(value: bool) -> Node {
        Content::Bool(value).into()
    }
}

impl From<u64> for Node {
    fn from(value: u64) -> Node {
        Content::Number(value.into()).into()
    }
}

impl From<Value> for Node {
    fn from(value: Value) -> Node {
        match value {
            Value::Null => Node::default(),
            Value::Bool(value) => value.into(),
            Value::Number(number) => Content::Number(number).into(),
            Value::String(text) => Node::text(text),
            Value::Array(items) => Node::list(items.into_iter().map(Node::from)),
            Value::Object(members) => Node::map(members.into_iter().map(|(key, value)| (key, Node::from(value)))),
        }
    }
}

/// Without facts.
impl Serialize for Node {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match &self.content {
            Content::Null => to.serialize_unit(),
            Content::Bool(value) => to.serialize_bool(*value),
            Content::Number(number) => number.serialize(to),
            Content::Text(text) => to.serialize_str(text),
            Content::List(items) => to.collect_seq(items),
            Content::Map(members) => to.collect_map(members.iter().map(|(key, value)| (key.as_str(), value))),
        }
    }
}

/// The facts of a value, in its shape.
pub(crate) struct Mirror<'n>(pub(crate) &'n Node);

impl Serialize for Mirror<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if let Some(fact) = self.0.fact {
            return fact.serialize(to);
        }
        match &self.0.content {
            Content::List(items) => {
                let told = items.iter().rposition(Node::has_facts).map_or(0, |last| last + 1);
                let mut list = to.serialize_seq(Some(told))?;
                for item in items.iter().take(told) {
                    list.serialize_element(&Some(item).filter(|item| item.has_facts()).map(Mirror))?;
                }
                list.end()
            }
            Content::Map(members) => {
                let mut map = to.serialize_map(None)?;
                for (key, value) in members.iter().filter(|(_, value)| value.has_facts()) {
                    map.serialize_entry(key.as_str(), &Mirror(value))?;
                }
                map.end()
            }
            Content::Null | Content::Bool(_) | Content::Number(_) | Content::Text(_) => to.serialize_unit(),
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Node, D::Error> {
        from.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::default())
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Content::Number(value.into()).into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Number::from_f64(value).map_or(Content::Null, Content::Number).into())
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Content::List(items).into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry::<SmolStr, Node>()? {
            members.push(member);
        }
        Ok(Content::Map(members).into())
    }
}

/// The facts of a value, listed: the number of each in the order in which values stand, a mapping or list before what is
/// in it; a negative number passes over as many values.
pub(crate) struct Listed<'n>(pub(crate) &'n Node);

impl Serialize for Listed<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let (mut list, mut passed) = (to.serialize_seq(None)?, 0_i64);
        enter(self.0, &mut |fact| {
            match fact {
                None => passed -= 1,
                Some(fact) => {
                    if passed < 0 {
                        list.serialize_element(&std::mem::take(&mut passed))?;
                    }
                    list.serialize_element(&fact)?;
                }
            }
            Ok(())
        })?;
        list.end()
    }
}

/// Each value that is within no fact, in the order in which they stand.
fn enter<E>(node: &Node, take: &mut impl FnMut(Option<FactId>) -> Result<(), E>) -> Result<(), E> {
    take(node.fact)?;
    if node.fact.is_some() {
        return Ok(());
    }
    node.items().iter().try_for_each(|item| enter(item, take))?;
    node.members().iter().try_for_each(|(_, value)| enter(value, take))
}

/// Reads the facts of a value, in either form.
pub(crate) struct Told<'n>(pub(crate) &'n mut Node);

impl<'de> DeserializeSeed<'de> for Told<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Told<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping or list of the numbers of facts")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        self.0.tell_listed(&mut seq, &mut 0)?;
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.0.tell(&Reader.visit_map(map)?);
        Ok(())
    }
}
