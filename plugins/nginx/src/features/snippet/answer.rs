//! Statements that answer a request: `return`, and `rewrite` to another address.

use super::syntax::Statement;
use crate::effects::Returned;
use crate::table::condition as say;
use crate::table::rewrite::{Becomes, pieces};
use crate::variable::pieces as pieces_of;
use gatewright_plugin_sdk::contract::{Body, Expr, PathMatch, PathRewrite, Redirect, Scheme};
use gatewright_plugin_sdk::value::{Url, Value};

/// An answer, which requests get it, and what of it is lost.
pub(super) struct Answered {
    pub(super) when: Option<Expr>,
    pub(super) answer: Returned,
    pub(super) loss: Option<&'static str>,
}

/// `return`; none where it cannot be said. A text has this type.
pub(super) fn returned(statement: &Statement, content_type: &str) -> Option<Answered> {
    let (status, target) = match statement.arguments() {
        [one] => match one.parse() {
            Ok(status) => (status, None),
            Err(_) => (302, Some(one.as_str())),
        },
        [status, target] => (status.parse().ok()?, Some(target.as_str())),
        _ => return None,
    };
    match (status, target) {
        (301 | 302 | 303 | 307 | 308, Some(target)) => {
            let (redirect, loss) = redirect(target, status)?;
            Some(Answered { when: None, answer: Returned::Redirect(redirect), loss })
        }
        (444, _) => {
            let loss = Some("nginx closed the connection without an answer");
            Some(Answered { when: None, answer: Returned::Status(403), loss })
        }
        (204 | 304, _) => Some(Answered { when: None, answer: Returned::Status(status), loss: None }),
        (200..=599, target) => {
            let answer = match target.map(pieces_of).filter(|pieces| !pieces.is_empty()) {
                None => Returned::Status(status),
                Some(pieces) => {
                    Returned::Text(status, Box::new(Body { pieces, content_type: content_type.to_owned() }))
                }
            };
            Some(Answered { when: None, answer, loss: None })
        }
        _ => None,
    }
}

/// `rewrite PATTERN TARGET permanent|redirect`; none where it cannot be said.
pub(super) fn rewritten(statement: &Statement) -> Option<Answered> {
    let (pattern, target, flag) = match statement.arguments() {
        [pattern, target, flag] => (pattern.as_str(), target.as_str(), flag.as_str()),
        [pattern, target] if target.contains("://") => (pattern.as_str(), target.as_str(), "redirect"),
        _ => return None,
    };
    let status = match flag {
        "permanent" => 301,
        "redirect" => 302,
        _ => return None,
    };
    let path = pattern.strip_prefix('^')?;
    let (target, loss) = match target.strip_suffix('?') {
        Some(target) => (target, Some("the query of a request is kept now")),
        None => (target, None),
    };
    if path.is_empty() || path == "/" && target.contains("$request_uri") || path == "(.*)$" && target.ends_with("$1") {
        let target =
            target.strip_suffix("$1").map_or_else(|| target.to_owned(), |start| format!("{start}$request_uri"));
        let (redirect, lost) = redirect(&target, status)?;
        return Some(Answered {
            when: None,
            answer: Returned::Redirect(redirect),
            loss: lost.or(loss.filter(|_| false)),
        });
    }
    let path = path.strip_suffix("(.*)$").map_or_else(|| path.to_owned(), |start| format!("{start}(.*)"));
    let target = own_captures(&path, target)?;
    let mut all = pieces(&path, &target);
    let piece = all.pop().filter(|_| all.is_empty())?;
    let rewrite = match piece.becomes {
        Becomes::Rewrite(rewrite) => rewrite,
        Becomes::Same | Becomes::Regex(_) | Becomes::Variable(_) => return None,
    };
    let text = match &rewrite {
        PathRewrite::Full(text) | PathRewrite::Prefix(text) => text.clone(),
    };
    let url = Url::parse(&text).ok();
    let rooted = |path: &str| if path.is_empty() { "/".to_owned() } else { path.to_owned() };
    let place = url.as_ref().map_or(text.clone(), |url| rooted(&url.path));
    let redirect = Redirect {
        scheme: url.as_ref().and_then(|url| scheme(&url.scheme)),
        host: url.as_ref().map(|url| url.host.to_ascii_lowercase()),
        port: url.as_ref().and_then(|url| url.port),
        path: Some(match rewrite {
            PathRewrite::Full(_) => PathRewrite::Full(place),
            PathRewrite::Prefix(_) => PathRewrite::Prefix(place),
        }),
        status,
    };
    let loss = if piece.differs.is_some() { Some("some paths are sent elsewhere than before") } else { loss };
    Some(Answered { when: Some(say::path(piece.takes)), answer: Returned::Redirect(redirect), loss })
}

