//! `server-alias`.

use crate::effects::Effects;
use crate::site::Site;
use gatewright_plugin_sdk::value::Words;
use gatewright_plugin_sdk::{Answer, Feature, Key};

const ALIAS: Key<Words> = Key::new("server-alias", "", "further names of the hosts");

/// The family.
pub(super) const FEATURE: Feature =
    Feature { name: "server-alias", keys: &[&ALIAS], doc: document!("server_alias.md") };

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    let Some(told) = site.take(&ALIAS, answer) else { return };
    if told.value.0.is_empty() {
        answer.inert(told.fact, "an empty list of names");
        return;
    }
    effects.aliases = Some(told.map(|words| words.0));
}
