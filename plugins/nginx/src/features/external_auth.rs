//! `auth-url` and its companions: another service is asked whether a request may pass.

mod durations;
mod global;
mod question;

use super::input::{deny, filled, idle, refuse};
use super::{charset, exemption, input};
use crate::effects::Effects;
use crate::site::Site;
use gatewright_plugin_sdk::contract::{FactId, Severity, Want};
use gatewright_plugin_sdk::value::{Flag, Text, Value};
use gatewright_plugin_sdk::{Answer, Feature, Key};

const URL: Key<Text> = Key::new("auth-url", "", "the service that is asked before each request");
const METHOD: Key<Text> = Key::new("auth-method", "GET", "method of the question");
const SIGN_IN: Key<Text> = Key::new("auth-signin", "", "where a client is sent that must sign in");
const PARAMETER: Key<Text> = Key::new("auth-signin-redirect-param", "rd", "parameter with the way back");
const RESPONSE: Key<Text> = Key::new("auth-response-headers", "", "headers of the answer that the backend gets");
const SET: Key<Text> = Key::new("auth-proxy-set-headers", "", "ConfigMap with headers of the question");
const REDIRECT: Key<Text> =
    Key::new("auth-request-redirect", "$request_uri", "X-Auth-Request-Redirect header of the question");
const COOKIE: Key<Text> = Key::new("auth-always-set-cookie", "false", "cookies of the service reach every client");
const CACHE_KEY: Key<Text> = Key::new("auth-cache-key", "", "answers are kept, by this text");
const CACHE_FOR: Key<Text> = Key::new("auth-cache-duration", "200 202 401 5m", "how long answers are kept");
const ALIVE: Key<Text> = Key::new("auth-keepalive", "0", "connections kept open to the service");
const ALIVE_VARS: Key<Text> = Key::new("auth-keepalive-share-vars", "false", "variables reach the question");
const ALIVE_REQUESTS: Key<Text> = Key::new("auth-keepalive-requests", "1000", "questions of one connection");
const ALIVE_FOR: Key<Text> = Key::new("auth-keepalive-timeout", "60", "seconds a connection is kept");
const SNIPPET: Key<Text> = Key::new("auth-snippet", "", "nginx directives for the question");
const GLOBAL: Key<Flag> = Key::new("enable-global-auth", "true", "whether the ConfigMap's global-auth-url counts");

/// The family.
pub(super) const FEATURE: Feature = Feature {
    name: "external-auth",
    keys: &[
        &URL,
        &METHOD,
        &SIGN_IN,
        &PARAMETER,
        &RESPONSE,
        &SET,
        &REDIRECT,
        &COOKIE,
        &CACHE_KEY,
        &CACHE_FOR,
        &ALIVE,
        &ALIVE_VARS,
        &ALIVE_REQUESTS,
        &ALIVE_FOR,
        &SNIPPET,
        &GLOBAL,
    ],
    doc: document!("external_auth.md"),
};

/// Everything but `auth-url` and `enable-global-auth`, which mean nothing without them.
const COMPANIONS: [&str; 13] = [
    METHOD.name,
    SIGN_IN.name,
    PARAMETER.name,
    RESPONSE.name,
    SET.name,
    REDIRECT.name,
    COOKIE.name,
    CACHE_KEY.name,
    CACHE_FOR.name,
    ALIVE.name,
    ALIVE_VARS.name,
    ALIVE_REQUESTS.name,
    ALIVE_FOR.name,
];

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    snippet(site, effects, answer);
    let own = filled(site, &URL, answer);
    global::apply(site, own.as_ref().map(|told| told.fact), effects, answer);
    let Some(url) = own else {
        idle(site, &COMPANIONS, "without auth-url it means nothing", answer);
        return;
    };
    if site.settings.validates() && !charset::url_with_variables(&url.value) {
        let why = format!("auth-url `{}` has letters that it may not have", url.value);
        refuse(url.fact, (why, "write a plain URL, with variables if need be"), effects, answer);
        return;
    }
    if stands_open(site, url.fact, answer) {
        idle(site, &COMPANIONS, "another annotation switched the whole external authentication off", answer);
        return;
    }
    let Some(mut asked) = question::read(site, &url, effects, answer) else { return };
    asked.from.push(url.fact);
    question::companions(site, effects, answer);
    let from = asked.from.clone();
    effects.guard(Want::ExternalAuth(asked.auth), asked.from);
    exemption::note(site, from, effects);
}

/// One slip in one of these, and the controller left the whole authentication out.
fn stands_open(site: &Site<'_>, url: FactId, answer: &mut Answer) -> bool {
    let value = |key: &Key<Text>| site.text(key.name).filter(|told| !told.value.trim().is_empty());
    let checked = site.settings.validates();
    let broken = [
        value(&COOKIE).filter(|told| Flag::parse(told.value.trim()).is_err()).map(|told| (COOKIE.name, told)),
        value(&REDIRECT)
            .filter(|told| checked && !charset::url_with_variables(told.value.trim()))
            .map(|told| (REDIRECT.name, told)),
        value(&CACHE_FOR)
            .filter(|told| checked && !charset::durations(told.value.trim()))
            .map(|told| (CACHE_FOR.name, told)),
    ];
    let mut is_open = false;
    for (name, told) in broken.into_iter().flatten() {
        is_open = true;
        let why =
            format!("{name} `{}` is not valid, and the controller dropped all external authentication", told.value);
        let advice = "correct or remove it: then auth-url counts, and the paths are guarded";
        answer.invalid(told.fact, &why, Some(advice));
        let text = format!("{why}: the paths are open to everybody, and stay so");
        answer.find(Severity::Error, "auth-fails-open", text).at([told.fact, url]).help(advice);
    }
    if is_open {
        answer.inert(url, "the controller did not ask it: another annotation of the group is not valid");
    }
    is_open
}

/// Directives for the question: what they do is known to nginx alone.
fn snippet(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    let Some(told) = filled(site, &SNIPPET, answer) else { return };
    let has_url = site.text(URL.name).is_some_and(|told| !told.value.trim().is_empty());
    let meant =
        if has_url { input::Meaning::Here } else { input::Meaning::Nowhere("without auth-url it means nothing") };
    if let Some(told) = input::snippet(site, (&SNIPPET, told), meant, (effects, answer)) {
        let want = Want::Opaque { language: "nginx-auth-snippet".to_owned(), text: told.value };
        effects.guard(want, [told.fact]);
    }
}