/// `^(/app)$ $1/`: a group that is the whole path stands for it.
fn own_captures(path: &str, target: &str) -> Option<String> {
    let whole = path.strip_suffix('$').and_then(|path| path.strip_prefix('(')).and_then(|path| path.strip_suffix(')'));
    match whole.filter(|text| !text.contains(['(', '*', '[', '+', '?', '|', '\\'])) {
        Some(text) => Some(target.replace("$1", text)),
        None if target.contains('$') && !target.contains("://") && !target.starts_with('/') => None,
        None => Some(target.to_owned()),
    }
}

/// A redirect to an address in nginx's words; none where it depends on more than a redirect can say.
fn redirect(target: &str, status: u16) -> Option<(Redirect, Option<&'static str>)> {
    if let Some(path) = target.strip_prefix('/') {
        if path.contains('$') {
            return None;
        }
        let (path, loss) = match path.split_once('?') {
            Some((path, _)) => (path, Some("a redirect cannot add a query")),
            None => (path, None),
        };
        let path = Some(PathRewrite::Full(format!("/{path}")));
        return Some((Redirect { scheme: None, host: None, port: None, path, status }, loss));
    }
    let (scheme_text, rest) = target.split_once("://")?;
    let scheme = match scheme_text {
        "$scheme" => None,
        other => Some(scheme(other)?),
    };
    let (authority, path) = match rest.find(['/', '$', '?']) {
        Some(0) => {
            let end = ["$host", "$http_host", "$server_name"].into_iter().find(|name| {
                rest.strip_prefix(name).is_some_and(|after| after.is_empty() || after.starts_with(['/', '$', '?']))
            })?;
            rest.split_at(end.len())
        }
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port.parse().ok()?)),
        None => (authority, None),
    };
    let host = (!host.starts_with('$')).then(|| host.to_ascii_lowercase());
    let (path, loss) = match path {
        "$request_uri" | "$uri$is_args$args" => (None, None),
        "$uri" => (None, Some("the query of a request is kept now")),
        path if path.contains('$') => return None,
        path => {
            let (path, query) = path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query)));
            let path = if path.is_empty() { "/".to_owned() } else { path.to_owned() };
            let loss = query.map(|_| "a redirect cannot add a query");
            (Some(PathRewrite::Full(path)), loss)
        }
    };
    Some((Redirect { scheme, host, port, path, status }, loss))
}

fn scheme(text: &str) -> Option<Scheme> {
    match text {
        "http" => Some(Scheme::Http),
        "https" => Some(Scheme::Https),
        _ => None,
    }
}

/// The type of an answer at one path, where its end says one.
pub(super) fn type_of(words: &[String]) -> Option<&'static str> {
    const TYPES: [(&str, &str); 7] = [
        ("css", "text/css"),
        ("htm", "text/html"),
        ("html", "text/html"),
        ("js", "application/javascript"),
        ("json", "application/json"),
        ("txt", "text/plain"),
        ("xml", "text/xml"),
    ];
    let [_, path] = words.get(..2).filter(|words| words.first().is_some_and(|word| word == "="))? else { return None };
    let (_, end) = path.rsplit('/').next()?.rsplit_once('.')?;
    TYPES.iter().find(|(known, _)| *known == end).map(|(_, named)| *named)
}

/// The path of `location MODIFIER PATH`.
pub(super) fn location(words: &[String]) -> Option<Expr> {
    let regex = |pattern: &String, ignore_case: bool| {
        let mut regex = gatewright_plugin_sdk::text::search(pattern);
        regex.ignore_case = ignore_case;
        say::path(PathMatch::Regex(regex))
    };
    match words {
        [modifier, path] => match modifier.as_str() {
            "=" => Some(say::path(PathMatch::Exact(path.clone()))),
            "^~" => Some(say::path(PathMatch::StringPrefix(path.clone()))),
            "~" => Some(regex(path, false)),
            "~*" => Some(regex(path, true)),
            _ => None,
        },
        [path] if path.starts_with('/') => Some(say::path(PathMatch::StringPrefix(path.clone()))),
        _ => None,
    }
}
