//! How does a person write a request?

use gatewright_contract::HttpRequest;
use gatewright_contract::collections::SortedMap;

/// Reads `GET https://shop.example/cart`, or the URL alone; `None` where it is neither.
pub fn read(text: &str) -> Option<HttpRequest> {
    let mut words = text.split_whitespace();
    let (method, url) = match (words.next(), words.next(), words.next()) {
        (Some(url), None, None) => ("GET", url),
        (Some(method), Some(url), None) => (method, url),
        (_, _, _) => return None,
    };
    let (scheme, rest) = url.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let (authority, target) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = host.split_once(':').map_or(host, |(host, _)| host).to_ascii_lowercase();
    if host.is_empty() || !matches!(scheme.as_str(), "http" | "https") {
        return None;
    }
    let slash = if target.starts_with('/') { "" } else { "/" };
    Some(HttpRequest {
        method: method.to_ascii_uppercase(),
        scheme,
        host,
        path: format!("{slash}{target}"),
        headers: SortedMap::new(),
        client_address: None,
        client_cert: None,
        body_bytes: None,
    })
}

/// A request in one line: `GET https://shop.example/cart -H 'name: value' from 10.0.0.1`.
pub fn line(request: &HttpRequest) -> String {
    let headers = request.headers.iter().map(|(name, value)| format!(" -H '{name}: {value}'")).collect::<String>();
    let from = request.client_address.as_ref().map(|address| format!(" from {address}")).unwrap_or_default();
    format!("{} {}://{}{}{headers}{from}", request.method, request.scheme, request.host, request.path)
}
