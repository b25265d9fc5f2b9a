//! `proxy-cookie-*` and `proxy-redirect-*`: what a backend's response says of itself.

use crate::effects::{Effects, Note};
use crate::site::Site;
use gatewright_plugin_sdk::contract::collections::SortedMap;
use gatewright_plugin_sdk::contract::{Aspect, FactId, Severity, Want};
use gatewright_plugin_sdk::value::Text;
use gatewright_plugin_sdk::{Answer, Feature, Key};

const COOKIE_PATH: Key<Text> = Key::new("proxy-cookie-path", "off", "two paths: from and to");
const COOKIE_DOMAIN: Key<Text> = Key::new("proxy-cookie-domain", "off", "two domains: from and to");
const FROM: Key<Text> = Key::new("proxy-redirect-from", "off", "start of a Location header");
const TO: Key<Text> = Key::new("proxy-redirect-to", "off", "what it becomes");

/// The family.
pub(super) const FEATURE: Feature = Feature {
    name: "response-rewrite",
    keys: &[&COOKIE_PATH, &COOKIE_DOMAIN, &FROM, &TO],
    doc: document!("response_rewrite.md"),
};

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    for (key, name) in [(&COOKIE_PATH, "nginx/cookie-path"), (&COOKIE_DOMAIN, "nginx/cookie-domain")] {
        let Some(told) = site.take(key, answer) else { continue };
        if is_off(&told.value.0) {
            answer.inert(told.fact, "it is off, as without it");
        } else {
            let config = SortedMap::from([("value".to_owned(), told.value.0)]);
            lost(name, config, vec![told.fact], effects);
        }
    }
    let (from, to) = (site.take(&FROM, answer), site.take(&TO, answer));
    let (from, to) = match (from, to) {
        (Some(from), to) if from.value.0 == "default" => (from, to),
        (Some(from), Some(to)) if !is_off(&from.value.0) && !is_off(&to.value.0) => (from, Some(to)),
        (from, to) => {
            for fact in from.map(|told| told.fact).into_iter().chain(to.map(|told| told.fact)) {
                answer.inert(fact, "proxy-redirect-from and proxy-redirect-to act only together");
            }
            return;
        }
    };
    let mut config = SortedMap::from([("from".to_owned(), from.value.0)]);
    let mut facts = vec![from.fact];
    if let Some(to) = to {
        facts.push(to.fact);
        config.insert("to".to_owned(), to.value.0);
    }
    lost("nginx/location-header", config, facts, effects);
}

fn is_off(text: &str) -> bool {
    matches!(text.trim(), "" | "off")
}

/// No target can do it; a client may see the difference.
fn lost(name: &str, config: SortedMap<String, String>, facts: Vec<FactId>, effects: &mut Effects) {
    effects.notes.push(Note {
        severity: Severity::Warning,
        slug: "response-rewrite",
        message: "nginx changed headers of the backend's responses in passing; they pass unchanged now".to_owned(),
        help: "let the backend write cookies and redirects for the address that clients see".to_owned(),
        at: facts.clone(),
        changes: vec![Aspect::Answer, Aspect::ResponseHeaders],
        when: None,
    });
    effects.want(Want::Other { name: name.to_owned(), config }, facts);
}
