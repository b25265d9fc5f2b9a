//! What must hold for TLS towards clients?

use crate::check::view::View;

/// Versions, in their order.
const VERSIONS: [&str; 4] = ["1.0", "1.1", "1.2", "1.3"];

/// Ciphers are chosen only for versions that have a choice.
pub(super) fn ciphers_needed(this: View<'_>) -> Option<bool> {
    Some(this.text_of("minVersion") != Some("1.3") || !this.has("ciphers"))
}

/// The least version is no later than the last; without a least one it is 1.2.
pub(super) fn versions_in_order(this: View<'_>) -> Option<bool> {
    let rank = |version: &str, auto: usize| match version {
        "Auto" => Some(auto),
        _ => VERSIONS.iter().position(|known| *known == version).map(|at| at + 1),
    };
    let Some(last) = this.text_of("maxVersion") else { return Some(true) };
    let least = this.text_of("minVersion").map_or(Some(3), |version| rank(version, 0))?;
    Some(least <= rank(last, VERSIONS.len() + 1)?)
}
