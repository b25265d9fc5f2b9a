//! Rules about how a backend's certificate is validated.

use super::union::Pair;
use crate::check::view::View;

fn references(this: View<'_>) -> bool {
    this.get("caCertificateRefs").is_some_and(|references| references.len() > 0)
}

fn well_known(this: View<'_>) -> bool {
    filled(this, "wellKnownCACertificates")
}

fn filled(this: View<'_>, name: &str) -> bool {
    this.text_of(name).is_some_and(|text| !text.is_empty())
}

/// Not both ways of naming authorities.
pub(super) fn not_both(this: View<'_>) -> Option<bool> {
    Some(!(references(this) && well_known(this)))
}

/// One way of naming authorities.
pub(super) fn some(this: View<'_>) -> Option<bool> {
    Some(references(this) || well_known(this))
}

/// A name of this type is there.
pub(super) fn name_needed(this: View<'_>, pair: Pair) -> Option<bool> {
    Some(this.text_of("type")? != pair.0 || filled(this, pair.1))
}

/// A name of this type is there only if it is chosen.
pub(super) fn name_only(this: View<'_>, pair: Pair) -> Option<bool> {
    Some(this.text_of("type")? == pair.0 || !filled(this, pair.1))
}
