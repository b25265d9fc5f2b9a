//! What the plugin says of itself.

use crate::{ID, features, settings};
use gatewright_plugin_sdk::Feature;
use gatewright_plugin_sdk::contract::{CONTRACT, Claims, Facts, Manifest, Role, Setting, SettingType};

/// The controller's name in IngressClasses.
const CONTROLLER: &str = "k8s.io/ingress-nginx";

/// Names under which installations keep the controller's ConfigMap.
const CONFIG_MAPS: [&str; 6] = [
    "ingress-nginx-controller",
    "nginx-ingress-controller",
    "ingress-nginx-ingress-nginx-controller",
    "nginx-ingress-ingress-nginx-controller",
    "nginx-configuration",
    "nginx-load-balancer-conf",
];

/// The manifest.
pub fn manifest() -> Manifest {
    let setting = |name: &str, value: SettingType, default: &str, doc: &str| Setting {
        name: name.to_owned(),
        value,
        default: default.to_owned(),
        doc: doc.to_owned(),
    };
    let choice = |values: &[&str]| SettingType::Choice(values.iter().map(|value| (*value).to_owned()).collect());
    Manifest {
        contract: CONTRACT.to_owned(),
        id: ID.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        title: "ingress-nginx, the community's controller".to_owned(),
        role: Role::Source,
        claims: Claims {
            controllers: vec![CONTROLLER.to_owned()],
            classes: vec![ID.to_owned()],
            prefixes: vec![settings::PREFIX.to_owned()],
            kinds: Vec::new(),
            config_maps: CONFIG_MAPS.iter().map(|name| (*name).to_owned()).collect(),
        },
        needs: ["ConfigMap", "Namespace", "Secret", "Service"].map(str::to_owned).to_vec(),
        options: vec![
            setting(
                "annotations-prefix",
                SettingType::Prefix,
                settings::PREFIX,
                "what stands before the / of annotations, as the controller's --annotations-prefix has it",
            ),
            setting(
                "configmap",
                SettingType::ConfigMap,
                "",
                "the controller's ConfigMap, where it has another name than usual: namespace/name",
            ),
            setting(
                "regex-hosts",
                choice(&["faithful", "declared"]),
                "faithful",
                "paths of a host where one path is a regular expression: as nginx took them, or as their pathType says",
            ),
            setting("version", SettingType::Text, "1.15", "release of the controller, for defaults that changed"),
            setting(
                "ssl-passthrough",
                SettingType::Boolean,
                "false",
                "whether the controller ran with --enable-ssl-passthrough",
            ),
        ],
        features: features::FAMILIES.iter().map(|(feature, _)| Feature::describe(feature)).collect(),
        facts: Facts::Listed,
    }
}
