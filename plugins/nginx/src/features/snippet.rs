//! `configuration-snippet`, `server-snippet` and `stream-snippet`: pieces of nginx configuration.
//!
//! The statements that people really write are read for what they mean; every other one is quoted back, with what to do.

mod answer;
mod condition;
mod directive;
mod syntax;

use crate::effects::{Effects, Note};
use crate::settings::Snippets;
use crate::site::Site;
use directive::Reader;
use gatewright_plugin_sdk::contract::{Aspect, Severity, VerdictKind};
use gatewright_plugin_sdk::value::Text;
use gatewright_plugin_sdk::{Answer, Feature, Key, Told};

const LOCATION: Key<Text> = Key::new("configuration-snippet", "", "nginx configuration for the paths");
const SERVER: Key<Text> = Key::new("server-snippet", "", "nginx configuration for the hosts");
const STREAM: Key<Text> = Key::new("stream-snippet", "", "nginx configuration for TCP and UDP");

/// The family.
pub(super) const FEATURE: Feature =
    Feature { name: "snippets", keys: &[&LOCATION, &SERVER, &STREAM], doc: document!("snippet.md") };

/// Where a snippet stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// In the paths of its Ingress.
    Location,
    /// In the server of a host.
    Server,
}

/// Every aspect of an answer.
pub(super) const EVERYTHING: [Aspect; 6] = [
    Aspect::Answer,
    Aspect::Backends,
    Aspect::Upstream,
    Aspect::RequestHeaders,
    Aspect::ResponseHeaders,
    Aspect::Guards,
];

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    for (key, scope) in [(&SERVER, Scope::Server), (&LOCATION, Scope::Location)] {
        if let Some(told) = site.take(key, answer).filter(|told| filled(told, answer))
            && admitted(site, told.fact, effects, answer)
        {
            read(site, (&told, scope), effects, answer);
        }
    }
    if let Some(told) = site.take(&STREAM, answer).filter(|told| filled(told, answer))
        && admitted(site, told.fact, effects, answer)
    {
        let why = "a server for TCP or UDP is not part of an Ingress' routes";
        let help = "write a TCPRoute or UDPRoute and a listener for it by hand";
        answer.unsupported(told.fact, why, Some(help));
        answer.find(Severity::Error, "stream-snippet", why).at([told.fact]).help(help);
    }
}

fn filled(told: &Told<Text>, answer: &mut Answer) -> bool {
    if told.value.0.trim().is_empty() {
        answer.inert(told.fact, "it is empty, as without it");
    }
    !told.value.0.trim().is_empty()
}

/// Whether the controller read snippets at all. What it made of them otherwise is said here.
pub(super) fn admitted(
    site: &Site<'_>,
    fact: gatewright_plugin_sdk::contract::FactId,
    effects: &mut Effects,
    answer: &mut Answer,
) -> bool {
    match site.settings.snippets() {
        Snippets::Read => true,
        Snippets::Assumed => {
            let known = |note: &Note| note.slug == "snippet-assumed";
            match effects.notes.iter_mut().find(|note| known(note)) {
                Some(note) => note.at.push(fact),
                None => effects.notes.push(Note {
                    severity: Severity::Info,
                    slug: "snippet-assumed",
                    message: "the controller's ConfigMap is not in the input; its snippets are taken to be allowed"
                        .to_owned(),
                    help: "add the ConfigMap to the input: by default releases from 1.10 on do not read snippets, and \
                           from 1.12 on refuse the Ingress"
                        .to_owned(),
                    at: vec![fact],
                    changes: EVERYTHING.to_vec(),
                    when: None,
                }),
            }
            true
        }
        Snippets::Ignored => {
            answer.inert(fact, "the controller did not read snippets: allow-snippet-annotations is off");
            false
        }
        Snippets::Refused => {
            let why = "its snippet is riskier than the controller's annotations-risk-level allows";
            answer.invalid(fact, why, Some("nothing to do where the Ingress was not served"));
            effects.drop_ingress(why, [fact]);
            false
        }
    }
}

fn read(site: &Site<'_>, (told, scope): (&Told<Text>, Scope), effects: &mut Effects, answer: &mut Answer) {
    let statements = match syntax::parse(&told.value.0) {
        Ok(statements) => statements,
        Err(why) => {
            let why = format!("nginx could not have loaded this snippet: {why}");
            let help = "correct it; while it was there the controller kept its last good configuration";
            answer.invalid(told.fact, &why, Some(help));
            answer.find(Severity::Error, "snippet-syntax", why).at([told.fact]).help(help);
            return;
        }
    };
    let mut reader = Reader::new(site, &statements, (told.fact, scope), effects);
    let parts: Vec<_> = statements.iter().map(|statement| reader.statement(statement)).collect();
    let parts: Vec<_> = parts.into_iter().chain(reader.finish()).collect();
    for part in parts.iter().filter(|part| part.outcome >= VerdictKind::Unsupported) {
        let why = part.why.clone().unwrap_or_default();
        let text = format!("`{}`: {why}", shortened(&part.text));
        let telling = if why == directive::CLOSED {
            answer.find(Severity::Error, "snippet-statement", text)
        } else {
            answer.find(Severity::Warning, "snippet-statement", text)
        };
        telling
            .at([told.fact])
            .help("see what it did, and do the same in the backend or with a policy of the new implementation");
    }
    answer.parts(told.fact, parts);
}

/// A statement short enough for one line.
fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(80).collect();
    if short.len() < text.len() {
        short.push_str(" ...");
    }
    short
}
