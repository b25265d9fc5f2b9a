//! Does one match of a rule take a request, and how specific is it?

use crate::expr::element_prefix;
use crate::tree::{list, text};
use crate::{RegexRank, Traits, pattern, request};
use gatewright_contract::HttpRequest;
use serde_json::Value;

/// How specific a match is; greater wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Specificity {
    kind: u8,
    length: usize,
    method: bool,
    headers: usize,
    queries: usize,
}

const LOWEST: u8 = 0;
const MIDDLE: u8 = 1;
const EXACT: u8 = 2;

/// What a match says of the path, found by one route's kind and compared in one order.
struct Path {
    kind: u8,
    length: usize,
}

/// The specificity of a match of an HTTPRoute; `None` where it does not take the request.
pub(super) fn http(condition: &Value, asked: &HttpRequest, traits: Traits) -> Option<Specificity> {
    let path = path(&condition["path"], request::path(asked), traits)?;
    let method = text(&condition["method"]);
    let takes = method.is_none_or(|method| method == asked.method)
        && list(&condition["headers"]).iter().all(|one| value(one, |name| request::header(asked, name), traits))
        && list(&condition["queryParams"]).iter().all(|one| value(one, |name| request::query(asked, name), traits));
    takes.then(|| Specificity {
        kind: path.kind,
        length: path.length,
        method: method.is_some(),
        headers: list(&condition["headers"]).len(),
        queries: list(&condition["queryParams"]).len(),
    })
}

/// The specificity of a match of a GRPCRoute, whose requests are paths `/service/method`.
pub(super) fn grpc(condition: &Value, asked: &HttpRequest, traits: Traits) -> Option<Specificity> {
    let path = request::path(asked);
    let (service, method) = path.strip_prefix('/').and_then(|path| path.split_once('/')).unwrap_or((path, ""));
    let wanted = &condition["method"];
    let regex = text(&wanted["type"]) == Some("RegularExpression");
    let part = |wanted: Option<&str>, asked: &str| match wanted {
        None => true,
        Some(wanted) if regex => pattern::matches(wanted, traits.regex_anchoring, asked) == Some(true),
        Some(wanted) => wanted == asked,
    };
    let (named_service, named_method) = (text(&wanted["service"]), text(&wanted["method"]));
    let headers = list(&condition["headers"]);
    let takes = part(named_service, service)
        && part(named_method, method)
        && headers.iter().all(|one| value(one, |name| request::header(asked, name), traits));
    let length = |text: Option<&str>| text.map_or(0, |text| text.chars().count());
    takes.then(|| Specificity {
        kind: if named_service.is_some() && named_method.is_some() { EXACT } else { LOWEST },
        length: length(named_service) + length(named_method) + 1,
        method: false,
        headers: headers.len(),
        queries: 0,
    })
}

fn path(condition: &Value, asked: &str, traits: Traits) -> Option<Path> {
    let wanted = text(&condition["value"]).unwrap_or("/");
    let (regexes, prefixes) = match traits.regex_rank {
        RegexRank::AbovePrefix | RegexRank::Unknown => (MIDDLE, LOWEST),
        RegexRank::BelowPrefix => (LOWEST, MIDDLE),
    };
    let (takes, kind, length) = match text(&condition["type"]).unwrap_or("PathPrefix") {
        "Exact" => (wanted == asked, EXACT, wanted.chars().count()),
        "PathPrefix" => (element_prefix(wanted, asked), prefixes, wanted.trim_end_matches('/').chars().count()),
        "RegularExpression" => {
            (pattern::matches(wanted, traits.regex_anchoring, asked) == Some(true), regexes, wanted.chars().count())
        }
        _ => (false, LOWEST, 0),
    };
    takes.then_some(Path { kind, length })
}

/// For a person: `PathPrefix /cart, POST, header x-team = web`.
pub(super) fn shown(condition: &Value) -> String {
    let path = &condition["path"];
    let path = text(&path["value"]).map(|value| format!("{} {value}", text(&path["type"]).unwrap_or("PathPrefix")));
    let method = &condition["method"];
    let call = [text(&method["service"]), text(&method["method"])].into_iter().flatten().collect::<Vec<_>>().join("/");
    let method = text(method).map(str::to_owned).or(Some(call).filter(|call| !call.is_empty()));
    let pairs = |what: &'static str, key: &str| {
        list(&condition[key]).iter().map(move |one| {
            let sign = if text(&one["type"]) == Some("RegularExpression") { "~" } else { "=" };
            let (name, value) = (text(&one["name"]).unwrap_or_default(), text(&one["value"]).unwrap_or_default());
            format!("{what} {name} {sign} {value}")
        })
    };
    let parts = path.into_iter().chain(method).chain(pairs("header", "headers")).chain(pairs("query", "queryParams"));
    parts.collect::<Vec<_>>().join(", ")
}

/// A condition on a header or parameter: `{type, name, value}`.
pub(super) fn value<'a>(condition: &Value, of: impl Fn(&str) -> Option<&'a str>, traits: Traits) -> bool {
    let (name, wanted) = (text(&condition["name"]).unwrap_or_default(), text(&condition["value"]).unwrap_or_default());
    let Some(value) = of(name) else { return false };
    match text(&condition["type"]).unwrap_or("Exact") {
        "Exact" => value == wanted,
        "RegularExpression" => pattern::matches(wanted, traits.regex_anchoring, value) == Some(true),
        _ => false,
    }
}
