//! What stands in a route's rule beside matches, filters and backends: timeouts, retries, session persistence.

use super::node::Node;
use crate::grant::timeouts::duration;
use crate::grant::{Extras, RouteRetry, RouteTimeouts, SessionPersistence};
use gatewright_contract::Sourced;

/// The members, in the order they are printed.
pub(super) fn fields(extras: &Extras) -> impl Iterator<Item = (&'static str, Node)> {
    let timeouts = extras.timeouts.as_ref().map(|value| ("timeouts", timeouts(value)));
    let retry = extras.retry.as_ref().map(|value| ("retry", retry(value)));
    let session = extras.session.as_ref().map(|value| ("sessionPersistence", session(value)));
    timeouts.into_iter().chain(retry).chain(session)
}

fn timeouts(timeouts: &Sourced<RouteTimeouts>) -> Node {
    let longest = duration(timeouts.value.backend_request);
    Node::map([("backendRequest", Node::str(longest))]).because(&timeouts.from)
}

fn retry(retry: &Sourced<RouteRetry>) -> Node {
    let mut members = Vec::new();
    if !retry.value.codes.is_empty() {
        members.push(("codes", Node::list(retry.value.codes.iter().map(|code| Node::int(*code)))));
    }
    members.extend(retry.value.attempts.map(|attempts| ("attempts", Node::int(attempts))));
    Node::map(members).because(&retry.from)
}

fn session(session: &Sourced<SessionPersistence>) -> Node {
    let SessionPersistence { cookie, max_age } = &session.value;
    let mut members = vec![("sessionName", Node::str(cookie.clone())), ("type", Node::str("Cookie"))];
    if let Some(seconds) = max_age {
        members.push(("absoluteTimeout", Node::str(duration(seconds.saturating_mul(1000)))));
        members.push(("cookieConfig", Node::map([("lifetimeType", Node::str("Permanent"))])));
    }
    Node::map(members).because(&session.from)
}
