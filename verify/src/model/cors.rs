//! What does a CORS filter answer to browsers?

use super::headers::Changes;
use crate::request::{header, preflight};
use crate::tree::{list, text, texts};
use gatewright_contract::{Answer, AnswerKind, HttpRequest};
use serde_json::Value;

/// What a preflight is answered with. The specification asks for any status of success; browsers take each alike.
const PREFLIGHT: u16 = 204;

/// The answer to a preflight from an origin that is let in; `None` for any other request.
pub(super) fn preflight_answer(cors: &Value, asked: &HttpRequest) -> Option<Answer> {
    if !preflight(asked) {
        return None;
    }
    let mut headers = origin_headers(cors, asked)?;
    let wanted_method = header(asked, "access-control-request-method").unwrap_or_default();
    let wanted_headers = header(asked, "access-control-request-headers").unwrap_or_default();
    say(&mut headers, "access-control-allow-methods", listed(&cors["allowMethods"], wanted_method));
    say(&mut headers, "access-control-allow-headers", listed(&cors["allowHeaders"], wanted_headers));
    say(&mut headers, "access-control-max-age", seconds(&cors["maxAge"]).unwrap_or(5).to_string());
    Some(Answer { response_headers: headers, ..Answer::plain(AnswerKind::Respond, Some(PREFLIGHT)) })
}

/// What is added to the answer to a request from another origin.
pub(super) fn response_headers(cors: &Value, asked: &HttpRequest) -> Changes {
    let Some(mut headers) = origin_headers(cors, asked) else { return Changes::new() };
    say(&mut headers, "access-control-expose-headers", listed(&cors["exposeHeaders"], "*"));
    headers
}

fn origin_headers(cors: &Value, asked: &HttpRequest) -> Option<Changes> {
    let origin = header(asked, "origin")?;
    let any = texts(&cors["allowOrigins"]).any(|allowed| allowed == "*");
    if !texts(&cors["allowOrigins"]).any(|allowed| lets_in(allowed, origin)) {
        return None;
    }
    let credentials = cors["allowCredentials"].as_bool() == Some(true);
    let mut headers = Changes::new();
    let shown = if any && !credentials { "*" } else { origin };
    say(&mut headers, "access-control-allow-origin", shown.to_owned());
    if credentials {
        say(&mut headers, "access-control-allow-credentials", "true".to_owned());
    }
    Some(headers)
}

fn say(headers: &mut Changes, name: &str, value: String) {
    if !value.is_empty() {
        headers.insert(name.to_owned(), Some(value));
    }
}

/// The list in one line; a star says what was asked for.
fn listed(values: &Value, asked: &str) -> String {
    if texts(values).any(|value| value == "*") {
        return asked.to_owned();
    }
    let values: Vec<&str> = list(values).iter().filter_map(text).collect();
    values.join(", ")
}

/// `*`, an origin, or one with a star in it.
fn lets_in(allowed: &str, origin: &str) -> bool {
    let Some((start, end)) = allowed.split_once('*') else { return allowed.eq_ignore_ascii_case(origin) };
    let origin = origin.to_ascii_lowercase();
    let rest = origin.strip_prefix(&start.to_ascii_lowercase());
    rest.and_then(|rest| rest.strip_suffix(&end.to_ascii_lowercase())).is_some_and(|star| !star.is_empty())
}

/// A number of seconds, or a duration such as `1h30m`.
fn seconds(value: &Value) -> Option<u64> {
    let Some(text) = text(value) else { return value.as_u64() };
    let (mut total, mut digits) = (0, String::new());
    for letter in text.chars() {
        let unit = match letter {
            'h' => 3600,
            'm' => 60,
            's' => 1,
            _ => {
                digits.push(letter);
                continue;
            }
        };
        total += std::mem::take(&mut digits).parse::<u64>().ok()? * unit;
    }
    digits.is_empty().then_some(total)
}
