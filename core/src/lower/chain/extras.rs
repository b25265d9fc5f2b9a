//! Which of the things granted to a rule fit the way it ends?

use super::{Chain, Loss};
use crate::grant::Extras;
use crate::lower::route::RouteAction;
use crate::report::Outcome;
use crate::target::Concern;
use gatewright_contract::{Aspect, Backend, FactId, Sourced};

/// Filters one rule may have.
const MAX_FILTERS: usize = 16;

/// What stays of them.
pub(super) fn fitting(granted: &Extras, action: &RouteAction, losses: &mut Vec<Loss>) -> Extras {
    let mut extras = granted.clone();
    match action {
        RouteAction::Forward(_) => return extras,
        // What happens on the way to a backend concerns nobody where there is none.
        RouteAction::Redirect(_) => {}
        RouteAction::Respond(_) => {
            let cors = extras.cors.take().map(|cors| lost("cross-origin requests", cors.from));
            let auth = extras.auth.take().map(|auth| lost("authentication by another service", auth.from));
            losses.extend(cors.into_iter().chain(auth));
        }
    }
    (extras.timeouts, extras.retry, extras.session) = (None, None, None);
    extras.parts.retain(|part| part.value.concern == Concern::Request);
    extras
}

fn lost(what: &str, at: Vec<FactId>) -> Loss {
    Loss {
        code: "core/response-headers",
        why: format!("{what} cannot be looked at before an answer without a backend"),
        advice: "let a backend give this answer",
        outcome: Outcome::Unsupported,
        at,
        changes: &[Aspect::Answer, Aspect::ResponseHeaders, Aspect::RequestHeaders, Aspect::Guards],
    }
}

/// Sends a copy to one more backend.
pub(super) fn mirror(extras: &mut Extras, backend: &Backend, from: &[FactId]) {
    let same = |seen: &&mut Sourced<Backend>| {
        (&seen.value.namespace, &seen.value.service, seen.value.port)
            == (&backend.namespace, &backend.service, backend.port)
    };
    match extras.mirrors.iter_mut().find(same) {
        Some(seen) => seen.from.extend_from_slice(from),
        None => extras.mirrors.push(Sourced { value: backend.clone(), from: from.to_vec() }),
    }
}

/// Leaves out the copies for which there is no room.
pub(super) fn limit(chain: &mut Chain, losses: &mut Vec<Loss>) {
    let rewrite = chain.rewrite_path.is_some() || chain.rewrite_host.is_some();
    let redirect = matches!(chain.action, RouteAction::Redirect(_));
    let others = [
        chain.request_headers.is_some(),
        chain.response_headers.is_some(),
        rewrite || redirect,
        chain.extras.cors.is_some(),
        chain.extras.auth.is_some(),
    ];
    let taken = others.into_iter().filter(|taken| *taken).count() + chain.extras.own.len();
    let room = MAX_FILTERS.saturating_sub(taken).min(chain.extras.mirrors.len());
    for mirror in chain.extras.mirrors.drain(room..) {
        losses.push(Loss {
            code: "core/too-many-mirrors",
            why: format!("a rule has room for {room} copies; `{}` gets none", mirror.value.service),
            advice: "send copies to fewer Services",
            outcome: Outcome::Unsupported,
            at: mirror.from,
            changes: &[],
        });
    }
}
