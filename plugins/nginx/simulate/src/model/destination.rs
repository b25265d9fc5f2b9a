//! Which backends may a request reach from a location? The main one, its canary, or the one that stands in for errors.

use super::canary::Share;
use super::catalog::{Catalog, Endpoints};
use super::client::Client;
use super::location::Location;
use super::path;
use super::policy::Policy;
use super::script::Walk;
use super::server::Site;
use super::upstream::Key;
use gatewright_plugin_sdk::contract::{Answer, AnswerBackend, AnswerKind};

/// Where a request ends up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// At one of these.
    Backends(Vec<AnswerBackend>),
    /// At the controller's own default backend.
    Default,
    /// Nowhere: nothing is ready.
    Nowhere,
}

/// Where a request goes; none where that is not known.
pub(super) fn of(site: &Site<'_, '_>, location: &Location<'_, '_>, client: &Client<'_>) -> Option<Destination> {
    let Some(key) = &location.backend else { return Some(Destination::Default) };
    let Some(main) = site.upstreams.get(key) else { return Some(Destination::Nowhere) };
    let Endpoints::At(port) = main.endpoints else { return Some(Destination::Nowhere) };
    // Only the first canary of an upstream ever gets a request.
    let canary = main.alternatives.first().and_then(|key| Some((key, site.upstreams.get(key)?)));
    let canary = canary.and_then(|(key, upstream)| match upstream.endpoints {
        Endpoints::At(port) => Some((key, port, upstream.canary?)),
        Endpoints::None => None,
    });
    let Some((other, other_port, policy)) = canary else {
        return Some(Destination::Backends(vec![backend(key, port, 1)]));
    };
    // Which of the two set the cookie is hashed into it.
    if location.policy.and_then(|policy| policy.sticky).is_some_and(|name| client.cookie(name).is_some()) {
        return None;
    }
    Some(Destination::Backends(match policy.share(client)? {
        Share::Main => vec![backend(key, port, 1)],
        Share::Canary => vec![backend(other, other_port, 1)],
        Share::Both(main, canary) => vec![backend(key, port, main), backend(other, other_port, canary)],
    }))
}

fn backend(key: &Key<'_>, port: u16, weight: u32) -> AnswerBackend {
    AnswerBackend { namespace: key.0.to_owned(), service: key.1.to_owned(), port, weight }
}

/// What becomes of an answer that nginx made itself: its status may be one that is replaced.
pub(super) fn replaced(answer: Answer, policy: &Policy<'_>, catalog: &Catalog<'_>, walk: &Walk<'_>) -> Answer {
    let replaced =
        answer.kind == AnswerKind::Respond && answer.status.is_some_and(|status| policy.error_codes.contains(&status));
    if !replaced {
        return answer;
    }
    match stand_in(policy, catalog) {
        Some(backend) => Answer {
            kind: AnswerKind::Forward,
            status: None,
            backends: vec![backend],
            upstream_path: Some(path::joined("/", walk.args.as_deref())),
            ..answer
        },
        None => Answer { status: Some(404), ..answer },
    }
}

/// The Service that answers in place of errors.
pub(super) fn stand_in(policy: &Policy<'_>, catalog: &Catalog<'_>) -> Option<AnswerBackend> {
    let namespace = policy.ingress.view.namespace();
    let service = policy.error_backend?;
    let port = catalog.first_port(namespace, service)?;
    Some(AnswerBackend { namespace: namespace.to_owned(), service: service.to_owned(), port, weight: 1 })
}
