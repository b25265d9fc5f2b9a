//! What an implementation of the Gateway API can do, and what lowering must know about it.
//!
//! A profile is data. Each implementation has one file below this one, and one row in [`PROFILES`].

mod endpoint;
mod envoy_gateway;
mod matrix;
mod named;
mod notes;
mod own;
mod page;
mod policy;
mod standard;

pub use endpoint::{Endpoint, Security};
pub use matrix::{Kept, Row, able, matrix};
pub use named::{UnknownTarget, every, names};
pub use notes::Notes;
pub use own::{Extension, HeaderValues, Naming, Own, StandIn};
pub use page::page;
pub use policy::{Attach, Concern, Listening, Part, PolicyKind, Raw, Room};

/// What an implementation can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Name for `--target`.
    pub name: &'static str,
    /// Its release, `1.9`; `None` where the Gateway API's own release says all.
    pub version: Option<&'static str>,
    /// GatewayClass its installation brings, if it brings one.
    pub gateway_class: Option<&'static str>,
    /// Where regular expressions rank among path matches.
    pub regex_rank: RegexRank,
    /// The syntax in which it reads regular expressions.
    pub regex_dialect: gatewright_contract::Dialect,
    /// Which part of a text its regular expressions must cover.
    pub regex_anchoring: gatewright_contract::Anchoring,
    /// Whether a request that no rule of its host takes is offered to a wider host's rules.
    pub host_fall_through: HostFallThrough,
    /// Whether it can answer with a status of our choice without a backend.
    pub direct_response: DirectResponse,
    /// How many labels the `*` of a hostname stands for.
    pub wildcard_depth: gatewright_contract::WildcardDepth,
    /// Which path it compares.
    pub paths: Paths,
    /// What it grants by filters and policies of its own.
    pub own: &'static Own,
    /// What an installation must be and have.
    pub notes: &'static Notes,
}

/// Where regular expressions rank among path matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegexRank {
    /// Nobody knows.
    Unknown,
    /// Below Exact, above PathPrefix, longer patterns first.
    AbovePrefix,
    /// Below PathPrefix, longer patterns first.
    BelowPrefix,
}

/// Which path is compared with those of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paths {
    /// The one that was sent, as far as anybody knows.
    AsSent,
    /// The same put in order: `//`, `.`, `..` and needless percent encoding are gone.
    Normal,
}

/// Whether a request that no rule of its host takes is offered to a wider host's rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostFallThrough {
    /// Nobody knows: be right either way.
    Unknown,
    /// It is, as the specification has it.
    Yes,
    /// It is not.
    No,
}

/// Whether an implementation can answer with a status of our choice without a backend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DirectResponse {
    /// It can.
    Yes,
    /// A rule without backends answers 500.
    No,
}
