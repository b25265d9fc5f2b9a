//! Settings of plugins: which there are, what they may be, and what was given.

use crate::options::Options;
use gatewright_contract::collections::SortedMap;
use gatewright_contract::{Manifest, SettingType};

/// What is wrong with the settings and class maps of a conversion, one line each.
pub fn check_settings(options: &Options, manifests: &[Manifest]) -> Vec<String> {
    let ids: Vec<&str> = manifests.iter().map(|manifest| manifest.id.as_str()).collect();
    let known = if ids.is_empty() { "there are none".to_owned() } else { format!("known: {}", ids.join(", ")) };
    let mut wrong = Vec::new();
    for (class, plugin) in &options.class_map {
        if !ids.contains(&plugin.as_str()) {
            wrong.push(format!("--class-map {class}={plugin}: no plugin is called `{plugin}` ({known})"));
        }
    }
    for (plugin, settings) in &options.settings {
        let Some(manifest) = manifests.iter().find(|manifest| manifest.id == *plugin) else {
            wrong.push(format!("--set {plugin}.…: no plugin is called `{plugin}` ({known})"));
            continue;
        };
        for (name, value) in settings {
            let Some(setting) = manifest.options.iter().find(|setting| setting.name == *name) else {
                let names: Vec<&str> = manifest.options.iter().map(|setting| setting.name.as_str()).collect();
                wrong.push(format!("--set {plugin}.{name}: {plugin} has no such setting; it has {}", names.join(", ")));
                continue;
            };
            if let Some(expected) = misfit(&setting.value, value) {
                wrong.push(format!("--set {plugin}.{name}={value}: write {expected}"));
            }
        }
    }
    wrong
}

/// What should have been written, where a value does not fit.
fn misfit(kind: &SettingType, value: &str) -> Option<String> {
    match kind {
        SettingType::Text => None,
        SettingType::Boolean if matches!(value, "true" | "false") => None,
        SettingType::Boolean => Some("true or false".to_owned()),
        SettingType::Integer if value.parse::<i64>().is_ok() => None,
        SettingType::Integer => Some("a whole number".to_owned()),
        SettingType::Choice(values) if values.iter().any(|known| known == value) => None,
        SettingType::Choice(values) => Some(format!("one of {}", values.join(", "))),
        SettingType::Prefix if !value.is_empty() && !value.contains('/') => None,
        SettingType::Prefix => Some("what stands before the `/` of an annotation".to_owned()),
        SettingType::ConfigMap if value.split_once('/').is_some_and(|(a, b)| !a.is_empty() && !b.is_empty()) => None,
        SettingType::ConfigMap => Some("namespace/name".to_owned()),
    }
}

/// The settings that hold: given ones, else the defaults.
pub(super) fn filled(manifest: &Manifest, options: &Options) -> SortedMap<String, String> {
    let given = options.settings.get(&manifest.id);
    let settings = manifest.options.iter().map(|setting| {
        let value = given.and_then(|given| given.get(&setting.name)).unwrap_or(&setting.default);
        (setting.name.clone(), value.clone())
    });
    settings.collect()
}

/// The prefixes that hold: one given as a setting takes the place of those claimed.
pub(super) fn prefixes(manifest: &Manifest, settings: &SortedMap<String, String>) -> Vec<String> {
    let setting = manifest.options.iter().find(|setting| setting.value == SettingType::Prefix);
    let given = setting.and_then(|setting| settings.get(&setting.name)).filter(|value| !value.is_empty());
    given.map_or_else(|| manifest.claims.prefixes.clone(), |given| vec![given.clone()])
}
