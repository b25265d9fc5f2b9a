//! `proxy-ssl-*`: TLS towards the backend.

use crate::effects::Effects;
use crate::site::Site;
use gatewright_plugin_sdk::contract::{BackendTls, Named, Severity, Want};
use gatewright_plugin_sdk::value::{Count, Text};
use gatewright_plugin_sdk::{Answer, Feature, Key};

const SECRET: Key<Text> = Key::new("proxy-ssl-secret", "", "namespace/name of the Secret with certificates");
const CIPHERS: Key<Text> = Key::new("proxy-ssl-ciphers", "DEFAULT", "ciphers");
const PROTOCOLS: Key<Text> = Key::new("proxy-ssl-protocols", "TLSv1.2", "versions of TLS");
const NAME: Key<Text> = Key::new("proxy-ssl-name", "", "name the backend's certificate is checked against");
const VERIFY: Key<Text> = Key::new("proxy-ssl-verify", "off", "whether the backend's certificate is checked");
const DEPTH: Key<Count> = Key::new("proxy-ssl-verify-depth", "1", "length of the chain");
const SEND_NAME: Key<Text> = Key::new("proxy-ssl-server-name", "off", "whether the name is sent along");
const OLD_CA: Key<Text> = Key::new("secure-verify-ca-secret", "", "removed in 1.7");

/// The family.
pub(super) const FEATURE: Feature = Feature {
    name: "backend-tls",
    keys: &[&SECRET, &CIPHERS, &PROTOCOLS, &NAME, &VERIFY, &DEPTH, &SEND_NAME, &OLD_CA],
    doc: document!("backend_tls.md"),
};

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    if let Some(told) = site.take(&OLD_CA, answer) {
        answer.inert(told.fact, "controllers from 1.7 on do not read it; proxy-ssl-secret took its place");
    }
    let others = [CIPHERS.name, PROTOCOLS.name, NAME.name, VERIFY.name, DEPTH.name, SEND_NAME.name];
    let inert = |why: &str, answer: &mut Answer| {
        for told in others.iter().filter_map(|name| site.text(name)) {
            answer.inert(told.fact, why);
        }
    };
    let Some(secret) = site.take(&SECRET, answer) else {
        inert("without proxy-ssl-secret the controller ignored it", answer);
        if site.text(VERIFY.name).is_some_and(|told| told.value == "on") {
            let text = "proxy-ssl-verify without proxy-ssl-secret: the backend's certificate was never checked";
            let at = site.text(VERIFY.name).map(|told| told.fact);
            answer
                .find(Severity::Warning, "unverified-backend", text)
                .at(at)
                .help("name the Secret with the authority's certificate if it should be");
        }
        return;
    };
    let home = site.view().namespace();
    let Some((namespace, name)) = secret.value.0.split_once('/').filter(|(_, name)| !name.is_empty()) else {
        answer.invalid(
            secret.fact,
            "the controller reads namespace/name here, and ignored the group",
            Some("write namespace/name"),
        );
        inert("its proxy-ssl-secret was ignored", answer);
        return;
    };
    if namespace != home && !site.settings.flag("allow-cross-namespace-resources", !site.settings.validates()) {
        let why = format!("proxy-ssl-secret `{}` is in another namespace", secret.value.0);
        answer.invalid(secret.fact, &why, Some("copy the Secret into the Ingress' namespace"));
        effects.deny(why, [secret.fact]);
        return;
    }
    let shape = site.world.secrets.get(&(namespace, name));
    let ca = shape.is_none_or(|secret| secret.key("ca.crt").is_some());
    let certificate = shape.is_some_and(|secret| secret.key("tls.crt").is_some());
    let here = || Named { namespace: namespace.to_owned(), name: name.to_owned() };
    let mut from = vec![secret.fact];
    let mut tls = BackendTls { ca: ca.then(here), certificate: certificate.then(here), ..BackendTls::default() };
    tls.verify = switch(site, &VERIFY, &mut from, answer);
    tls.send_name = switch(site, &SEND_NAME, &mut from, answer);
    if let Some(told) = site.take(&NAME, answer) {
        if told.value.0.is_empty() {
            answer.inert(told.fact, "it is empty, as without it");
        } else {
            tls.name = Some(told.value.0);
            from.push(told.fact);
        }
    }
    for (key, option) in [(&CIPHERS, "ciphers"), (&PROTOCOLS, "protocols")] {
        let Some(told) = site.take(key, answer) else { continue };
        if told.value.0 == key.default {
            answer.inert(told.fact, "it is the default");
        } else {
            let why = "ciphers and versions of TLS towards a backend are the gateway's own choice";
            answer.unsupported(told.fact, why, Some("check that gateway and backend have one in common"));
            tls.options.insert(option.to_owned(), told.value.0);
        }
    }
    if let Some(told) = site.take(&DEPTH, answer) {
        answer.inert(told.fact, "a gateway follows a chain of any length");
    }
    effects.want(Want::BackendTls(tls), from);
}

/// `on` or `off`; anything else counts as off.
fn switch(
    site: &Site<'_>,
    key: &Key<Text>,
    from: &mut Vec<gatewright_plugin_sdk::contract::FactId>,
    answer: &mut Answer,
) -> bool {
    let Some(told) = site.take(key, answer) else { return false };
    match told.value.0.as_str() {
        "on" => {
            from.push(told.fact);
            true
        }
        "off" => {
            answer.inert(told.fact, "it is the default");
            false
        }
        _ => {
            answer.invalid(told.fact, "the controller took its default, off", Some("write on or off"));
            false
        }
    }
}
