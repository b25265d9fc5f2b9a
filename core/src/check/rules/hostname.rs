//! Rules about the host names of a TLSRoute.

use crate::check::syntax;
use crate::check::view::View;
use std::net::IpAddr;

fn all(this: View<'_>, holds: impl Fn(&str) -> bool) -> Option<bool> {
    for item in this.items() {
        if !holds(item.text()?) {
            return Some(false);
        }
    }
    Some(true)
}

/// None is an address.
pub(super) fn not_ip(this: View<'_>) -> Option<bool> {
    all(this, |host| match host.parse::<IpAddr>() {
        Ok(IpAddr::V4(_)) => false,
        Ok(IpAddr::V6(address)) => address.to_ipv4_mapped().is_some(),
        Err(_) => true,
    })
}

/// One without a star is a domain.
pub(super) fn labels(this: View<'_>) -> Option<bool> {
    all(this, |host| host.contains('*') || syntax::subdomain(host))
}

/// One with a star has it as its first label.
pub(super) fn wildcard(this: View<'_>) -> Option<bool> {
    all(this, |host| !host.contains('*') || host.strip_prefix("*.").is_some_and(syntax::subdomain))
}
