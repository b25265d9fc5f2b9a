//! Which requests are answered otherwise by an implementation that knows CORS itself?

use super::origins::Origins;
use crate::effects::{Effects, Note};
use gatewright_plugin_sdk::contract::{Aspect, Atom, Expr, FactId, Severity, StringMatch};

const EVERYTHING: [Aspect; 6] = [
    Aspect::Answer,
    Aspect::Backends,
    Aspect::Upstream,
    Aspect::RequestHeaders,
    Aspect::ResponseHeaders,
    Aspect::Guards,
];

/// Says so.
pub(super) fn note(origins: &Origins, from: &[FactId], effects: &mut Effects) {
    let has_origin = Expr::Is(Atom::Header { name: "origin".to_owned(), value: StringMatch::Present });
    let mut tell = |severity, slug, (message, help): (&str, &str), (changes, when): (&[Aspect], Option<Expr>)| {
        effects.notes.push(Note {
            severity,
            slug,
            message: message.to_owned(),
            help: help.to_owned(),
            at: from.to_vec(),
            changes: changes.to_vec(),
            when,
        });
    };
    tell(
        Severity::Warning,
        "cors-preflight",
        (
            "nginx answered every OPTIONS request 204, before redirects and guards; only preflights are answered so now",
            "check that preflights get through to the new implementation, over http and https and without a password",
        ),
        (&EVERYTHING, Some(Expr::Is(Atom::Method("OPTIONS".to_owned())))),
    );
    let headers = match origins {
        Origins::All => (
            "nginx sent CORS headers with every response; now only requests of another origin get them",
            "nothing to do: browsers need them nowhere else",
        ),
        Origins::Some(_) | Origins::None => (
            "nginx sent all CORS headers with every response to an accepted origin; most come with preflights now",
            "nothing to do: browsers need them nowhere else",
        ),
    };
    let when = if *origins == Origins::All { None } else { Some(has_origin.clone()) };
    tell(Severity::Info, "cors-headers", headers, (&[Aspect::ResponseHeaders], when));
    if origins.has_wildcard() {
        let text = (
            "`*.` in an origin stood for one label, and stands for any number of them now",
            "list the origins one by one if a deeper host must not read answers",
        );
        tell(Severity::Warning, "cors-wildcard", text, (&[Aspect::ResponseHeaders], Some(has_origin)));
    }
}
