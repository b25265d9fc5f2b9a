//! What may an object look like? The form in which the facts of the custom resource definitions are kept.
//!
//! The values are generated (`cargo xtask generate`); equal parts of different releases are one value.

use super::generated::pattern::Pattern;
use super::generated::rule::Rule;

/// What a value must be.
pub(super) struct Schema {
    /// Its form.
    pub(super) shape: Shape,
    /// What is asked of its content beyond the form.
    pub(super) conditions: &'static [Condition],
    /// The rules that look at it as a whole.
    pub(super) rules: &'static [Rule],
}

/// The form of a value.
#[allow(dead_code, reason = "a form that today's definitions do not use is still a form")]
pub(super) enum Shape {
    /// A text.
    Text(Text),
    /// A whole number.
    Int(Int),
    /// True or false.
    Bool,
    /// A sequence.
    List(List),
    /// A mapping with known names.
    Object(Object),
    /// A mapping with names of the user's.
    Dict(Dict),
    /// A whole number or a text.
    IntOrText,
    /// The `metadata` of every object.
    Metadata,
    /// Anything.
    Any,
}

/// Limits on a text.
pub(super) struct Text {
    /// Unicode scalars.
    pub(super) length: Bounds,
    /// What it must match.
    pub(super) pattern: Option<Pattern>,
    /// What it must be.
    pub(super) format: Option<Format>,
    /// The only values; empty means any.
    pub(super) values: &'static [&'static str],
}

/// Limits on a whole number.
pub(super) struct Int {
    /// The least.
    pub(super) min: i64,
    /// The greatest.
    pub(super) max: i64,
    /// The only values; empty means any.
    pub(super) values: &'static [i64],
}

/// Limits on a sequence.
pub(super) struct List {
    /// What each item must be.
    pub(super) items: &'static Schema,
    /// How many items.
    pub(super) count: Bounds,
    /// Which items must differ.
    pub(super) unique: Unique,
}

/// The members of a mapping.
pub(super) struct Object {
    /// By name; at most 64.
    pub(super) fields: &'static [Field],
    /// How many members.
    pub(super) count: Bounds,
}

/// Limits on a mapping with names of the user's.
pub(super) struct Dict {
    /// What each member must be.
    pub(super) values: &'static Schema,
    /// How many members.
    pub(super) count: Bounds,
}

/// A member of a mapping.
pub(super) struct Field {
    /// Its name.
    pub(super) name: &'static str,
    /// What it must be.
    pub(super) schema: &'static Schema,
    /// Whether it must be there.
    pub(super) presence: Presence,
}

/// Whether a member must be there.
pub(super) enum Presence {
    /// It must.
    Required,
    /// It need not.
    Optional,
    /// The API server adds it before it looks at anything else.
    Default(Literal),
}

/// A value the API server adds.
pub(super) enum Literal {
    /// A text.
    Str(&'static str),
    /// A whole number.
    Int(i64),
    /// True or false.
    #[allow(dead_code, reason = "no definition of today adds one")]
    Bool(bool),
    /// A sequence.
    List(&'static [Literal]),
    /// A mapping.
    Map(&'static [(&'static str, Literal)]),
}

/// Which items of a sequence must differ.
pub(super) enum Unique {
    /// None.
    No,
    /// All, as they are.
    Items,
    /// All, in these members.
    Keys(&'static [&'static str]),
}

/// A least and a greatest number, both allowed.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    /// The least.
    pub(super) min: u32,
    /// The greatest.
    pub(super) max: u32,
}

/// What a text must be.
#[allow(dead_code, reason = "a format that today's definitions do not use is still a format")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// An IPv4 address.
    Ipv4,
    /// An IPv6 address.
    Ipv6,
}

