//! `custom-headers`: response headers from a ConfigMap.

use super::input::{Named, named};
use crate::effects::{Effects, Note};
use crate::site::Site;
use gatewright_plugin_sdk::contract::{Aspect, HeaderChange, Severity, Step};
use gatewright_plugin_sdk::value::Text;
use gatewright_plugin_sdk::{Answer, Feature, Key};

const HEADERS: Key<Text> = Key::new("custom-headers", "", "ConfigMap with response headers");

/// The family.
pub(super) const FEATURE: Feature =
    Feature { name: "custom-headers", keys: &[&HEADERS], doc: document!("custom_headers.md") };

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    let Some(told) = site.take(&HEADERS, answer) else { return };
    let text = told.value.0.as_str();
    let letters = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-./".contains(&byte);
    if text.is_empty() || !text.bytes().all(letters) {
        answer.invalid(told.fact, "no ConfigMap can have this name; the controller ignored it", None);
        return;
    }
    let Named::Here(namespace, name) = named(site, text) else {
        let why = format!("its custom-headers names {text}, a ConfigMap of another namespace, which was not allowed");
        let help = "move the ConfigMap, or set allow-cross-namespace-resources of the controller if the paths worked";
        answer.invalid(told.fact, &why, Some(help));
        answer
            .find(Severity::Warning, "custom-headers-refused", format!("{why}: the controller answered 503"))
            .at([told.fact])
            .help(help);
        effects.deny(why, [told.fact]);
        return;
    };
    let Some(map) = site.world.config_maps.get(&(namespace, name)) else {
        let why = format!("ConfigMap {namespace}/{name} is not in the input, so its headers are not known");
        let help = format!("add ConfigMap {namespace}/{name} to the input");
        answer.unsupported(told.fact, &why, Some(&help));
        answer.find(Severity::Error, "custom-headers-missing", why).at([told.fact]).help(help);
        return;
    };
    let allowed = site.settings.text("global-allowed-response-headers").unwrap_or_default();
    let allowed: Vec<String> = allowed.split(',').map(|name| name.trim().to_ascii_lowercase()).collect();
    let mut set = Vec::new();
    for (header, value) in map.entries() {
        let token =
            !header.is_empty() && header.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        // Without the controller's ConfigMap nobody knows which headers it allowed; those it did not broke the paths.
        let known = site.settings.is_given();
        if !token || known && !allowed.contains(&header.to_ascii_lowercase()) {
            let why = format!("the header `{header}` of its custom-headers is not allowed");
            answer.invalid(told.fact, &why, Some("list it in global-allowed-response-headers of the controller"));
            answer
                .find(Severity::Warning, "custom-headers-refused", format!("{why}: the controller answered 503"))
                .at([told.fact])
                .help("correct the ConfigMap if the paths were meant to work");
            effects.deny(why, [told.fact]);
            return;
        }
        set.push((header.to_owned(), value.to_owned()));
    }
    if set.is_empty() {
        answer.inert(told.fact, "the ConfigMap has no headers");
        return;
    }
    if !site.settings.is_given() {
        effects.notes.push(Note {
            severity: Severity::Info,
            slug: "custom-headers-assumed",
            message: "the controller's ConfigMap is not in the input; the headers are taken to be allowed".to_owned(),
            help: "add the ConfigMap to the input: where global-allowed-response-headers did not list them, the paths \
                   answered 503"
                .to_owned(),
            at: vec![told.fact],
            changes: vec![Aspect::Answer, Aspect::Backends, Aspect::Upstream, Aspect::ResponseHeaders],
            when: None,
        });
    }
    answer.approximate(
        told.fact,
        "the headers are those the ConfigMap has now; they do not follow it any more",
        Some("convert again when the ConfigMap changes"),
    );
    effects.step(Step::ResponseHeaders(HeaderChange { set, ..HeaderChange::default() }), [told.fact]);
}
