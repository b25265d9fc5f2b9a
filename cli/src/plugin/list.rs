//! `gatewright plugin list`: which plugins would take part?

use crate::args::PluginListArgs;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::plugins::Plugins;
use crate::terminal;
use gatewright_contract::{Claims, Manifest, Role, SettingType};

pub(crate) fn run(args: &PluginListArgs) -> Exit {
    match Plugins::of(&args.no_builtin, &args.plugin).and_then(|plugins| terminal::print(&page(&plugins.manifests()))) {
        Ok(()) => Exit::Done,
        Err(failure) => Failure::report(&failure),
    }
}

fn page(manifests: &[Manifest]) -> String {
    let mut manifests: Vec<&Manifest> = manifests.iter().collect();
    manifests.sort_by(|one, other| one.id.cmp(&other.id));
    manifests.into_iter().map(described).collect()
}

/// A plugin in a few lines.
pub(super) fn described(manifest: &Manifest) -> String {
    let role = match manifest.role {
        Role::Source => "source",
        Role::Annotations => "annotations",
    };
    let Manifest { id, version, title, contract, .. } = manifest;
    let keys: usize = manifest.features.iter().map(|feature| feature.keys.len()).sum();
    let mut text = format!("{id} {version}  {title}\n  {role}, contract {contract}, {keys} keys\n");
    for (what, names) in claimed(&manifest.claims) {
        if !names.is_empty() {
            text.push_str(&format!("  {what} {}\n", names.join(", ")));
        }
    }
    for setting in &manifest.options {
        let values = match &setting.value {
            SettingType::Text => "TEXT".to_owned(),
            SettingType::Boolean => "true|false".to_owned(),
            SettingType::Integer => "NUMBER".to_owned(),
            SettingType::Choice(values) => values.join("|"),
            SettingType::Prefix => "PREFIX".to_owned(),
            SettingType::ConfigMap => "NAMESPACE/NAME".to_owned(),
        };
        let default = if setting.default.is_empty() { "none" } else { &setting.default };
        text.push_str(&format!("  --set {id}.{}={values}  {} [default: {default}]\n", setting.name, setting.doc));
    }
    text
}

fn claimed(claims: &Claims) -> [(&'static str, &[String]); 5] {
    let Claims { controllers, classes, prefixes, kinds, config_maps } = claims;
    [
        ("controllers", controllers),
        ("classes", classes),
        ("annotations of", prefixes),
        ("kinds", kinds),
        ("ConfigMaps", config_maps),
    ]
}
