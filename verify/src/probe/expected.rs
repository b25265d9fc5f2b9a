//! How else may a request be sent? With every header, cookie, parameter, method and address that somebody looks at, and
//! with others that nobody does.

use super::spoken::Spot;
use super::witness;
use gatewright_contract::HttpRequest;
use std::collections::BTreeSet;
use std::net::IpAddr;

/// Values that mean something to many controllers, and one that means nothing.
const VALUES: [&str; 3] = ["always", "never", "other"];

/// An address of nobody: documentation's own.
const STRANGER: &str = "203.0.113.77";

/// The same request in every way that these speak of.
pub(super) fn variants(plain: &HttpRequest, spots: &[&Spot]) -> Vec<HttpRequest> {
    let mut found = Vec::new();
    let with = |name: &str, value: String| {
        let mut request = plain.clone();
        request.headers.insert(name.to_owned(), value);
        request
    };
    for (name, value) in headers(spots) {
        found.push(with(&name, value));
    }
    for cookie in spots.iter().flat_map(|spot| &spot.cookies).collect::<BTreeSet<_>>() {
        found.extend(VALUES.map(|value| with("cookie", format!("{cookie}={value}"))));
    }
    for (name, value) in spots.iter().flat_map(|spot| &spot.queries).collect::<BTreeSet<_>>() {
        let ask = |value: &str| HttpRequest { path: format!("{}?{name}={value}", plain.path), ..plain.clone() };
        found.extend([ask(value), ask("other")]);
    }
    let methods = spots.iter().flat_map(|spot| &spot.methods).map(String::as_str).chain(["POST"]);
    for method in methods.collect::<BTreeSet<_>>() {
        found.push(HttpRequest { method: method.to_owned(), ..plain.clone() });
    }
    let asking = [("origin", "https://elsewhere.example"), ("access-control-request-method", "PUT")];
    let headers = asking.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    found.push(HttpRequest { method: "OPTIONS".to_owned(), headers, ..plain.clone() });
    for range in spots.iter().flat_map(|spot| &spot.ranges).collect::<BTreeSet<_>>() {
        let from = |address: String| HttpRequest { client_address: Some(address), ..plain.clone() };
        found.extend(inside(range).map(from));
        found.push(from(STRANGER.to_owned()));
    }
    found.dedup();
    found
}

fn headers(spots: &[&Spot]) -> BTreeSet<(String, String)> {
    let free: BTreeSet<&String> = spots.iter().filter_map(|spot| spot.headers.get("")).flatten().collect();
    let named = spots.iter().flat_map(|spot| &spot.headers).filter(|(name, _)| !name.is_empty());
    let mut found = BTreeSet::new();
    for (name, values) in named {
        found.extend(VALUES.map(|value| (name.clone(), value.to_owned())));
        for value in values.iter().chain(free.iter().copied()) {
            let witnesses = witness::of(value).into_iter().filter(|text| is_value(text));
            found.extend(
                witnesses.chain(Some(value.clone()).filter(|text| is_value(text))).map(|text| (name.clone(), text)),
            );
        }
    }
    found
}

fn is_value(text: &str) -> bool {
    text.len() < 200 && text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ')
}

/// An address of a range: the first, or the one after it.
fn inside(range: &str) -> Option<String> {
    let (base, bits) = range.split_once('/')?;
    let next = |address: IpAddr| match address {
        IpAddr::V4(address) if bits != "32" => IpAddr::V4((address.to_bits() | 1).into()),
        IpAddr::V6(address) if bits != "128" => IpAddr::V6((address.to_bits() | 1).into()),
        IpAddr::V4(_) | IpAddr::V6(_) => address,
    };
    base.parse().ok().map(next).map(|address| address.to_string())
}
