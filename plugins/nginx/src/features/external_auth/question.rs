//! What does the controller ask the service, and what does it do with the answer?

use super::durations;
use super::{ALIVE, ALIVE_FOR, ALIVE_REQUESTS, ALIVE_VARS, CACHE_FOR, CACHE_KEY, COOKIE, METHOD, PARAMETER, REDIRECT};
use super::{RESPONSE, SET, SIGN_IN, charset, deny, filled, idle};
use crate::effects::Effects;
use crate::features::input::{Named, named};
use crate::site::Site;
use gatewright_plugin_sdk::contract::collections::SortedMap;
use gatewright_plugin_sdk::contract::{ExternalAuth, FactId, ServicePort, Severity, Want};
use gatewright_plugin_sdk::text::service_of;
use gatewright_plugin_sdk::value::{Flag, Url, Value};
use gatewright_plugin_sdk::{Answer, Told};

/// Methods the controller knows.
const METHODS: [&str; 9] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "CONNECT", "OPTIONS", "TRACE"];

/// What is asked, and what says so.
pub(super) struct Question {
    /// What is asked.
    pub(super) auth: ExternalAuth,
    /// What says so.
    pub(super) from: Vec<FactId>,
}

/// The question to a URL; none where the paths answered 503.
pub(super) fn read(
    site: &Site<'_>,
    url: &Told<String>,
    effects: &mut Effects,
    answer: &mut Answer,
) -> Option<Question> {
    let Some(mut auth) = to(&url.value, site.view().namespace()) else {
        let why = format!("auth-url `{}` is no URL with a host", url.value);
        deny(url.fact, (why, "write http:// or https://, a host and a path"), effects, answer);
        return None;
    };
    let mut from = Vec::new();
    if let Some(told) = filled(site, &METHOD, answer) {
        if !METHODS.contains(&told.value.as_str()) {
            let why = format!("auth-method `{}` is no method", told.value);
            deny(told.fact, (why, "write a method in capital letters"), effects, answer);
            return None;
        }
        auth.method = Some(told.value);
        from.push(told.fact);
    }
    if let Some(told) = filled(site, &RESPONSE, answer) {
        if !charset::headers(&told.value) {
            let why = format!("auth-response-headers `{}` is no list of header names", told.value);
            deny(told.fact, (why, "write names of headers, separated by commas"), effects, answer);
            return None;
        }
        auth.response_headers = words(&told.value);
        from.push(told.fact);
    }
    headers(site, effects, answer)?;
    auth.sign_in = sign_in(site, &mut from, answer);
    Some(Question { auth, from })
}

/// A question to a URL, as the controller asks it unless told otherwise.
pub(super) fn to(text: &str, home: &str) -> Option<ExternalAuth> {
    let url = Url::parse(text).ok().filter(|url| !url.host.contains(".."))?;
    let port = url.port.unwrap_or(if url.scheme == "https" { 443 } else { 80 });
    // A resolver without search domains knows no bare names.
    let service = if url.host.contains('.') && !url.host.contains('$') { service_of(&url.host, home) } else { None };
    let path = if url.path.is_empty() { "/".to_owned() } else { url.path };
    let query = url.query.map(|query| format!("?{query}")).unwrap_or_default();
    Some(ExternalAuth {
        url: text.to_owned(),
        service: service.map(|(namespace, service)| ServicePort { namespace, service, port }),
        path: format!("{path}{query}"),
        method: Some("GET".to_owned()),
        response_headers: Vec::new(),
        sign_in: None,
    })
}

/// The words of a list.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The address of a page with the way back, as the controller adds it.
pub(super) fn with_way_back(page: &str, parameter: &str) -> String {
    let query = page.split_once('?').map(|(_, query)| query).unwrap_or_default();
    if query.split('&').any(|pair| pair.split('=').next() == Some(parameter)) {
        return page.to_owned();
    }
    let mark = if page.contains('?') { '&' } else { '?' };
    format!("{page}{mark}{parameter}=$scheme://$http_host$escaped_request_uri")
}

/// Where a client is sent that must sign in.
fn sign_in(site: &Site<'_>, from: &mut Vec<FactId>, answer: &mut Answer) -> Option<String> {
    let checked = site.settings.validates();
    let Some(page) = filled(site, &SIGN_IN, answer) else {
        idle(site, &[PARAMETER.name], "without auth-signin it means nothing", answer);
        return None;
    };
    if checked && !charset::url_with_variables(&page.value) {
        let why = "the controller ignored it, and answered 401 instead";
        answer.invalid(page.fact, why, Some("write a plain URL, with variables if need be"));
        idle(site, &[PARAMETER.name], "its auth-signin is not valid", answer);
        return None;
    }
    let mut parameter = "rd".to_owned();
    if let Some(told) = filled(site, &PARAMETER, answer) {
        if checked && !charset::url(&told.value) {
            answer.invalid(told.fact, "the controller took its default, rd", Some("write the parameter's name"));
        } else {
            from.push(told.fact);
            parameter = told.value;
        }
    }
    from.push(page.fact);
    Some(with_way_back(&page.value, &parameter))
}

