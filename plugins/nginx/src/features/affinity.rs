//! `affinity` and `session-cookie-*`: requests of one client stay with one endpoint.

use crate::effects::Effects;
use crate::site::Site;
use gatewright_plugin_sdk::contract::collections::SortedMap;
use gatewright_plugin_sdk::contract::{FactId, SessionAffinity, Severity, Want};
use gatewright_plugin_sdk::value::{Count, Flag, Text};
use gatewright_plugin_sdk::{Answer, Feature, Key};

const AFFINITY: Key<Text> = Key::new("affinity", "", "cookie: requests of one client stay with one endpoint");
const MODE: Key<Text> = Key::new("affinity-mode", "balanced", "balanced or persistent");
const CANARY: Key<Text> = Key::new("affinity-canary-behavior", "sticky", "on a canary: sticky or legacy");
const NAME: Key<Text> = Key::new("session-cookie-name", "INGRESSCOOKIE", "name of the cookie");
const SECURE: Key<Flag> = Key::new("session-cookie-secure", "", "the cookie is for https only");
const EXPIRES: Key<Count> = Key::new("session-cookie-expires", "", "seconds until the cookie expires");
const MAX_AGE: Key<Count> = Key::new("session-cookie-max-age", "", "seconds the cookie lives");
const PATH: Key<Text> = Key::new("session-cookie-path", "", "path of the cookie");
const DOMAIN: Key<Text> = Key::new("session-cookie-domain", "", "domain of the cookie");
const SAME_SITE: Key<Text> = Key::new("session-cookie-samesite", "", "None, Lax or Strict");
const CONDITIONAL: Key<Flag> =
    Key::new("session-cookie-conditional-samesite-none", "false", "no SameSite=None for old browsers");
const CHANGE: Key<Flag> = Key::new("session-cookie-change-on-failure", "false", "another endpoint after a failure");
const HASH: Key<Text> = Key::new("session-cookie-hash", "", "removed in 0.24");

/// The family.
pub(super) const FEATURE: Feature = Feature {
    name: "affinity",
    keys: &[
        &AFFINITY,
        &MODE,
        &CANARY,
        &NAME,
        &SECURE,
        &EXPIRES,
        &MAX_AGE,
        &PATH,
        &DOMAIN,
        &SAME_SITE,
        &CONDITIONAL,
        &CHANGE,
        &HASH,
    ],
    doc: document!("affinity.md"),
};

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    if let Some(told) = site.take(&HASH, answer) {
        answer.inert(told.fact, "controllers from 0.24 on do not read it; affinity-mode took its place");
    }
    if let Some(told) = site.take(&CANARY, answer) {
        match told.value.0.as_str() {
            "legacy" if effects.canary.is_some() => {
                let why = "a canary's share is chosen again for each request only where nothing keeps a client";
                answer.unsupported(
                    told.fact,
                    why,
                    Some("remove the session affinity of the main Ingress, or keep clients"),
                );
            }
            "sticky" | "legacy" => answer.inert(told.fact, "it is the default, or the Ingress is no canary"),
            _ => answer.invalid(told.fact, "the controller took its default, sticky", Some("write sticky or legacy")),
        }
    }
    let on = site.take(&AFFINITY, answer);
    let Some(on) = on.filter(|told| told.value.0 == "cookie") else {
        off(site, site.text(AFFINITY.name).map(|told| told.fact), answer);
        return;
    };
    let mut from = vec![on.fact];
    let mut affinity = SessionAffinity { cookie: "INGRESSCOOKIE".to_owned(), ..SessionAffinity::default() };
    if let Some(told) = site.take(&NAME, answer) {
        let name = told.value.0.as_str();
        if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)) {
            name.clone_into(&mut affinity.cookie);
            from.push(told.fact);
        } else {
            answer.invalid(told.fact, "no cookie can have this name; the controller took INGRESSCOOKIE", None);
        }
    }
    if let Some(told) = site.take(&MODE, answer) {
        match told.value.0.as_str() {
            "persistent" => {
                affinity.persistent = true;
                from.push(told.fact);
            }
            "balanced" => answer.inert(told.fact, "it is the default"),
            _ => answer.invalid(
                told.fact,
                "the controller took its default, balanced",
                Some("write balanced or persistent"),
            ),
        }
    }
    age(site, &mut affinity, &mut from, answer);
    attributes(site, &mut affinity.attributes, &mut from, answer);
    path(site, effects, answer);
    effects.want(Want::SessionAffinity(affinity), from);
}

