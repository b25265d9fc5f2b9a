//! Which paths did the controller leave open whatever their Ingress says?

use crate::effects::{Effects, Note};
use crate::site::Site;
use gatewright_plugin_sdk::contract::{Aspect, Atom, Expr, FactId, PathMatch, Severity};

/// Where nobody was asked who they are, unless the ConfigMap says otherwise.
const OPEN: &str = "/.well-known/acme-challenge";

/// Says that a path was open and is guarded now.
pub(super) fn note(site: &Site<'_>, from: Vec<FactId>, effects: &mut Effects) {
    let open = site.settings.text("no-auth-locations").unwrap_or(OPEN);
    let paths = site.ingress.rules.iter().flat_map(|rule| &rule.paths).filter_map(|path| path.path);
    let paths: Vec<_> = paths.collect();
    for prefix in open.split(',').map(str::trim).filter(|prefix| !prefix.is_empty()) {
        let Some(path) = paths.iter().find(|path| path.value.starts_with(prefix)) else { continue };
        effects.notes.push(Note {
            severity: Severity::Warning,
            slug: "no-auth-location",
            message: format!(
                "the controller let everybody through to `{}`, as no-auth-locations has `{prefix}`; it is guarded now",
                path.value
            ),
            help: "move the path to an Ingress without authentication if it must stay open".to_owned(),
            at: from.iter().copied().chain([path.fact]).chain(site.settings.facts(&["no-auth-locations"])).collect(),
            changes: vec![Aspect::Answer, Aspect::Backends, Aspect::Guards, Aspect::Upstream],
            when: Some(Expr::Is(Atom::Path(PathMatch::StringPrefix(prefix.to_owned())))),
        });
    }
}
