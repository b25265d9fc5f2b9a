//! What does a request say: its host, path, query, headers, cookies?

use gatewright_contract::HttpRequest;

/// The host, lower case, without port.
pub(crate) fn host(request: &HttpRequest) -> String {
    let host = request.host.to_ascii_lowercase();
    match host.rsplit_once(':') {
        Some((name, port)) if !name.contains(':') && port.bytes().all(|byte| byte.is_ascii_digit()) => name.to_owned(),
        Some(_) | None => host,
    }
}

/// Path, and query with its `?` or nothing.
pub(crate) fn split(target: &str) -> (&str, &str) {
    let target = target.split('#').next().unwrap_or(target);
    target.find('?').map_or((target, ""), |at| target.split_at(at))
}

/// The path without query; `/` where it is empty.
pub(crate) fn path(request: &HttpRequest) -> &str {
    let (path, _) = split(&request.path);
    if path.is_empty() { "/" } else { path }
}

/// A header's value; names compare without case.
pub(crate) fn header<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    request.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// The first value of a query parameter, as it was sent.
pub(crate) fn query<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    let (_, query) = split(&request.path);
    let pairs = query.trim_start_matches('?').split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// The first value of a cookie.
pub(crate) fn cookie<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    let pairs = header(request, "cookie")?.split(';').map(str::trim);
    pairs.filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// Whether it came over TLS.
pub(crate) fn encrypted(request: &HttpRequest) -> bool {
    request.scheme.eq_ignore_ascii_case("https")
}

/// Whether a browser asks beforehand whether a script may send a request.
pub(crate) fn preflight(request: &HttpRequest) -> bool {
    request.method.eq_ignore_ascii_case("OPTIONS")
        && header(request, "origin").is_some()
        && header(request, "access-control-request-method").is_some()
}
