//! Does the member that is set belong to the value that chooses it?

use crate::check::view::View;

/// The value that chooses a member, and the member.
#[derive(Clone, Copy)]
pub(super) struct Pair(pub(super) &'static str, pub(super) &'static str);

/// Where `choice` chooses the member, it is there.
pub(super) fn needed(this: View<'_>, choice: &str, pair: Pair) -> Option<bool> {
    Some(this.text_of(choice)? != pair.0 || this.has(pair.1))
}

/// Where the member is there, `choice` chooses it.
pub(super) fn only(this: View<'_>, choice: &str, pair: Pair) -> Option<bool> {
    Some(!this.has(pair.1) || this.text_of(choice)? == pair.0)
}

/// [`needed`], of a filter.
pub(super) fn filter_needed(this: View<'_>, pair: Pair) -> Option<bool> {
    needed(this, "type", pair)
}

/// [`only`], of a filter.
pub(super) fn filter_only(this: View<'_>, pair: Pair) -> Option<bool> {
    only(this, "type", pair)
}

/// The member is there where `choice` chooses it, and only there.
pub(super) fn exactly(this: View<'_>, choice: &str, pair: Pair) -> Option<bool> {
    Some((this.text_of(choice)? == pair.0) == this.has(pair.1))
}
