//! `canary` and `canary-*`: a share of the requests of another Ingress' paths.

mod pattern;

use crate::effects::{Canary, Effects, HeaderChoice};
use crate::site::Site;
use gatewright_plugin_sdk::contract::{FactId, Severity};
use gatewright_plugin_sdk::text::search;
use gatewright_plugin_sdk::value::{Count, Flag, Text};
use gatewright_plugin_sdk::{Answer, Feature, Key, Told};

const CANARY: Key<Flag> = Key::new("canary", "false", "the Ingress is a share of another one's paths");
const WEIGHT: Key<Count> = Key::new("canary-weight", "0", "share of the requests");
const TOTAL: Key<Count> = Key::new("canary-weight-total", "100", "what the share is of");
const HEADER: Key<Text> = Key::new("canary-by-header", "", "header that chooses: always or never");
const HEADER_VALUE: Key<Text> = Key::new("canary-by-header-value", "", "value of the header that chooses the canary");
const HEADER_PATTERN: Key<Text> =
    Key::new("canary-by-header-pattern", "", "regular expression for values that choose the canary");
const COOKIE: Key<Text> = Key::new("canary-by-cookie", "", "cookie that chooses: always or never");

/// The family.
pub(super) const FEATURE: Feature = Feature {
    name: "canary",
    keys: &[&CANARY, &WEIGHT, &TOTAL, &HEADER, &HEADER_VALUE, &HEADER_PATTERN, &COOKIE],
    doc: document!("canary.md"),
};

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    let on = site.take(&CANARY, answer);
    let Some(told) = on.filter(|told| told.value.0) else {
        alone(site, on.map(|told| told.fact), answer);
        return;
    };
    let mut canary = Canary { from: vec![told.fact], ..Canary::default() };
    canary.weight = number(site, &WEIGHT, answer);
    canary.total = number(site, &TOTAL, answer);
    if let Some(total) = canary.total.filter(|told| told.value <= 100) {
        answer.inert(total.fact, "a total of 100 or less counts as 100");
        canary.total = None;
    }
    canary.header = text(site, &HEADER, answer);
    canary.cookie = text(site, &COOKIE, answer);
    canary.header_value = choice(site, answer);
    if canary.header.is_none()
        && let Some(told) = canary.header_value.take()
    {
        answer.inert(told.fact, "there is no canary-by-header that it could belong to");
    }
    let Canary { weight, total, header, header_value, cookie, .. } = &canary;
    let more = [
        weight.map(|told| told.fact),
        total.map(|told| told.fact),
        header.as_ref().map(|told| told.fact),
        header_value.as_ref().map(|told| told.fact),
        cookie.as_ref().map(|told| told.fact),
    ];
    let more: Vec<FactId> = more.into_iter().flatten().collect();
    canary.from.extend(more);
    effects.canary = Some(canary);
}

/// `canary-*` without `canary`: the Ingress is an ordinary one.
fn alone(site: &Site<'_>, off: Option<FactId>, answer: &mut Answer) {
    if let Some(fact) = off {
        answer.inert(fact, "it is off: the Ingress is an ordinary one");
    }
    let names = [WEIGHT.name, TOTAL.name, HEADER.name, HEADER_VALUE.name, HEADER_PATTERN.name, COOKIE.name];
    let facts: Vec<FactId> = names.iter().filter_map(|name| site.text(name)).map(|told| told.fact).collect();
    for fact in &facts {
        answer.inert(*fact, "without canary: \"true\" the Ingress is an ordinary one, and this means nothing");
    }
    if let Some(fact) = facts.first() {
        let text =
            "canary annotations without `canary: \"true\"`: the controller served the Ingress as an ordinary one";
        answer
            .find(Severity::Warning, "canary-off", text)
            .at([*fact])
            .help("set canary to \"true\" if it was meant to be one; else remove these annotations");
    }
}

/// A number that is not negative; any other counts as absent.
fn number(site: &Site<'_>, key: &Key<Count>, answer: &mut Answer) -> Option<Told<u32>> {
    let told = site.take(key, answer)?;
    match u32::try_from(told.value.0) {
        Ok(number) => Some(told.map(|_| number.min(1_000_000))),
        Err(_) => {
            answer.invalid(told.fact, "a share cannot be negative; the controller took its default", None);
            None
        }
    }
}

fn text(site: &Site<'_>, key: &Key<Text>, answer: &mut Answer) -> Option<Told<String>> {
    let told = site.take(key, answer)?;
    if told.value.0.is_empty() {
        answer.inert(told.fact, "it is empty, as without it");
        return None;
    }
    let token = told.value.0.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    if !token {
        let why = format!("`{}` is no name of a header or cookie; the controller ignored it", told.value.0);
        answer.invalid(told.fact, &why, Some("write letters, digits, - and _"));
        return None;
    }
    Some(told.map(|text| text.0))
}

/// Which values of the header choose the canary: a value before a pattern.
fn choice(site: &Site<'_>, answer: &mut Answer) -> Option<Told<HeaderChoice>> {
    let value = site.take(&HEADER_VALUE, answer).filter(|told| filled(told, answer));
    let pattern = site.take(&HEADER_PATTERN, answer).filter(|told| filled(told, answer));
    match (value, pattern) {
        (Some(value), pattern) => {
            if let Some(told) = pattern {
                answer.inert(told.fact, "canary-by-header-value wins over the pattern");
            }
            Some(value.map(|text| HeaderChoice::Value(text.0)))
        }
        (None, Some(told)) if !pattern::reads(&told.value.0) => {
            let why = "nginx cannot read the pattern: every request with the header went to the main Service";
            answer.approximate(told.fact, why, Some("correct the pattern"));
            answer.find(Severity::Warning, "canary-pattern", why).at([told.fact]).help("correct the pattern");
            Some(told.map(|text| HeaderChoice::Broken(text.0)))
        }
        (None, Some(told)) => Some(told.map(|text| HeaderChoice::Pattern(search(&text.0)))),
        (None, None) => None,
    }
}

fn filled(told: &Told<Text>, answer: &mut Answer) -> bool {
    if told.value.0.is_empty() {
        answer.inert(told.fact, "it is empty, as without it");
    }
    !told.value.0.is_empty()
}
