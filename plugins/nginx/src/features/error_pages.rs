//! `custom-http-errors`, `default-backend` and `disable-proxy-intercept-errors`: another service answers for failures.

use crate::effects::Effects;
use crate::site::Site;
use gatewright_plugin_sdk::contract::{Aspect, ErrorPages, FactId, ServicePort, Severity, Want};
use gatewright_plugin_sdk::value::{Flag, Text};
use gatewright_plugin_sdk::{Answer, Feature, Key, Told};

const ERRORS: Key<Text> = Key::new("custom-http-errors", "", "statuses that another service answers for");
const BACKEND: Key<Text> = Key::new("default-backend", "", "Service that answers where the backend has no endpoints");
const PASS: Key<Flag> = Key::new("disable-proxy-intercept-errors", "false", "errors of the backend are passed on");

/// The family.
pub(super) const FEATURE: Feature =
    Feature { name: "error-pages", keys: &[&ERRORS, &BACKEND, &PASS], doc: document!("error_pages.md") };

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    let backend = backend(site, effects, answer);
    let statuses = statuses(site, effects, answer);
    let pass = site.take(&PASS, answer);
    if let Some(told) = pass {
        let why = if !told.value.0 {
            "it is off, as without it"
        } else if statuses.is_some() {
            "the backend's own errors were passed on, as they are now"
        } else {
            "without custom-http-errors it means nothing"
        };
        answer.inert(told.fact, why);
    }
    let mut from: Vec<FactId> = Vec::new();
    let mut pages = ErrorPages::default();
    if let Some(told) = &backend {
        from.push(told.fact);
        pages.service = Some(told.value.clone());
    }
    if let Some(told) = &statuses {
        from.push(told.fact);
        pages.statuses.clone_from(&told.value);
        effects.notes.push(crate::effects::Note {
            severity: Severity::Warning,
            slug: "error-pages",
            message:
                "error responses of the controller were replaced by those of another service; they are passed on now"
                    .to_owned(),
            help: "let the backend write its own error pages, or use the error pages of the new implementation"
                .to_owned(),
            at: from.clone(),
            changes: vec![Aspect::Answer, Aspect::Backends, Aspect::Upstream],
            when: None,
        });
    }
    if !from.is_empty() {
        effects.want(Want::ErrorPages(pages), from);
    }
}

/// The Service, and its first port.
fn backend(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) -> Option<Told<ServicePort>> {
    let told = site.take(&BACKEND, answer)?;
    let name = told.value.0.as_str();
    let is_name =
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !is_name {
        let why = format!("`{name}` is no name of a Service");
        answer.invalid(told.fact, &why, Some("name a Service of the Ingress' namespace"));
        if site.settings.validates() && !name.is_empty() {
            effects.drop_ingress(why, [told.fact]);
        }
        return None;
    }
    let namespace = site.view().namespace();
    let known = site.world.services.get(&(namespace, name));
    let port = known.and_then(|service| service.ports.first()).map_or(80, |port| port.number);
    let service = ServicePort { namespace: namespace.to_owned(), service: name.to_owned(), port };
    Some(told.map(|_| service))
}

/// Statuses from 400 to 599.
fn statuses(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) -> Option<Told<Vec<u16>>> {
    let told = site.take(&ERRORS, answer)?;
    let text = told.value.0.clone();
    if text.trim().is_empty() {
        answer.inert(told.fact, "it is empty, as without it");
        return None;
    }
    let codes: Option<Vec<u16>> =
        text.split(',').map(|code| code.trim().parse().ok().filter(|code| (400..600).contains(code))).collect();
    let Some(codes) = codes else {
        let why = format!("`{text}` is no list of statuses from 400 to 599");
        answer.invalid(told.fact, &why, Some("write numbers, separated by commas"));
        if site.settings.validates() {
            effects.drop_ingress(why, [told.fact]);
        }
        return None;
    };
    Some(told.map(|_| codes))
}
