//! `app-root`.

use crate::effects::Effects;
use crate::site::Site;
use gatewright_plugin_sdk::contract::Severity;
use gatewright_plugin_sdk::value::Text;
use gatewright_plugin_sdk::{Answer, Feature, Key};

const APP_ROOT: Key<Text> = Key::new("app-root", "", "where `/` of the host is sent");

/// The family.
pub(super) const FEATURE: Feature = Feature { name: "app-root", keys: &[&APP_ROOT], doc: document!("app_root.md") };

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    let Some(told) = site.take(&APP_ROOT, answer) else { return };
    let path = told.value.0.as_str();
    let letters = path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/:$".contains(&byte));
    if !path.starts_with('/') || !letters {
        let why = "it is no absolute path, and the controller ignored it";
        answer.invalid(told.fact, why, Some("write a path that begins with `/`"));
        return;
    }
    if path.contains('$') {
        let why = "a redirect cannot hold a variable";
        let advice = "write the path out";
        answer.unsupported(told.fact, why, Some(advice));
        let text = format!("`{path}` has a variable: {why}");
        answer.find(Severity::Error, "app-root-variable", text).at([told.fact]).help(advice);
        return;
    }
    let text = path.to_owned();
    effects.app_root = Some(told.map(|_| text));
}