/// Headers of the question. The service may let in by them, so it must not be asked without them.
fn headers(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) -> Option<()> {
    let Some(told) = filled(site, &SET, answer) else { return Some(()) };
    let Named::Here(namespace, name) = named(site, &told.value) else {
        let why = format!("auth-proxy-set-headers `{}` is in another namespace", told.value);
        deny(told.fact, (why, "copy the ConfigMap into the Ingress' namespace"), effects, answer);
        return None;
    };
    let map = site.world.config_maps.get(&(namespace, name));
    let entries = map.into_iter().flat_map(|map| map.entries());
    let config: SortedMap<String, String> =
        entries.map(|(header, value)| (header.to_owned(), value.to_owned())).collect();
    if let Some(header) = config.keys().find(|header| header.is_empty() || !charset::word(header)) {
        let why = format!("ConfigMap {namespace}/{name} has `{header}`, which is no name of a header");
        deny(told.fact, (why, "correct the ConfigMap"), effects, answer);
        return None;
    }
    effects.guard(Want::Other { name: "nginx/auth-proxy-set-headers".to_owned(), config }, [told.fact]);
    Some(())
}

/// What is said of the annotations that change how the service is asked, not whom it lets in.
pub(super) fn companions(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    if let Some(told) = filled(site, &REDIRECT, answer) {
        let advice = "check where the service sends a client after signing in";
        answer.unsupported(told.fact, "the service gets no X-Auth-Request-Redirect header", Some(advice));
        let text =
            format!("auth-request-redirect `{}`: the service is not told where a client wants to go", told.value);
        answer.find(Severity::Warning, "auth-companion", text).at([told.fact]).help(advice);
    }
    if let Some(told) = filled(site, &COOKIE, answer) {
        if Flag::parse(&told.value) == Ok(Flag(true)) {
            let advice = "check that sessions are renewed as before";
            answer.unsupported(told.fact, "cookies of the service reach a client only with its refusals", Some(advice));
            let text = "auth-always-set-cookie: cookies of the service no longer reach every client";
            answer.find(Severity::Warning, "auth-companion", text).at([told.fact]).help(advice);
        } else {
            answer.inert(told.fact, "it is off, as without it");
        }
    }
    cache(site, effects, answer);
    let keeping = "connections to the service are kept as the gateway likes";
    for key in [&ALIVE, &ALIVE_REQUESTS, &ALIVE_FOR] {
        let Some(told) = filled(site, key, answer) else { continue };
        if told.value.parse::<i64>().is_ok_and(|number| number >= 0) {
            answer.inert(told.fact, keeping);
        } else {
            let why = format!("the controller took its default, {}", key.default);
            answer.invalid(told.fact, &why, Some("write a number"));
        }
    }
    if let Some(told) = filled(site, &ALIVE_VARS, answer) {
        if Flag::parse(&told.value).is_ok() {
            answer.inert(told.fact, keeping);
        } else {
            answer.invalid(told.fact, "the controller took its default, false", Some("write true or false"));
        }
    }
}

/// Answers that were kept.
fn cache(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    let duration = filled(site, &CACHE_FOR, answer);
    let broken = duration.as_ref().filter(|told| !durations::are_valid(&told.value));
    if let Some(told) = broken {
        let why = format!("auth-cache-duration `{}` is no list of statuses and times", told.value);
        deny(told.fact, (why, "write statuses and one time, such as 200 202 5m"), effects, answer);
    }
    let key = filled(site, &CACHE_KEY, answer);
    let valid = key.as_ref().filter(|told| !site.settings.validates() || charset::variables(&told.value));
    match (&key, valid) {
        (Some(_), Some(told)) => {
            let why = "answers of the service are not kept: it is asked before every request";
            answer.approximate(told.fact, why, Some("check that the service can bear the load"));
            if let Some(told) = duration.filter(|told| durations::are_valid(&told.value)) {
                answer.approximate(told.fact, why, None);
            }
        }
        (Some(told), None) => {
            answer.invalid(told.fact, "the controller ignored it, and kept no answers", Some("write variables only"));
            idle(site, &[CACHE_FOR.name], "no answers were kept: auth-cache-key is not valid", answer);
        }
        (None, _) => idle(site, &[CACHE_FOR.name], "without auth-cache-key no answers were kept", answer),
    }
}
