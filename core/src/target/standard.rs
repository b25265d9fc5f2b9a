//! Plain Gateway API: what every conformant implementation does, and nothing else.

use super::{DirectResponse, HostFallThrough, Notes, Own, Paths, Profile, RegexRank};
use gatewright_contract::{Anchoring, Dialect, WildcardDepth};

static NOTES: Notes = Notes {
    about: "Plain Gateway API: what every conformant implementation does, and nothing else.",
    least: "",
    settings: &[],
    defaults: &[],
};

impl Profile {
    /// Plain Gateway API.
    pub fn standard() -> Profile {
        Profile {
            name: "standard",
            version: None,
            gateway_class: None,
            regex_rank: RegexRank::Unknown,
            regex_dialect: Dialect::Re2,
            regex_anchoring: Anchoring::Full,
            host_fall_through: HostFallThrough::Unknown,
            direct_response: DirectResponse::No,
            wildcard_depth: WildcardDepth::Any,
            paths: Paths::AsSent,
            own: &Own::NONE,
            notes: &NOTES,
        }
    }
}
