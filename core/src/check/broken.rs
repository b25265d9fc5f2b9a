//! What can be wrong with an object?

use super::generated::pattern::Pattern;
use super::generated::rule::Rule;

/// What does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Broken {
    /// The kind, in this version, belongs to the release and channel.
    Served,
    /// The object is what the engine says it is: kind, version, name, namespace.
    Identity,
    /// A value has the type asked for.
    Type,
    /// Every member is known.
    Unknown,
    /// No member is there twice.
    Repeated,
    /// Every required member is there.
    Missing,
    /// The length of a text.
    Length,
    /// The number of items or members.
    Count,
    /// The size of a number.
    Range,
    /// A value is one of a list.
    Listed,
    /// A text has the form asked for.
    Pattern(Pattern),
    /// A text is an address.
    Format,
    /// Items that must differ do.
    Unique,
    /// A combination of conditions.
    Condition,
    /// The name or namespace of the object.
    Name,
    /// A label of the object.
    Label,
    /// An annotation of the object.
    Annotation,
    /// A rule over several values.
    Rule(Rule),
}
