//! Sources and annotations that plugins understand: who is asked, with what, and what becomes of the answer.

mod answer;
mod attach;
mod body;
mod merge;
mod ownership;
mod printed;
pub(crate) mod request;
#[cfg(test)]
mod tests;

pub(super) use merge::merge;
pub(crate) use ownership::{classless, owner};
pub(crate) use request::request;

use super::Translated;
use crate::plugins::Plugins;
use crate::report::Outcome;
use crate::source::{Ingress, Set};
use gatewright_contract::collections::SortedMap;
use gatewright_contract::{FactId, Finding, Role, Severity, Wanted};

/// An Ingress that a plugin is the source of.
#[derive(Debug)]
pub(crate) struct Owned<'s> {
    /// The Ingress.
    pub(crate) ingress: &'s Ingress,
    /// Its gateway.
    pub(crate) gateway: String,
    /// The plugin's place among all.
    pub(crate) plugin: usize,
    /// Guards that annotations of nobody stand for.
    pub(crate) guards: Vec<Wanted>,
}

/// Asks every source for the rules of its Ingresses.
pub(super) fn translate_sources(
    owned: &[Owned<'_>],
    set: &mut Set,
    plugins: &Plugins<'_>,
    translated: &mut Translated,
) {
    for (at, member) in plugins.sources() {
        let mine: Vec<&Owned<'_>> = owned.iter().filter(|one| one.plugin == at).collect();
        let claims = set.extras.iter().any(|extra| extra.owner == Some(at) && !extra.facts.is_empty());
        if mine.is_empty() && !claims {
            continue;
        }
        let request = request((at, member), &mine, set);
        match member.plugin.translate(&request) {
            Ok(response) => {
                let guards: SortedMap<_, _> =
                    mine.iter().map(|one| (one.ingress.object, one.guards.as_slice())).collect();
                answer::apply((&request, response), (at, member), (set, &mut translated.table), &guards);
            }
            Err(fault) => failed(&member.manifest.id, &fault.message, &request, set),
        }
    }
}

/// Asks every plugin of annotations for what it adds to the rules there are.
pub(super) fn translate_annotations(set: &mut Set, plugins: &Plugins<'_>, translated: &mut Translated) {
    for (at, member) in plugins.members.iter().enumerate() {
        if member.manifest.role == Role::Annotations {
            attach::add((at, member), set, &mut translated.table);
        }
    }
}

/// A plugin broke: its own facts are lost, and nothing else.
fn failed(id: &str, message: &str, request: &gatewright_contract::Request, set: &mut Set) {
    let why = "its plugin failed";
    let help = "try another release of the plugin, or report this with the smallest input that shows it";
    for fact in request.objects.iter().flat_map(|object| object.body.facts()) {
        set.ledger.settle(fact, Outcome::Unsupported, why, Some(help));
    }
    let first = |object: &gatewright_contract::Object| object.body.facts().first().copied();
    let at: Vec<FactId> = request.objects.iter().filter_map(first).take(5).collect();
    set.ledger.find(Finding {
        code: "host/plugin-failed".to_owned(),
        severity: Severity::Error,
        message: format!("plugin {id} failed, and none of its objects is converted: {}", clean(message)),
        help: Some(help.to_owned()),
        at,
        object: None,
        announces: None,
    });
}

/// A plugin's text on one line, without what a terminal would obey.
fn clean(text: &str) -> String {
    if text.len() <= 500 && text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_control()) {
        return text.to_owned();
    }
    text.chars().filter(|letter| !letter.is_control()).take(500).collect()
}
