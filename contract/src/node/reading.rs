//! Reads any type from a value, as serde_json does from a text. Code that reads one type is much smaller so, which is what
//! modules for browsers are built with; what is wrong is said with the way to it.

use super::{Content, Node};
use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, Expected, MapAccess, SeqAccess, Unexpected, VariantAccess,
    Visitor,
};
use serde::forward_to_deserialize_any;
use smol_str::SmolStr;
use std::fmt::{self, Display};

/// Why a value is none of a type.
#[derive(Debug)]
pub struct Unreadable(Box<Reason>);

#[derive(Debug)]
struct Reason {
    why: String,
    /// The steps to it, from the inside out.
    within: Vec<SmolStr>,
}

impl Unreadable {
    #[cold]
    #[inline(never)]
    fn within(mut self, step: &SmolStr) -> Unreadable {
        self.0.within.push(step.clone());
        self
    }

    #[cold]
    #[inline(never)]
    fn at(mut self, index: usize) -> Unreadable {
        self.0.within.push(index.to_string().into());
        self
    }
}

impl Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.why)?;
        for (index, step) in self.0.within.iter().rev().enumerate() {
            f.write_str(if index == 0 { " in " } else { "." })?;
            f.write_str(step)?;
        }
        Ok(())
    }
}

impl std::error::Error for Unreadable {}

impl Error for Unreadable {
    fn custom<T: Display>(why: T) -> Unreadable {
        Unreadable(Box::new(Reason { why: why.to_string(), within: Vec::new() }))
    }
}

impl Node {
    #[cold]
    #[inline(never)]
    fn unlike(&self, expected: &dyn Expected) -> Unreadable {
        let found = match &self.content {
            Content::Null => Unexpected::Unit,
            Content::Bool(value) => Unexpected::Bool(*value),
            Content::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(number), _) => Unexpected::Unsigned(number),
                (None, Some(number)) => Unexpected::Signed(number),
                (None, None) => Unexpected::Float(number.as_f64().unwrap_or_default()),
            },
            Content::Text(text) => Unexpected::Str(text),
            Content::List(_) => Unexpected::Seq,
            Content::Map(_) => Unexpected::Map,
        };
        Unreadable::invalid_type(found, expected)
    }
}

// What does not depend on the type that is read stands here once, and not with each type.
impl Node {
    #[inline(never)]
    fn as_members(&self, expected: &dyn Expected) -> Result<Members<'_>, Unreadable> {
        match &self.content {
            Content::Map(members) => Ok(Members { members, value: None }),
            Content::Null | Content::Bool(_) | Content::Number(_) | Content::Text(_) | Content::List(_) => {
                Err(self.unlike(expected))
            }
        }
    }

    #[inline(never)]
    fn as_items(&self, expected: &dyn Expected) -> Result<Items<'_>, Unreadable> {
        match &self.content {
            Content::List(items) => Ok(Items { items, at: 0 }),
            Content::Null | Content::Bool(_) | Content::Number(_) | Content::Text(_) | Content::Map(_) => {
                Err(self.unlike(expected))
            }
        }
    }

    #[inline(never)]
    fn as_chosen(&self, expected: &dyn Expected) -> Result<Chosen<'_>, Unreadable> {
        match &self.content {
            Content::Text(name) => Ok(Chosen { name, value: None }),
            Content::Map(members) => match members.as_slice() {
                [(name, value)] => Ok(Chosen { name, value: Some(value) }),
                _ => Err(Unreadable::invalid_value(Unexpected::Map, &"a mapping of one member")),
            },
            Content::Null | Content::Bool(_) | Content::Number(_) | Content::List(_) => Err(self.unlike(expected)),
        }
    }
}

/// Types that are read as another is.
macro_rules! as_before {
    ($known:ident: $($name:ident)*) => {
        $(fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
            self.$known(visitor)
        })*
    };
}

