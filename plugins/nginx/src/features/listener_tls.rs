//! `ssl-passthrough`, `ssl-ciphers` and `ssl-prefer-server-ciphers`: TLS towards clients.

use crate::effects::Effects;
use crate::site::Site;
use gatewright_plugin_sdk::contract::collections::SortedMap;
use gatewright_plugin_sdk::contract::{Severity, Want};
use gatewright_plugin_sdk::value::{Flag, Text};
use gatewright_plugin_sdk::{Answer, Feature, Key};

const PASSTHROUGH: Key<Flag> = Key::new("ssl-passthrough", "false", "TLS goes to the backend as it is");
const CIPHERS: Key<Text> = Key::new("ssl-ciphers", "", "ciphers towards clients");
const PREFER: Key<Flag> = Key::new("ssl-prefer-server-ciphers", "true", "whose order of ciphers counts");

/// The family.
pub(super) const FEATURE: Feature =
    Feature { name: "listener-tls", keys: &[&PASSTHROUGH, &CIPHERS, &PREFER], doc: document!("listener_tls.md") };

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    if let Some(told) = site.take(&PASSTHROUGH, answer) {
        if !told.value.0 {
            answer.inert(told.fact, "it is off, as without it");
        } else if site.settings.passthrough {
            effects.passthrough = Some(told.fact);
        } else {
            let why = "it acted only where the controller ran with --enable-ssl-passthrough";
            answer.inert(told.fact, why);
            answer
                .find(Severity::Warning, "passthrough-off", format!("ssl-passthrough: {why}"))
                .at([told.fact])
                .help("if yours did, pass --set nginx.ssl-passthrough=true");
        }
    }
    if let Some(told) = site.take(&CIPHERS, answer) {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!:+@=-_".contains(&byte);
        if told.value.0.is_empty() {
            answer.inert(told.fact, "it is empty, as without it");
        } else if site.settings.validates() && !told.value.0.bytes().all(allowed) {
            let why = format!("`{}` is no list of ciphers", told.value.0);
            answer.invalid(told.fact, &why, None);
            effects.drop_ingress(why, [told.fact]);
        } else {
            let options = SortedMap::from([("ciphers".to_owned(), told.value.0)]);
            effects.want(Want::TlsOptions { options }, [told.fact]);
        }
    }
    if let Some(told) = site.take(&PREFER, answer) {
        answer.inert(told.fact, "whose order of ciphers counts is the gateway's own choice");
    }
}
