//! What do filters of an implementation's own kinds do?
//!
//! Known is Envoy Gateway's HTTPRouteFilter: answers without a backend, rewrites by regular expression, and conditions on
//! cookies. What a filter of another kind guards is in [`super::policy`].

use super::condition;
use super::headers;
use super::holder::Name;
use crate::tree::{at, group, kind, list, name, namespace, number, text};
use crate::{Traits, request};
use gatewright_contract::collections::SortedMap;
use gatewright_contract::{Answer, AnswerKind, HttpRequest};
use serde_json::Value;

/// The object that a filter `{type: ExtensionRef}` of a route names.
pub(super) fn referenced<'a>(filter: &Value, route: &Name, others: &'a [Value]) -> Option<&'a Value> {
    let wanted = &filter["extensionRef"];
    others.iter().find(|object| {
        Some(group(object)) == text(&wanted["group"])
            && Some(kind(object)) == text(&wanted["kind"])
            && Some(name(object)) == text(&wanted["name"])
            && namespace(object) == route.namespace
    })
}

/// Whether a rule's own filters let it take a request.
pub(super) fn lets_through(
    rule: &Value,
    route: &Name,
    asked: &HttpRequest,
    (traits, others): (Traits, &[Value]),
) -> bool {
    list(&rule["filters"]).iter().filter_map(|filter| referenced(filter, route, others)).all(|object| {
        let alternatives = list(at(object, "/spec/matches"));
        let holds = |alternative: &Value| {
            list(&alternative["cookies"])
                .iter()
                .all(|cookie| condition::value(cookie, |name| request::cookie(asked, name), traits))
        };
        alternatives.is_empty() || alternatives.iter().any(holds)
    })
}

/// The answer of `spec.directResponse`.
pub(super) fn answer(object: &Value, asked: &HttpRequest) -> Option<Answer> {
    let response = at(object, "/spec").get("directResponse")?;
    let status = number(&response["statusCode"]).unwrap_or(200);
    let mut changed = SortedMap::new();
    headers::change(&response["header"], (asked, |_: &str| None), &mut changed);
    let location = changed.remove("location").flatten();
    let kind =
        if location.is_some() && (300..400).contains(&status) { AnswerKind::Redirect } else { AnswerKind::Respond };
    Some(Answer { location, response_headers: changed, ..Answer::plain(kind, Some(status)) })
}
