//! Rules about the listeners of Gateways and ListenerSets.

use crate::check::view::View;
use gatewright_contract::collections::Arrange;

/// Every item for which it holds, and no error.
fn all(this: View<'_>, holds: impl Fn(View<'_>) -> Option<bool>) -> Option<bool> {
    for item in this.items() {
        if !holds(item)? {
            return Some(false);
        }
    }
    Some(true)
}

/// Whether it holds for one item and no more.
pub(super) fn exactly_one(this: View<'_>, holds: impl Fn(View<'_>) -> Option<bool>) -> Option<bool> {
    let mut count = 0;
    for item in this.items() {
        count += usize::from(holds(item)?);
    }
    Some(count == 1)
}

/// Each item is the only one of its identity.
pub(super) fn distinct_by<'a, T: Ord>(this: View<'a>, identity: impl Fn(View<'a>) -> Option<T>) -> Option<bool> {
    if this.len() < 2 {
        return Some(true);
    }
    let mut all = this.items().map(identity).collect::<Option<Vec<T>>>()?;
    all.arrange();
    Some(!all.iter().zip(all.iter().skip(1)).any(|(one, next)| one == next))
}

/// No `tls` where there is no TLS.
pub(super) fn tls_forbidden(this: View<'_>) -> Option<bool> {
    all(this, |listener| Some(!matches!(listener.text_of("protocol")?, "HTTP" | "TCP" | "UDP") || !listener.has("tls")))
}

/// HTTPS ends at the Gateway.
pub(super) fn https_terminates(this: View<'_>) -> Option<bool> {
    all(this, |listener| match listener.get("tls") {
        Some(tls) if listener.text_of("protocol")? == "HTTPS" => Some(matches!(tls.text_of("mode")?, "" | "Terminate")),
        Some(_) | None => Some(true),
    })
}

/// TLS says where it ends.
pub(super) fn tls_mode_needed(this: View<'_>) -> Option<bool> {
    all(this, |listener| {
        let mode = listener.get("tls").and_then(|tls| tls.text_of("mode"));
        Some(listener.text_of("protocol")? != "TLS" || mode.is_some_and(|mode| !mode.is_empty()))
    })
}

/// No host name where nothing carries one.
pub(super) fn hostname_forbidden(this: View<'_>) -> Option<bool> {
    all(this, |listener| {
        Some(
            !matches!(listener.text_of("protocol")?, "TCP" | "UDP")
                || listener.text_of("hostname").is_none_or(str::is_empty),
        )
    })
}

/// No two listeners of one name.
pub(super) fn name_unique(this: View<'_>) -> Option<bool> {
    distinct_by(this, |listener| listener.text_of("name"))
}

/// No two listeners of one port, protocol and host name.
pub(super) fn distinct(this: View<'_>) -> Option<bool> {
    distinct_by(this, |listener| {
        Some((listener.int_of("port")?, listener.text_of("protocol")?, listener.text_of("hostname")))
    })
}

/// The same, where a port may be left out; a listener without one is like no other.
pub(super) fn set_distinct<'a>(this: View<'a>) -> Option<bool> {
    let identity = |(index, listener): (usize, View<'a>)| match listener.int_of("port") {
        Some(port) => Some((port, 0, listener.text_of("protocol")?, listener.text_of("hostname"))),
        None => Some((0, index, "", None)),
    };
    let mut all = this.items().enumerate().map(identity).collect::<Option<Vec<_>>>()?;
    all.arrange();
    Some(!all.iter().zip(all.iter().skip(1)).any(|(one, next)| one == next))
}

/// Where TLS ends there is a certificate, or an option that may bring one.
pub(super) fn certificate(this: View<'_>) -> Option<bool> {
    let some = |name| this.get(name).is_some_and(|value| value.len() > 0);
    Some(this.text_of("mode")? != "Terminate" || some("certificateRefs") || some("options"))
}

/// No two configurations of one port.
pub(super) fn ports_unique(this: View<'_>) -> Option<bool> {
    distinct_by(this, |port| port.int_of("port"))
}
