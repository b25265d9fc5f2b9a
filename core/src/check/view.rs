//! What does a rule see? The value as the API server has it: as printed, with the defaults added.

use super::schema::{Literal, Presence, Schema, Shape};
use crate::emit::{Node, Value};

/// A value and the schema it is read by.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    value: Seen<'a>,
    schema: &'static Schema,
}

#[derive(Clone, Copy)]
enum Seen<'a> {
    Printed(&'a Node),
    Added(&'static Literal),
}

impl<'a> View<'a> {
    /// A printed value.
    pub(super) fn new(node: &'a Node, schema: &'static Schema) -> View<'a> {
        View { value: Seen::Printed(node), schema }
    }

    /// The member of a mapping, or the default of it.
    pub(super) fn get(self, name: &str) -> Option<View<'a>> {
        match &self.schema.shape {
            Shape::Object(object) => {
                let field = object.fields.iter().find(|field| same(field.name, name))?;
                let default = match &field.presence {
                    Presence::Default(literal) => Some(Seen::Added(literal)),
                    Presence::Required | Presence::Optional => None,
                };
                Some(View { value: self.value.get(name).or(default)?, schema: field.schema })
            }
            Shape::Dict(dict) => Some(View { value: self.value.get(name)?, schema: dict.values }),
            Shape::Text(_)
            | Shape::Int(_)
            | Shape::Bool
            | Shape::List(_)
            | Shape::IntOrText
            | Shape::Metadata
            | Shape::Any => None,
        }
    }

    /// Whether the member is there.
    pub(super) fn has(self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The text of a member.
    pub(super) fn text_of(self, name: &str) -> Option<&'a str> {
        self.get(name)?.text()
    }

    /// The number of a member.
    pub(super) fn int_of(self, name: &str) -> Option<i64> {
        self.get(name)?.int()
    }

    /// The text, if it is one.
    pub(super) fn text(self) -> Option<&'a str> {
        match self.value {
            Seen::Printed(node) => match &node.value {
                Value::Str(text) => Some(text),
                Value::Int(_) | Value::Bool(_) | Value::List(_) | Value::Map(_) => None,
            },
            Seen::Added(literal) => match literal {
                Literal::Str(text) => Some(text),
                Literal::Int(_) | Literal::Bool(_) | Literal::List(_) | Literal::Map(_) => None,
            },
        }
    }

    /// The number, if it is one.
    pub(super) fn int(self) -> Option<i64> {
        match self.value {
            Seen::Printed(node) => match &node.value {
                Value::Int(number) => Some(*number),
                Value::Str(_) | Value::Bool(_) | Value::List(_) | Value::Map(_) => None,
            },
            Seen::Added(literal) => match literal {
                Literal::Int(number) => Some(*number),
                Literal::Str(_) | Literal::Bool(_) | Literal::List(_) | Literal::Map(_) => None,
            },
        }
    }

    /// How many items or members it has.
    pub(super) fn len(self) -> usize {
        match self.value {
            Seen::Printed(node) => match &node.value {
                Value::List(items) => items.len(),
                Value::Map(entries) => entries.len(),
                Value::Str(_) | Value::Int(_) | Value::Bool(_) => 0,
            },
            Seen::Added(literal) => match literal {
                Literal::List(items) => items.len(),
                Literal::Map(entries) => entries.len(),
                Literal::Str(_) | Literal::Int(_) | Literal::Bool(_) => 0,
            },
        }
    }

    /// The items of a sequence.
    pub(super) fn items(self) -> impl Iterator<Item = View<'a>> + Clone {
        (0..self.len()).filter_map(move |index| self.item(index))
    }

    /// One item of a sequence.
    pub(super) fn item(self, index: usize) -> Option<View<'a>> {
        let Shape::List(list) = &self.schema.shape else { return None };
        let value = match self.value {
            Seen::Printed(node) => match &node.value {
                Value::List(items) => Seen::Printed(items.get(index)?),
                Value::Str(_) | Value::Int(_) | Value::Bool(_) | Value::Map(_) => return None,
            },
            Seen::Added(literal) => match literal {
                Literal::List(items) => Seen::Added(items.get(index)?),
                Literal::Str(_) | Literal::Int(_) | Literal::Bool(_) | Literal::Map(_) => return None,
            },
        };
        Some(View { value, schema: list.items })
    }

    /// The names of a printed mapping's members.
    pub(super) fn keys(self) -> impl Iterator<Item = &'a str> {
        let entries = match self.value {
            Seen::Printed(node) => match &node.value {
                Value::Map(entries) => &**entries,
                Value::Str(_) | Value::Int(_) | Value::Bool(_) | Value::List(_) => &[],
            },
            Seen::Added(_) => &[],
        };
        entries.iter().map(|(name, _)| name.as_ref())
    }
}

impl<'a> Seen<'a> {
    fn get(self, name: &str) -> Option<Seen<'a>> {
        match self {
            Seen::Printed(node) => match &node.value {
                Value::Map(entries) => {
                    entries.iter().find(|(key, _)| same(key, name)).map(|(_, node)| Seen::Printed(node))
                }
                Value::Str(_) | Value::Int(_) | Value::Bool(_) | Value::List(_) => None,
            },
            Seen::Added(Literal::Map(entries)) => {
                entries.iter().find(|(key, _)| *key == name).map(|(_, literal)| Seen::Added(literal))
            }
            Seen::Added(Literal::Str(_) | Literal::Int(_) | Literal::Bool(_) | Literal::List(_)) => None,
        }
    }
}

/// Whether two names are equal. Most are not, and length and first byte tell that sooner than a comparison.
pub(super) fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.as_bytes().first() == other.as_bytes().first() && one == other
}
