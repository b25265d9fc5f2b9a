//! Does a predicate of the contract hold for a request?

use crate::{host, pattern, request};
use gatewright_contract::{Atom, Expr, HostMatch, HttpRequest, PathMatch, Scheme, StringMatch};
use std::net::IpAddr;

/// Whether it holds; `None` where that cannot be told: a part is opaque, its pattern cannot be read, or the request does
/// not say where it comes from.
pub fn holds(expr: &Expr, request: &HttpRequest) -> Option<bool> {
    match expr {
        Expr::All(parts) => every(parts.iter().map(|part| holds(part, request))),
        Expr::Any(parts) => every(parts.iter().map(|part| holds(part, request).map(|held| !held))).map(|held| !held),
        Expr::Not(part) => holds(part, request).map(|held| !held),
        Expr::Is(atom) => is(atom, request),
    }
}

/// One false part decides, known or not what the others are.
fn every(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut all = Some(true);
    for part in parts {
        match part {
            Some(false) => return Some(false),
            Some(true) => {}
            None => all = None,
        }
    }
    all
}

fn is(atom: &Atom, asked: &HttpRequest) -> Option<bool> {
    match atom {
        Atom::Host(HostMatch::Exact(name)) => Some(request::host(asked) == name.to_ascii_lowercase()),
        Atom::Host(HostMatch::Wildcard { suffix, depth }) => {
            Some(host::takes(&suffix.to_ascii_lowercase(), &request::host(asked), *depth))
        }
        Atom::Path(wanted) => path(wanted, request::path(asked)),
        Atom::Method(method) => Some(asked.method.eq_ignore_ascii_case(method)),
        Atom::Header { name, value } => {
            let length = asked.body_bytes.filter(|_| name.eq_ignore_ascii_case("content-length"));
            let length = length.map(|bytes| bytes.to_string());
            value_holds(value, request::header(asked, name).or(length.as_deref()))
        }
        Atom::Query { name, value } => value_holds(value, request::query(asked, name)),
        Atom::Cookie { name, value } => value_holds(value, request::cookie(asked, name)),
        Atom::Scheme(Scheme::Http) => Some(!request::encrypted(asked)),
        Atom::Scheme(Scheme::Https) => Some(request::encrypted(asked)),
        Atom::ClientAddress(ranges) => address(ranges, asked.client_address.as_deref()),
        Atom::Opaque(_) => None,
    }
}

fn path(wanted: &PathMatch, asked: &str) -> Option<bool> {
    match wanted {
        PathMatch::Exact(text) => Some(text == asked),
        PathMatch::ElementPrefix(text) => Some(element_prefix(text, asked)),
        PathMatch::StringPrefix(text) => Some(asked.starts_with(text)),
        PathMatch::Regex(regex) => pattern::holds(regex, asked),
    }
}

/// `/foo` and `/foo/` take `/foo`, `/foo/` and `/foo/bar`, not `/foobar`.
pub(crate) fn element_prefix(prefix: &str, path: &str) -> bool {
    let rest = path.strip_prefix(prefix.trim_end_matches('/'));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn value_holds(wanted: &StringMatch, value: Option<&str>) -> Option<bool> {
    let Some(value) = value else { return Some(false) };
    match wanted {
        StringMatch::Exact(text) => Some(value == text),
        StringMatch::Prefix(text) => Some(value.starts_with(text)),
        StringMatch::Suffix(text) => Some(value.ends_with(text)),
        StringMatch::Contains(text) => Some(value.contains(text)),
        StringMatch::Regex(regex) => pattern::holds(regex, value),
        StringMatch::Present => Some(true),
    }
}

fn address(ranges: &[String], client: Option<&str>) -> Option<bool> {
    let client: IpAddr = client?.parse().ok()?;
    every(ranges.iter().map(|range| lies_in(client, range).map(|inside| !inside))).map(|outside| !outside)
}

fn lies_in(client: IpAddr, range: &str) -> Option<bool> {
    let (base, bits) = range.split_once('/').map_or((range, None), |(base, bits)| (base, Some(bits)));
    let base: IpAddr = base.trim().parse().ok()?;
    let (client, base, width) = match (client, base) {
        (IpAddr::V4(client), IpAddr::V4(base)) => (u128::from(client.to_bits()), u128::from(base.to_bits()), 32),
        (IpAddr::V6(client), IpAddr::V6(base)) => (client.to_bits(), base.to_bits(), 128),
        (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => return Some(false),
    };
    let bits: u32 = bits.map_or(Some(width), |bits| bits.trim().parse().ok())?;
    let spare = width.checked_sub(bits)?;
    Some(client.checked_shr(spare).unwrap_or(0) == base.checked_shr(spare).unwrap_or(0))
}
