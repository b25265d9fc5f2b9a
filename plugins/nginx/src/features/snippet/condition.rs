//! The condition of an `if`, as a condition on requests.

use crate::table::condition as say;
use gatewright_plugin_sdk::contract::{
    Anchoring, Atom, Dialect, Expr, HostMatch, PathMatch, Regex, Scheme, StringMatch,
};

/// How a variable is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Test {
    Equal,
    Match { ignore_case: bool },
    Filled,
}

/// The condition of `if (...)`; none where it looks at something no route can see.
pub(super) fn read(words: &[String]) -> Option<Expr> {
    let text = words.join(" ");
    let inner = text.trim().strip_prefix('(')?.strip_suffix(')')?.trim();
    let (variable, rest) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    let variable = variable.strip_prefix('$')?.trim_start_matches('{').trim_end_matches('}');
    let rest = rest.trim();
    let (holds, test, value) = if rest.is_empty() {
        (true, Test::Filled, "")
    } else {
        let (operator, value) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let (holds, test) = match operator {
            "=" => (true, Test::Equal),
            "!=" => (false, Test::Equal),
            "~" => (true, Test::Match { ignore_case: false }),
            "~*" => (true, Test::Match { ignore_case: true }),
            "!~" => (false, Test::Match { ignore_case: false }),
            "!~*" => (false, Test::Match { ignore_case: true }),
            _ => return None,
        };
        (holds, test, value.trim().trim_matches(['"', '\'']))
    };
    if value.contains('$') && test == Test::Equal {
        return None;
    }
    let expr = atom(variable, test, value)?;
    Some(if holds { expr } else { say::not(expr) })
}

fn atom(variable: &str, test: Test, value: &str) -> Option<Expr> {
    let string = || match test {
        // nginx calls a header that is not there empty.
        Test::Equal if value.is_empty() => None,
        Test::Equal => Some(StringMatch::Exact(value.to_owned())),
        Test::Match { ignore_case } => Some(StringMatch::Regex(regex(value, ignore_case))),
        Test::Filled => Some(StringMatch::Present),
    };
    let named = |name: &str| name.replace('_', "-");
    if let Some(header) = variable.strip_prefix("http_").filter(|header| *header != "host") {
        let present = Expr::Is(Atom::Header { name: named(header), value: StringMatch::Present });
        return match string() {
            Some(value) => Some(Expr::Is(Atom::Header { name: named(header), value })),
            None => Some(say::not(present)),
        };
    }
    if let Some(cookie) = variable.strip_prefix("cookie_") {
        let cookie = |value| Expr::Is(Atom::Cookie { name: cookie.to_owned(), value });
        return Some(string().map_or_else(|| say::not(cookie(StringMatch::Present)), cookie));
    }
    if let Some(parameter) = variable.strip_prefix("arg_") {
        let query = |value| Expr::Is(Atom::Query { name: parameter.to_owned(), value });
        return Some(string().map_or_else(|| say::not(query(StringMatch::Present)), query));
    }
    match (variable, test) {
        ("host" | "http_host" | "server_name", Test::Equal) if !value.is_empty() => {
            Some(Expr::Is(Atom::Host(HostMatch::Exact(value.to_ascii_lowercase()))))
        }
        ("host" | "http_host" | "server_name", Test::Match { .. }) => hosts(value),
        ("scheme", Test::Equal) => match value {
            "http" => Some(say::scheme(Scheme::Http)),
            "https" => Some(say::scheme(Scheme::Https)),
            _ => None,
        },
        ("https", Test::Equal) if value.eq_ignore_ascii_case("on") => Some(say::scheme(Scheme::Https)),
        ("request_method", Test::Equal) => Some(Expr::Is(Atom::Method(value.to_owned()))),
        ("request_method", Test::Match { .. }) => methods(value),
        ("uri" | "document_uri" | "request_uri", Test::Equal) if value.starts_with('/') && !value.contains('?') => {
            Some(say::path(PathMatch::Exact(value.to_owned())))
        }
        ("uri" | "document_uri" | "request_uri", Test::Match { ignore_case }) if !value.contains("\\?") => {
            Some(say::path(PathMatch::Regex(regex(value, ignore_case))))
        }
        ("remote_addr", Test::Equal) => {
            gatewright_plugin_sdk::value::range(value).ok().map(|range| Expr::Is(Atom::ClientAddress(vec![range])))
        }
        _ => None,
    }
}

fn regex(pattern: &str, ignore_case: bool) -> Regex {
    Regex { pattern: pattern.to_owned(), dialect: Dialect::Pcre, anchoring: Anchoring::Search, ignore_case }
}

/// `^(GET|POST)$` and the like.
fn methods(pattern: &str) -> Option<Expr> {
    let inner = pattern.trim_start_matches('^').trim_end_matches('$').trim_start_matches('(').trim_end_matches(')');
    let names: Vec<&str> = inner.split('|').map(str::trim).collect();
    let plain = names.iter().all(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_uppercase()));
    plain.then(|| say::any(names.into_iter().map(|name| Expr::Is(Atom::Method(name.to_owned()))).collect()))
}

/// `^(www\.)?shop\.example$`, `^www\.(.*)` and the like are left alone; a plain name is a name.
fn hosts(pattern: &str) -> Option<Expr> {
    let inner = pattern.strip_prefix('^')?.strip_suffix('$')?;
    let inner = inner.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(inner);
    let names: Vec<String> = inner.split('|').map(|name| name.replace("\\.", ".").to_ascii_lowercase()).collect();
    let plain = |name: &String| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.')
    };
    names
        .iter()
        .all(plain)
        .then(|| say::any(names.into_iter().map(|name| Expr::Is(Atom::Host(HostMatch::Exact(name)))).collect()))
}