/// Something asked of a value's content.
#[allow(dead_code, reason = "a condition that today's definitions do not use is still a condition")]
pub(super) enum Condition {
    /// Every one of these.
    All(&'static [Condition]),
    /// At least one of these.
    Any(&'static [Condition]),
    /// Exactly one of these.
    One(&'static [Condition]),
    /// Not this.
    Not(&'static Condition),
    /// The member is there.
    Present(&'static str),
    /// If the member is there, this holds for it.
    Field(&'static str, &'static Condition),
    /// A text of this list, if it is a text.
    Texts(&'static [&'static str]),
    /// A text that matches, if it is a text.
    Pattern(Pattern),
    /// A text of this kind, if it is a text.
    Format(Format),
    /// A number between these, if it is a number.
    Range(i64, i64),
}

impl Bounds {
    /// Whether a number lies between them.
    pub(super) fn hold(self, number: usize) -> bool {
        (self.min as usize) <= number && number <= (self.max as usize)
    }

    /// Whether a text's length does; counts scalars only where bytes do not already tell.
    pub(super) fn hold_length(self, text: &str) -> bool {
        let bytes = text.len();
        let (min, max) = (self.min as usize, self.max as usize);
        if bytes <= max && (min <= 1 || bytes >= min.saturating_mul(4)) {
            return bytes >= min;
        }
        self.hold(text.chars().count())
    }
}

/// Any length, any count.
pub(super) const ANY_NUMBER: Bounds = Bounds { min: 0, max: u32::MAX };
/// True or false.
#[allow(dead_code, reason = "data need not use it")]
pub(super) const BOOL: Schema = plain(Shape::Bool);
/// A whole number or a text.
#[allow(dead_code, reason = "data need not use it")]
pub(super) const INT_OR_TEXT: Schema = plain(Shape::IntOrText);
/// An object's metadata.
#[allow(dead_code, reason = "data need not use it")]
pub(super) const METADATA: Schema = plain(Shape::Metadata);
/// Anything.
#[allow(dead_code, reason = "data need not use it")]
pub(super) const ANY: Schema = plain(Shape::Any);

const fn plain(shape: Shape) -> Schema {
    Schema { shape, conditions: &[], rules: &[] }
}

/// From `min` to `max`.
pub(super) const fn between(min: u32, max: u32) -> Bounds {
    Bounds { min, max }
}

/// `min` or more.
#[allow(dead_code, reason = "data need not use it")]
pub(super) const fn from(min: u32) -> Bounds {
    Bounds { min, max: u32::MAX }
}

/// A text of some length.
pub(super) const fn text(length: Bounds) -> Schema {
    plain(Shape::Text(Text { length, pattern: None, format: None, values: &[] }))
}

/// A whole number.
pub(super) const fn int(min: i64, max: i64, values: &'static [i64]) -> Schema {
    plain(Shape::Int(Int { min, max, values }))
}

/// A sequence.
pub(super) const fn list(items: &'static Schema, count: Bounds, unique: Unique) -> Schema {
    plain(Shape::List(List { items, count, unique }))
}

/// A mapping with known names.
pub(super) const fn object(fields: &'static [Field], count: Bounds) -> Schema {
    plain(Shape::Object(Object { fields, count }))
}

/// A mapping with names of the user's.
pub(super) const fn dict(values: &'static Schema, count: Bounds) -> Schema {
    plain(Shape::Dict(Dict { values, count }))
}

/// A member that must be there.
pub(super) const fn required(name: &'static str, schema: &'static Schema) -> Field {
    Field { name, schema, presence: Presence::Required }
}

/// A member that need not be there.
pub(super) const fn optional(name: &'static str, schema: &'static Schema) -> Field {
    Field { name, schema, presence: Presence::Optional }
}

/// A member that is added.
pub(super) const fn default(name: &'static str, schema: &'static Schema, value: Literal) -> Field {
    Field { name, schema, presence: Presence::Default(value) }
}

impl Schema {
    /// A text of this form.
    pub(super) const fn like(mut self, form: Pattern) -> Schema {
        if let Shape::Text(text) = &mut self.shape {
            text.pattern = Some(form);
        }
        self
    }

    /// A text of this kind.
    #[allow(dead_code, reason = "data need not use it")]
    pub(super) const fn of(mut self, kind: Format) -> Schema {
        if let Shape::Text(text) = &mut self.shape {
            text.format = Some(kind);
        }
        self
    }

    /// One of these texts.
    pub(super) const fn among(mut self, all: &'static [&'static str]) -> Schema {
        if let Shape::Text(text) = &mut self.shape {
            text.values = all;
        }
        self
    }

    /// With conditions.
    pub(super) const fn asking(mut self, conditions: &'static [Condition]) -> Schema {
        self.conditions = conditions;
        self
    }

    /// With rules.
    pub(super) const fn under(mut self, rules: &'static [Rule]) -> Schema {
        self.rules = rules;
        self
    }
}
