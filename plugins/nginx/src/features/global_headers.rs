//! `add-headers`, `proxy-set-headers` and `hide-headers` of the controller's ConfigMap: headers of every path.

use crate::effects::Effects;
use crate::site::Site;
use gatewright_plugin_sdk::contract::{FactId, HeaderChange, Severity, Side, Step};
use gatewright_plugin_sdk::{Answer, Feature};

/// The family.
pub(super) const FEATURE: Feature = Feature { name: "global-headers", keys: &[], doc: document!("global_headers.md") };

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    for (entry, side) in [("proxy-set-headers", Side::Request), ("add-headers", Side::Response)] {
        let Some(told) = site.settings.entry(entry).filter(|told| !told.value.is_empty()) else { continue };
        let Some((namespace, name)) = told.value.split_once('/') else {
            answer.invalid(told.fact, "it is no namespace/name of a ConfigMap", Some("write namespace/name"));
            continue;
        };
        match site.world.config_maps.get(&(namespace, name)) {
            Some(map) => headers(map.entries(), (side, told.fact), effects),
            None => missing(entry, (&told.value, told.fact), answer),
        }
    }
    if let Some(told) = site.settings.entry("hide-headers").filter(|told| !told.value.is_empty()) {
        let remove = told.value.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
        effects.step(Step::ResponseHeaders(HeaderChange { remove, ..HeaderChange::default() }), [told.fact]);
    }
}

fn headers<'r>(entries: impl Iterator<Item = (&'r str, &'r str)>, (side, fact): (Side, FactId), effects: &mut Effects) {
    let mut change = HeaderChange::default();
    for (name, value) in entries {
        let (name, value) = (name.to_owned(), value.trim().to_owned());
        if value.contains('$') {
            effects.dynamic_header(side, (name, value), [fact]);
        } else if value.is_empty() {
            change.remove.push(name);
        } else {
            change.set.push((name, value));
        }
    }
    if change != HeaderChange::default() {
        effects.step(
            match side {
                Side::Request => Step::RequestHeaders(change),
                Side::Response => Step::ResponseHeaders(change),
            },
            [fact],
        );
    }
}

/// Said once, however many Ingresses there are.
fn missing(entry: &str, (name, fact): (&str, FactId), answer: &mut Answer) {
    if answer.verdict(fact).is_some() {
        return;
    }
    let why = format!("ConfigMap {name}, which {entry} names, is not in the input, so its headers are not known");
    let help = format!("add ConfigMap {name} to the input");
    answer.unsupported(fact, &why, Some(&help));
    answer.find(Severity::Error, "global-headers-missing", why).at([fact]).help(help);
}
