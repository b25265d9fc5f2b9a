//! `from-to-www-redirect`.

use crate::effects::Effects;
use crate::site::Site;
use gatewright_plugin_sdk::value::Flag;
use gatewright_plugin_sdk::{Answer, Feature, Key};

const WWW: Key<Flag> = Key::new("from-to-www-redirect", "false", "the other of `x` and `www.x` is sent to this host");

/// The family.
pub(super) const FEATURE: Feature = Feature { name: "www-redirect", keys: &[&WWW], doc: document!("www_redirect.md") };

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    let Some(told) = site.take(&WWW, answer) else { return };
    if told.value.0 {
        effects.www = Some(told.fact);
    } else {
        answer.inert(told.fact, "it is off, as without it");
    }
}
