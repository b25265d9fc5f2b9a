//! `use-regex` and `rewrite-target`.

use crate::effects::Effects;
use crate::site::Site;
use gatewright_plugin_sdk::contract::Severity;
use gatewright_plugin_sdk::value::{Flag, Text};
use gatewright_plugin_sdk::{Answer, Feature, Key};

const USE_REGEX: Key<Flag> = Key::new("use-regex", "false", "paths of the Ingress are regular expressions");
const REWRITE: Key<Text> = Key::new("rewrite-target", "", "the path that the backend sees, with $1 to $9");

/// The family.
pub(super) const FEATURE: Feature =
    Feature { name: "rewrite", keys: &[&USE_REGEX, &REWRITE], doc: document!("regex.md") };

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    if let Some(told) = site.take(&USE_REGEX, answer) {
        if told.value.0 {
            effects.use_regex = Some(told.fact);
        } else {
            answer
                .inert(told.fact, "it is off, as without it; a rewrite-target makes regular expressions all the same");
        }
    }
    let Some(told) = site.take(&REWRITE, answer) else { return };
    let target = told.value.0.trim().to_owned();
    if target.is_empty() {
        answer.inert(told.fact, "an empty target rewrites nothing");
    } else if site.settings.validates() && !is_valid(&target) {
        let why = "the controller refused it, and passed requests on as they came";
        let advice = "a target has letters, digits and -._~/:$ only; a query cannot be added";
        answer.invalid(told.fact, why, Some(advice));
        let text = format!("`{target}` is no rewrite target: {why}");
        answer.find(Severity::Warning, "rewrite-invalid", text).at([told.fact]).help(advice);
    } else {
        effects.rewrite = Some(told.map(|_| target));
    }
}

/// What the controller let pass: `^/?[-._~A-Za-z0-9/:$]*$`.
fn is_valid(target: &str) -> bool {
    target.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/:$".contains(&byte))
}
