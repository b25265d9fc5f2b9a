//! How are values read that may be empty, refused by the controller, or lead nowhere?

use crate::effects::Effects;
use crate::settings::Snippets;
use crate::site::Site;
use gatewright_plugin_sdk::contract::{FactId, Severity};
use gatewright_plugin_sdk::value::Text;
use gatewright_plugin_sdk::{Answer, Key, Told};

/// A text without blanks around it; an empty one counts as absent.
pub(super) fn filled(site: &Site<'_>, key: &Key<Text>, answer: &mut Answer) -> Option<Told<String>> {
    let told = site.text(key.name)?;
    let text = told.value.trim();
    if text.is_empty() {
        answer.inert(told.fact, "it is empty, as without it");
        return None;
    }
    Some(Told { value: text.to_owned(), fact: told.fact })
}

/// The facts of these annotations, where they are there.
pub(super) fn facts(site: &Site<'_>, names: &[&str]) -> Vec<FactId> {
    names.iter().filter_map(|name| site.text(name)).map(|told| told.fact).collect()
}

/// Settles annotations that mean nothing here.
pub(super) fn idle(site: &Site<'_>, names: &[&str], why: &str, answer: &mut Answer) {
    for fact in facts(site, names) {
        answer.inert(fact, why);
    }
}

/// Settles a value that the controller refused together with its whole Ingress.
pub(super) fn refuse(fact: FactId, (why, advice): (String, &str), effects: &mut Effects, answer: &mut Answer) {
    answer.invalid(fact, &why, Some(advice));
    effects.drop_ingress(why, [fact]);
}

/// Settles a value that made the controller answer 503 to every request of the paths.
pub(super) fn deny(fact: FactId, (why, advice): (String, &str), effects: &mut Effects, answer: &mut Answer) {
    answer.invalid(fact, &why, Some(advice));
    answer
        .find(Severity::Warning, "answered-503", format!("{why}: the controller answered 503 on every path of it"))
        .at([fact])
        .help(advice);
    effects.deny(why, [fact]);
}

/// An object that a value names, `namespace/name` or `name`, and whether the controller followed it.
pub(super) enum Named<'t> {
    /// In this namespace, by this name.
    Here(&'t str, &'t str),
    /// In another namespace, which was not allowed.
    Elsewhere,
}

/// Where a reference leads.
pub(super) fn named<'t>(site: &Site<'t>, text: &'t str) -> Named<'t> {
    let home = site.view().namespace();
    let (namespace, name) = text.split_once('/').unwrap_or((home, text));
    let crosses = site.settings.flag("allow-cross-namespace-resources", !site.settings.validates());
    if namespace == home || crosses { Named::Here(namespace, name) } else { Named::Elsewhere }
}

/// A whole number of the ConfigMap that is set to something else than what holds without it.
pub(super) fn configured(site: &Site<'_>, key: &str) -> Option<Told<u64>> {
    let told = site.settings.entry(key)?;
    let value = told.value.trim().trim_end_matches('s').parse().ok()?;
    Some(Told { value, fact: told.fact })
}

/// Whether a snippet had anything to act on.
pub(super) enum Meaning {
    /// It had.
    Here,
    /// It had not, for this reason.
    Nowhere(&'static str),
}

/// A snippet that the controller read; every other one is settled here.
pub(super) fn snippet(
    site: &Site<'_>,
    (key, told): (&Key<Text>, Told<String>),
    meaning: Meaning,
    (effects, answer): (&mut Effects, &mut Answer),
) -> Option<Told<String>> {
    match (site.settings.snippets(), meaning) {
        (Snippets::Refused, Meaning::Here | Meaning::Nowhere(_)) => {
            let why = format!("it has {}, and the controller's annotations-risk-level refuses snippets", key.name);
            refuse(told.fact, (why, "set annotations-risk-level: Critical if it worked"), effects, answer);
            None
        }
        (Snippets::Ignored, Meaning::Here | Meaning::Nowhere(_)) => {
            answer.inert(told.fact, "the controller left snippets out: allow-snippet-annotations is off");
            None
        }
        (Snippets::Read | Snippets::Assumed, Meaning::Nowhere(why)) => {
            answer.inert(told.fact, why);
            None
        }
        (Snippets::Read | Snippets::Assumed, Meaning::Here) => Some(told),
    }
}
