//! Rules about the path of a match.

use crate::check::view::View;

/// For paths that are no regular expressions.
pub(super) fn plain(this: View<'_>, holds: impl Fn(&str) -> bool) -> Option<bool> {
    Some(!matches!(this.text_of("type")?, "Exact" | "PathPrefix") || holds(this.text_of("value")?))
}

/// The type is known.
pub(super) fn known(this: View<'_>) -> Option<bool> {
    Some(matches!(this.text_of("type")?, "Exact" | "PathPrefix" | "RegularExpression"))
}
