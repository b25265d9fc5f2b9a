//! `upstream-vhost` and `x-forwarded-prefix`: what the backend sees beside the path.

use crate::effects::Effects;
use crate::site::Site;
use gatewright_plugin_sdk::contract::collections::Arrange;
use gatewright_plugin_sdk::contract::{HeaderChange, Side, Step};
use gatewright_plugin_sdk::value::Text;
use gatewright_plugin_sdk::{Answer, Feature, Key};

const HOST: Key<Text> = Key::new("upstream-vhost", "", "Host header that the backend sees");
const PREFIX: Key<Text> = Key::new("x-forwarded-prefix", "", "X-Forwarded-Prefix header, where the path is rewritten");

/// The family.
pub(super) const FEATURE: Feature =
    Feature { name: "upstream-host", keys: &[&HOST, &PREFIX], doc: document!("upstream_host.md") };

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    host(site, effects, answer);
    let Some(told) = site.take(&PREFIX, answer) else { return };
    let text = told.value.0.as_str();
    if text.is_empty() {
        answer.inert(told.fact, "it is empty, as without it");
    } else if site.settings.validates() && !is_path(text) {
        let why = format!("`{text}` is no value that x-forwarded-prefix takes");
        answer.invalid(told.fact, &why, Some("write a path"));
        effects.drop_ingress(why, [told.fact]);
    } else if effects.rewrite.is_none() {
        answer.inert(told.fact, "the controller sent it only where the path is rewritten");
    } else if text.contains('$') {
        let header = ("X-Forwarded-Prefix".to_owned(), text.to_owned());
        effects.dynamic_header(Side::Request, header, [told.fact]);
    } else {
        let set = vec![("X-Forwarded-Prefix".to_owned(), text.to_owned())];
        effects.step(Step::RequestHeaders(HeaderChange { set, ..HeaderChange::default() }), [told.fact]);
    }
}

fn host(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    let Some(told) = site.take(&HOST, answer) else { return };
    let text = told.value.0.trim();
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.*~${}:/+()[]|^?\\".contains(&byte);
    if text.is_empty() {
        answer.inert(told.fact, "it is empty, as without it");
        return;
    }
    if site.settings.validates() && !text.bytes().all(allowed) {
        let why = format!("`{text}` is no value that upstream-vhost takes");
        answer.invalid(told.fact, &why, Some("write a host name"));
        effects.drop_ingress(why, [told.fact]);
        return;
    }
    match filled(text, site) {
        Some(host) if host == "$host" || host == "$http_host" => {
            answer.inert(told.fact, "the backend sees the client's host anyway");
        }
        Some(host) if !host.contains('$') => effects.step(Step::RewriteHost(host.to_ascii_lowercase()), [told.fact]),
        Some(_) | None => {
            effects.dynamic_header(Side::Request, ("Host".to_owned(), text.to_owned()), [told.fact]);
        }
    }
}

/// The text with those variables filled in that are the same for every request of the Ingress; none where paths differ.
fn filled(text: &str, site: &Site<'_>) -> Option<String> {
    if !text.contains('$') {
        return Some(text.to_owned());
    }
    let backends = site.ingress.rules.iter().flat_map(|rule| &rule.paths).map(|path| &path.backend);
    let mut services: Vec<&str> = backends.filter_map(|backend| backend.service.map(|told| told.value)).collect();
    services.arrange();
    services.dedup();
    let text = text.replace("${namespace}", "$namespace").replace("${service_name}", "$service_name");
    let text = text.replace("$namespace", site.view().namespace());
    match services.as_slice() {
        [one] => Some(text.replace("$service_name", one)),
        _ if text.contains("$service_name") => None,
        _ => Some(text),
    }
}

fn is_path(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/:$".contains(&byte))
}
