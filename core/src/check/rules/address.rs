//! Rules about the addresses of a Gateway.

use crate::check::syntax;
use crate::check::view::View;

/// Addresses of one type differ.
pub(super) fn unique(this: View<'_>, of: &str) -> Option<bool> {
    let values = || this.items().filter(|one| one.text_of("type") == Some(of)).filter_map(|one| one.text_of("value"));
    Some(!values().enumerate().any(|(index, value)| values().take(index).any(|other| other == value)))
}

/// A host name is one.
pub(super) fn hostname(this: View<'_>) -> Option<bool> {
    Some(this.text_of("type")? != "Hostname" || this.text_of("value").is_none_or(syntax::wildcard_subdomain))
}
