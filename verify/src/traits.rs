//! In what do implementations of the Gateway API differ, where the specification leaves it to them?

use gatewright_contract::{Anchoring, WildcardDepth};
use serde::{Deserialize, Serialize};

/// What an implementation does where the specification leaves a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traits {
    /// Where regular expressions rank among path matches.
    pub regex_rank: RegexRank,
    /// Which part of a text its regular expressions must cover.
    pub regex_anchoring: Anchoring,
    /// Whether a request that no rule of its host takes is offered to wider hosts.
    pub fall_through: FallThrough,
    /// How many labels the `*` of a hostname stands for.
    pub wildcard_depth: WildcardDepth,
    /// Which path is compared.
    pub paths: Paths,
    /// How it reads values of headers that are set or added.
    pub header_values: HeaderValues,
}

/// Which path is compared with those of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Paths {
    /// The one that was sent.
    AsSent,
    /// The same without repeated `/`, without `.` and `..`, and with what needs no percent encoding decoded.
    Normal,
}

/// How values of headers are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HeaderValues {
    /// Letter by letter.
    Plain,
    /// `%%` is one `%`, and what stands between two of them is filled in for each request.
    Formatted,
}

/// Where regular expressions rank among path matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RegexRank {
    /// Nobody knows.
    Unknown,
    /// Below Exact, above PathPrefix.
    AbovePrefix,
    /// Below PathPrefix.
    BelowPrefix,
}

/// Whether a request that no rule of its host takes is offered to wider hosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FallThrough {
    /// Nobody knows.
    Unknown,
    /// It is, as the specification has it.
    Yes,
    /// It is not.
    No,
}

impl Default for Traits {
    /// What every conformant implementation does, and nothing else.
    fn default() -> Traits {
        Traits {
            regex_rank: RegexRank::Unknown,
            regex_anchoring: Anchoring::Full,
            fall_through: FallThrough::Unknown,
            wildcard_depth: WildcardDepth::Any,
            paths: Paths::AsSent,
            header_values: HeaderValues::Plain,
        }
    }
}

impl Traits {
    /// Every way an implementation of these traits may be; nothing is unknown in them.
    pub(crate) fn readings(self) -> Vec<Traits> {
        let ranks = match self.regex_rank {
            RegexRank::Unknown => vec![RegexRank::AbovePrefix, RegexRank::BelowPrefix],
            RegexRank::AbovePrefix | RegexRank::BelowPrefix => vec![self.regex_rank],
        };
        let falls = match self.fall_through {
            FallThrough::Unknown => vec![FallThrough::Yes, FallThrough::No],
            FallThrough::Yes | FallThrough::No => vec![self.fall_through],
        };
        let pairs = ranks.into_iter().flat_map(|rank| falls.iter().map(move |fall| (rank, *fall)));
        pairs.map(|(regex_rank, fall_through)| Traits { regex_rank, fall_through, ..self }).collect()
    }
}
