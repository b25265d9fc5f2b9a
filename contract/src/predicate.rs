//! Which requests a rule takes: any boolean expression over the properties of a request.

use serde::{Deserialize, Serialize};

/// A boolean expression. `All([])` is true, `Any([])` is false.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Expr {
    /// Every part holds.
    All(Vec<Expr>),
    /// Some part holds.
    Any(Vec<Expr>),
    /// The part does not hold.
    Not(Box<Expr>),
    /// One property of the request.
    Is(Atom),
}

/// One property of a request.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Atom {
    /// The host asked for, lower case, without port.
    Host(HostMatch),
    /// The path, without query.
    Path(PathMatch),
    /// The method, upper case.
    Method(String),
    /// A request header; names compare without case.
    Header {
        /// Header name.
        name: String,
        /// Condition on the value.
        value: StringMatch,
    },
    /// A query parameter; names compare with case.
    Query {
        /// Parameter name.
        name: String,
        /// Condition on the value.
        value: StringMatch,
    },
    /// A cookie.
    Cookie {
        /// Cookie name.
        name: String,
        /// Condition on the value.
        value: StringMatch,
    },
    /// Plain or encrypted.
    Scheme(Scheme),
    /// The client's address lies in one of these CIDR ranges.
    ClientAddress(Vec<String>),
    /// Not understood by the source; the text is the vendor's.
    Opaque(String),
}

/// A host pattern.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum HostMatch {
    /// One name, lower case.
    Exact(String),
    /// `*.suffix`.
    Wildcard {
        /// What follows the `*.`.
        suffix: String,
        /// How many labels the star stands for.
        depth: WildcardDepth,
    },
}

/// How many labels a `*` stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum WildcardDepth {
    /// Exactly one (Ingress).
    One,
    /// One or more (Gateway API).
    Any,
}

/// A path condition. The kinds stay distinct until the table is lowered.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PathMatch {
    /// The whole path, byte for byte.
    Exact(String),
    /// By path element: `/foo` takes `/foo`, `/foo/` and `/foo/bar`, not `/foobar`.
    ElementPrefix(String),
    /// Character by character: `/foo` takes `/foobar` too.
    StringPrefix(String),
    /// A regular expression.
    Regex(Regex),
}

/// A regular expression and how its owner reads it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Regex {
    /// The pattern, in the dialect below.
    pub pattern: String,
    /// Its syntax.
    pub dialect: Dialect,
    /// Which part of the text it must cover.
    pub anchoring: Anchoring,
    /// Upper and lower case are equal.
    pub ignore_case: bool,
}

/// Regular expression syntax.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Dialect {
    /// RE2.
    Re2,
    /// PCRE.
    Pcre,
}

/// Which part of the text a regular expression must cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Anchoring {
    /// All of it.
    Full,
    /// From its start.
    Start,
    /// Anywhere.
    Search,
}

/// A condition on a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum StringMatch {
    /// Equal.
    Exact(String),
    /// Starts with.
    Prefix(String),
    /// Ends with.
    Suffix(String),
    /// Contains.
    Contains(String),
    /// Matches.
    Regex(Regex),
    /// Is there at all.
    Present,
}

/// Plain or encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Scheme {
    /// Plain.
    Http,
    /// Over TLS.
    Https,
}
