//! Which service does the ConfigMap have asked for every Ingress?

use super::question::{to, with_way_back, words};
use super::{GLOBAL, exemption};
use crate::effects::Effects;
use crate::site::Site;
use gatewright_plugin_sdk::Answer;
use gatewright_plugin_sdk::contract::{FactId, Severity, Want};

/// Entries that say what is asked.
const ENTRIES: [&str; 5] = [
    "global-auth-url",
    "global-auth-method",
    "global-auth-signin",
    "global-auth-signin-redirect-param",
    "global-auth-response-headers",
];

/// Reads `enable-global-auth` and the ConfigMap. `own` is the Ingress' own service, which is asked instead.
pub(super) fn apply(site: &Site<'_>, own: Option<FactId>, effects: &mut Effects, answer: &mut Answer) {
    let settings = site.settings;
    let url = settings.text("global-auth-url");
    let switch = site.take(&GLOBAL, answer);
    let is_on = switch.is_none_or(|told| told.value.0);
    if let Some(told) = switch {
        let why = match (url, is_on) {
            (None, _) => "the controller's ConfigMap, as far as it is known, has no global-auth-url",
            (Some(_), _) if own.is_some() => "the Ingress has an auth-url of its own",
            (Some(_), true) => "it is the default",
            (Some(_), false) => "it exempts the Ingress from global-auth-url, and nothing is asked for it",
        };
        answer.inert(told.fact, why);
    }
    let Some(url) = url.filter(|_| is_on && own.is_none()) else { return };
    let from = settings.facts(&ENTRIES);
    let Some(mut auth) = to(url, "") else {
        let text = format!("global-auth-url `{url}` is no URL with a host, and the controller asked nobody");
        let help = "correct it if paths were meant to be protected";
        answer.find(Severity::Error, "auth-fails-open", text).at(from).help(help);
        return;
    };
    if let Some(method) = settings.text("global-auth-method") {
        auth.method = Some(method.to_owned());
    }
    auth.response_headers = settings.text("global-auth-response-headers").map(words).unwrap_or_default();
    let parameter = settings.text("global-auth-signin-redirect-param").unwrap_or("rd");
    auth.sign_in = settings.text("global-auth-signin").map(|page| with_way_back(page, parameter));
    effects.guard(Want::ExternalAuth(auth), from.clone());
    if let Some(text) = settings.text("global-auth-snippet") {
        let want = Want::Opaque { language: "nginx-auth-snippet".to_owned(), text: text.to_owned() };
        effects.guard(want, settings.facts(&["global-auth-snippet"]));
    }
    exemption::note(site, from, effects);
}
