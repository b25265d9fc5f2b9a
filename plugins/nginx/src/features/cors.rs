//! `enable-cors` and `cors-*`: what pages of other origins may do.

mod origins;
mod remarks;

use super::charset;
use super::input::{filled, idle};
use crate::effects::Effects;
use crate::site::Site;
use gatewright_plugin_sdk::contract::{Cors, FactId, Severity, Want};
use gatewright_plugin_sdk::value::{Flag, Text};
use gatewright_plugin_sdk::{Answer, Feature, Key};
use origins::Origins;

const ON: Key<Flag> = Key::new("enable-cors", "false", "answers of pages of other origins are allowed");
const ORIGIN: Key<Text> = Key::new("cors-allow-origin", "*", "origins: scheme://host[:port], scheme://*.host or *");
const CREDENTIALS: Key<Flag> = Key::new("cors-allow-credentials", "true", "whether cookies may be sent along");
const METHODS: Key<Text> =
    Key::new("cors-allow-methods", "GET, PUT, POST, DELETE, PATCH, OPTIONS", "methods that are allowed");
const HEADERS: Key<Text> = Key::new(
    "cors-allow-headers",
    "DNT,Keep-Alive,User-Agent,X-Requested-With,If-Modified-Since,Cache-Control,Content-Type,Range,Authorization",
    "request headers that are allowed",
);
const EXPOSE: Key<Text> = Key::new("cors-expose-headers", "", "response headers that a script may read");
const MAX_AGE: Key<Text> = Key::new("cors-max-age", "1728000", "seconds that a browser keeps the answer");

/// The family.
pub(super) const FEATURE: Feature = Feature {
    name: "cors",
    keys: &[&ON, &ORIGIN, &CREDENTIALS, &METHODS, &HEADERS, &EXPOSE, &MAX_AGE],
    doc: document!("cors.md"),
};

const COMPANIONS: [&str; 6] = [ORIGIN.name, CREDENTIALS.name, METHODS.name, HEADERS.name, EXPOSE.name, MAX_AGE.name];

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    let on = site.take(&ON, answer);
    let Some(on) = on.filter(|told| told.value.0) else {
        if let Some(told) = on {
            answer.inert(told.fact, "it is off, as without it");
        }
        idle(site, &COMPANIONS, "without enable-cors it means nothing", answer);
        return;
    };
    let mut from = vec![on.fact];
    let origins = origins(site, &mut from, answer);
    if origins == Origins::None {
        let why = "no origin was accepted: entries of cors-allow-origin need a scheme";
        answer.inert(on.fact, why);
        idle(site, &COMPANIONS, why, answer);
        let help = "write origins as https://host";
        answer
            .find(Severity::Warning, "cors-origin", format!("the controller sent no CORS headers: {why}"))
            .at(from)
            .help(help);
        return;
    }
    let credentials = credentials(site, &origins, &mut from, answer);
    let cors = Cors {
        credentials,
        methods: list(site, (&METHODS, is_methods), &mut from, answer),
        headers: list(site, (&HEADERS, charset::headers), &mut from, answer),
        expose: list(site, (&EXPOSE, |text| text == "*" || charset::headers(text)), &mut from, answer),
        max_age: age(site, &mut from, answer),
        origins: origins.entries(),
    };
    remarks::note(&origins, &from, effects);
    effects.want(Want::Cors(cors), from);
}

/// Which origins are accepted.
fn origins(site: &Site<'_>, from: &mut Vec<FactId>, answer: &mut Answer) -> Origins {
    let Some(told) = filled(site, &ORIGIN, answer) else { return Origins::All };
    match origins::read(&told.value) {
        Err(entry) => {
            let why = format!("`{entry}` is no origin: the controller took its default, every origin");
            let advice = "write https://host, https://*.host or *";
            answer.invalid(told.fact, &why, Some(advice));
            answer.find(Severity::Warning, "cors-origin", why).at([told.fact]).help(advice);
            Origins::All
        }
        Ok((origins, skipped)) => {
            if !skipped.is_empty() {
                let why = format!("without a scheme the controller ignored {}", skipped.join(", "));
                let advice = "write https:// before it if it was meant to be accepted";
                answer.approximate(told.fact, &why, Some(advice));
                answer.find(Severity::Warning, "cors-origin", why).at([told.fact]).help(advice);
            }
            from.push(told.fact);
            origins
        }
    }
}

/// Browsers refuse cookies where every origin is allowed, so none were ever sent.
fn credentials(site: &Site<'_>, origins: &Origins, from: &mut Vec<FactId>, answer: &mut Answer) -> bool {
    let told = site.take(&CREDENTIALS, answer);
    let said = told.is_none_or(|told| told.value.0);
    match told {
        Some(told) if said && *origins == Origins::All => {
            answer.inert(told.fact, "browsers send no cookies to an answer that allows every origin");
        }
        Some(told) => from.push(told.fact),
        None => {}
    }
    said && *origins != Origins::All
}

/// The words of a list, or of its default.
fn list(
    site: &Site<'_>,
    (key, holds): (&Key<Text>, fn(&str) -> bool),
    from: &mut Vec<FactId>,
    answer: &mut Answer,
) -> Vec<String> {
    let words = |text: &str| -> Vec<String> {
        text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    match filled(site, key, answer) {
        Some(told) if holds(&told.value) => {
            from.push(told.fact);
            words(&told.value)
        }
        Some(told) => {
            let why = "it has letters that it may not have: the controller took its default";
            answer.invalid(told.fact, why, Some("write names, separated by commas"));
            words(key.default)
        }
        None => words(key.default),
    }
}

fn is_methods(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphabetic() || b", ".contains(&byte))
}

fn age(site: &Site<'_>, from: &mut Vec<FactId>, answer: &mut Answer) -> Option<u64> {
    let default = 1_728_000;
    let Some(told) = filled(site, &MAX_AGE, answer) else { return Some(default) };
    match told.value.parse::<i64>() {
        Ok(seconds) => {
            from.push(told.fact);
            Some(u64::try_from(seconds).unwrap_or(0))
        }
        Err(_) => {
            answer.invalid(told.fact, "the controller took its default, 1728000", Some("write seconds"));
            Some(default)
        }
    }
}