/// How long the cookie lives: `Max-Age` wins over `Expires` in every browser.
fn age(site: &Site<'_>, affinity: &mut SessionAffinity, from: &mut Vec<FactId>, answer: &mut Answer) {
    let (max_age, expires) = (site.take(&MAX_AGE, answer), site.take(&EXPIRES, answer));
    if let (Some(_), Some(told)) = (&max_age, &expires) {
        answer.inert(told.fact, "session-cookie-max-age wins over it in every browser");
    }
    let Some(told) = max_age.or(expires) else { return };
    match u64::try_from(told.value.0) {
        Ok(seconds) => {
            affinity.max_age = Some(seconds);
            from.push(told.fact);
        }
        Err(_) => answer.unsupported(told.fact, "a cookie that has expired already keeps nobody", None),
    }
}

fn attributes(
    site: &Site<'_>,
    attributes: &mut SortedMap<String, String>,
    from: &mut Vec<FactId>,
    answer: &mut Answer,
) {
    for (key, name) in [(&PATH, "path"), (&DOMAIN, "domain"), (&SAME_SITE, "samesite")] {
        let Some(told) = site.take(key, answer) else { continue };
        let known =
            name != "samesite" || ["none", "lax", "strict"].contains(&told.value.0.to_ascii_lowercase().as_str());
        if told.value.0.is_empty() {
            answer.inert(told.fact, "it is empty, as without it");
        } else if !known {
            answer.invalid(told.fact, "the controller ignored it", Some("write None, Lax or Strict"));
        } else {
            attributes.insert(name.to_owned(), told.value.0);
            from.push(told.fact);
        }
    }
    for (key, name) in
        [(&SECURE, "secure"), (&CONDITIONAL, "conditional-samesite-none"), (&CHANGE, "change-on-failure")]
    {
        let Some(told) = site.take(key, answer) else { continue };
        if told.value.0 {
            attributes.insert(name.to_owned(), "true".to_owned());
            from.push(told.fact);
        } else {
            answer.inert(told.fact, "it is off, as without it");
        }
    }
}

/// On a host of regular expressions the cookie's path is the expression, and browsers drop it.
fn path(site: &Site<'_>, effects: &Effects, answer: &mut Answer) {
    let regex = effects.use_regex.or(effects.rewrite.as_ref().map(|told| told.fact));
    if let (Some(fact), None) = (regex, site.text(PATH.name)) {
        let text = "the session cookie had a regular expression as its path, and browsers never sent it back";
        answer
            .find(Severity::Info, "cookie-path", text)
            .at([fact])
            .help("clients will be kept now; remove affinity if that is not wanted");
    }
}

/// Without `affinity: cookie` the rest means nothing.
fn off(site: &Site<'_>, affinity: Option<FactId>, answer: &mut Answer) {
    if let Some(fact) = affinity {
        answer.invalid(fact, "the controller knew no affinity but cookie, and ignored it", Some("write cookie"));
    }
    let names = FEATURE.keys.iter().map(|key| key.name());
    for name in names.filter(|name| ![AFFINITY.name, CANARY.name, HASH.name].contains(name)) {
        if let Some(told) = site.text(name) {
            answer.inert(told.fact, "without affinity: cookie it means nothing");
        }
    }
}
