//! `ssl-redirect`, `force-ssl-redirect` and `preserve-trailing-slash`.

use crate::effects::Effects;
use crate::site::Site;
use gatewright_plugin_sdk::value::Flag;
use gatewright_plugin_sdk::{Answer, Feature, Key, Told};

const ON: Key<Flag> = Key::new("ssl-redirect", "true", "plain requests are sent to https where the host has TLS");
const FORCE: Key<Flag> = Key::new("force-ssl-redirect", "false", "plain requests are sent to https in any case");
const KEEP_SLASH: Key<Flag> =
    Key::new("preserve-trailing-slash", "false", "the redirect to https keeps a `/` at the end of the path");

/// The family.
pub(super) const FEATURE: Feature =
    Feature { name: "ssl-redirect", keys: &[&ON, &FORCE, &KEEP_SLASH], doc: document!("ssl_redirect.md") };

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    let mut take =
        |key: &Key<Flag>| -> Option<Told<bool>> { site.take(key, answer).map(|told| told.map(|flag| flag.0)) };
    effects.ssl.on = take(&ON);
    effects.ssl.force = take(&FORCE);
    effects.ssl.keep_slash = take(&KEEP_SLASH);
    let ssl = effects.ssl.clone();
    for told in [ssl.on, ssl.force].into_iter().flatten().filter(|told| !told.value) {
        answer.inert(told.fact, "it is off: the paths have no redirect to https of this kind");
    }
    if let Some(told) = ssl.keep_slash {
        answer.inert(told.fact, "a redirect keeps the path as it is");
    }
    let has_tls = !site.ingress.tls.is_empty();
    if let Some(told) = ssl.on.filter(|told| told.value && !has_tls) {
        answer.inert(told.fact, "it acts where the host has TLS; where another Ingress gives it, it does what it did");
    }
    if let (Some(on), Some(_)) = (ssl.on, ssl.force.filter(|told| told.value)) {
        answer.inert(on.fact, "force-ssl-redirect redirects in any case");
    }
}
