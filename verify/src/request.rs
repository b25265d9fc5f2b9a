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

/// The same request with its path put in order: repeated `/` once, `.` and `..` resolved, and what needs no percent encoding
/// decoded.
pub(crate) fn normal(request: &HttpRequest) -> HttpRequest {
    let (path, query) = split(&request.path);
    let decoded = decoded(path);
    let mut kept: Vec<&str> = Vec::new();
    for element in decoded.split('/').filter(|element| !element.is_empty() && *element != ".") {
        if element == ".." {
            kept.pop();
        } else {
            kept.push(element);
        }
    }
    let folder = matches!(decoded.rsplit('/').next(), Some("" | "." | ".."));
    let end = if folder && !kept.is_empty() { "/" } else { "" };
    HttpRequest { path: format!("/{}{end}{query}", kept.join("/")), ..request.clone() }
}

/// Letters, digits, `-`, `.`, `_` and `~` are what they are, encoded or not.
fn decoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(at) = rest.find('%') {
        out.push_str(rest.get(..at).unwrap_or_default());
        let code = rest.get(at + 1..at + 3).and_then(|code| u8::from_str_radix(code, 16).ok());
        match code.map(char::from).filter(|letter| letter.is_ascii_alphanumeric() || "-._~".contains(*letter)) {
            Some(letter) => {
                out.push(letter);
                rest = rest.get(at + 3..).unwrap_or_default();
            }
            None => {
                out.push('%');
                rest = rest.get(at + 1..).unwrap_or_default();
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::{HttpRequest, normal};

    #[test]
    fn paths_are_put_in_order() {
        let of = |path: &str| {
            let request = serde_json::json!({ "host": "a.example", "path": path });
            normal(&serde_json::from_value::<HttpRequest>(request).unwrap()).path
        };
        let pairs = [
            ("//admin", "/admin"),
            ("/%61dmin?x=//", "/admin?x=//"),
            ("/x/../admin/", "/admin/"),
            ("/./a/.", "/a/"),
            ("/a%2fb%20c%", "/a%2fb%20c%"),
            ("/../..", "/"),
            ("/", "/"),
        ];
        for (sent, compared) in pairs {
            assert_eq!(of(sent), compared, "{sent}");
        }
    }
}