impl<'de> Deserializer<'de> for &'de Node {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match &self.content {
            Content::Null => visitor.visit_unit(),
            Content::Bool(value) => visitor.visit_bool(*value),
            Content::Number(_) => self.deserialize_u64(visitor),
            Content::Text(text) => visitor.visit_borrowed_str(text),
            Content::List(_) => self.deserialize_seq(visitor),
            Content::Map(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self.content {
            Content::Bool(value) => visitor.visit_bool(value),
            Content::Null | Content::Number(_) | Content::Text(_) | Content::List(_) | Content::Map(_) => {
                Err(self.unlike(&visitor))
            }
        }
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let Content::Number(number) = &self.content else { return Err(self.unlike(&visitor)) };
        match (number.as_u64(), number.as_i64()) {
            (Some(number), _) => visitor.visit_u64(number),
            (None, Some(number)) => visitor.visit_i64(number),
            (None, None) => visitor.visit_f64(number.as_f64().unwrap_or_default()),
        }
    }

    as_before! { deserialize_u64: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8
    deserialize_u16 deserialize_u32 deserialize_f64 }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.as_str().ok_or_else(|| self.unlike(&visitor)).and_then(|text| visitor.visit_borrowed_str(text))
    }

    as_before! { deserialize_str: deserialize_string deserialize_identifier }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if self.content == Content::Null { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let items = self.as_items(&visitor)?;
        visitor.visit_seq(items)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let members = self.as_members(&visitor)?;
        visitor.visit_map(members)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unreadable> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        let chosen = self.as_chosen(&visitor)?;
        visitor.visit_enum(chosen)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { i128 u128 f32 char bytes byte_buf unit unit_struct tuple_struct }
}

/// The rest of a list.
struct Items<'de> {
    items: &'de [Node],
    at: usize,
}

impl<'de> Items<'de> {
    #[inline(never)]
    fn step(&mut self) -> Option<&'de Node> {
        let item = self.items.get(self.at);
        self.at += 1;
        item
    }
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Unreadable> {
        let Some(item) = self.step() else { return Ok(None) };
        seed.deserialize(item).map(Some).map_err(|error| error.at(self.at - 1))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len().saturating_sub(self.at))
    }
}

/// The rest of a mapping, and the member whose key was read last.
struct Members<'de> {
    members: &'de [(SmolStr, Node)],
    value: Option<&'de (SmolStr, Node)>,
}

impl<'de> Members<'de> {
    #[inline(never)]
    fn step(&mut self) -> Option<&'de str> {
        let (next, rest) = self.members.split_first()?;
        self.members = rest;
        self.value = Some(next);
        Some(&next.0)
    }

    #[inline(never)]
    fn current(&self) -> Result<&'de (SmolStr, Node), Unreadable> {
        self.value.ok_or_else(|| Unreadable::custom("no key was read"))
    }
}

impl<'de> MapAccess<'de> for Members<'de> {
    type Error = Unreadable;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Unreadable> {
        let Some(key) = self.step() else { return Ok(None) };
        seed.deserialize(StrDeserializer::new(key)).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Unreadable> {
        let (key, value) = self.current()?;
        seed.deserialize(value).map_err(|error| error.within(key))
    }
}

/// A variant and what it holds.
struct Chosen<'de> {
    name: &'de SmolStr,
    value: Option<&'de Node>,
}

impl<'de> Chosen<'de> {
    /// What it holds; nothing where it is a name alone.
    fn held(&self) -> &'de Node {
        static NOTHING: Node = Node { content: Content::Null, fact: None };
        self.value.unwrap_or(&NOTHING)
    }
}

impl<'de> EnumAccess<'de> for Chosen<'de> {
    type Error = Unreadable;
    type Variant = Chosen<'de>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Chosen<'de>), Unreadable> {
        seed.deserialize(StrDeserializer::new(self.name)).map(|variant| (variant, self))
    }
}

impl<'de> VariantAccess<'de> for Chosen<'de> {
    type Error = Unreadable;

    fn unit_variant(self) -> Result<(), Unreadable> {
        match self.held() {
            Node { content: Content::Null, .. } => Ok(()),
            other => Err(other.unlike(&"nothing").within(self.name)),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Unreadable> {
        seed.deserialize(self.held()).map_err(|error| error.within(self.name))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unreadable> {
        self.held().deserialize_seq(visitor).map_err(|error| error.within(self.name))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Unreadable> {
        self.held().deserialize_map(visitor).map_err(|error| error.within(self.name))
    }
}
