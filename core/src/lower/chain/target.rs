//! Where a rule's requests end, as the Gateway API can say it.

use super::{Loss, NO_ANSWER};
use crate::lower::host;
use crate::lower::route::RouteAction;
use crate::report::Outcome;
use gatewright_contract::collections::Arrange;
use gatewright_contract::{Action, Aspect, Backend, FactId, HostMatch, PathRewrite, Redirect, Rule};

/// Backends one rule may have.
const MAX_BACKENDS: usize = 16;
/// The largest weight.
const MAX_WEIGHT: u32 = 1_000_000;

/// The end of a rule.
pub(super) fn action(rule: &Rule, losses: &mut Vec<Loss>) -> RouteAction {
    match &rule.action {
        Action::Respond(response) => RouteAction::Respond(response.clone()),
        Action::Forward(backends) => match weighed(merged(backends), &rule.from, losses) {
            backends if backends.is_empty() => RouteAction::Respond(NO_ANSWER),
            backends => RouteAction::Forward(backends),
        },
        Action::Redirect(redirect) => redirected(redirect, &rule.from, losses),
    }
}

/// Whether a rewrite or a redirect can name it.
pub(super) fn is_host(name: &str) -> bool {
    host::is_printable(&HostMatch::Exact(name.to_owned()))
}

/// Equal backends stand once, with the sum of their weights.
fn merged(backends: &[Backend]) -> Vec<Backend> {
    let mut merged: Vec<Backend> = Vec::with_capacity(backends.len());
    for backend in backends {
        let same = |seen: &&mut Backend| {
            (&seen.namespace, &seen.service, seen.port) == (&backend.namespace, &backend.service, backend.port)
        };
        match merged.iter_mut().find(same) {
            Some(seen) => {
                seen.weight = seen.weight.saturating_add(backend.weight);
                seen.from.extend_from_slice(&backend.from);
            }
            None => merged.push(backend.clone()),
        }
    }
    merged
}

fn weighed(mut backends: Vec<Backend>, facts: &[FactId], losses: &mut Vec<Loss>) -> Vec<Backend> {
    if backends.len() > MAX_BACKENDS {
        let mut order: Vec<usize> = (0..backends.len()).collect();
        order.arrange_by_key(|at| std::cmp::Reverse(backends.get(*at).map_or(0, |backend| backend.weight)));
        order.truncate(MAX_BACKENDS);
        losses.push(Loss {
            code: "core/too-many-backends",
            why: format!("{} backends share these requests; the {MAX_BACKENDS} heaviest stay", backends.len()),
            advice: "put a Service in front of some of them",
            outcome: Outcome::Approximate,
            at: facts.to_vec(),
            changes: &[Aspect::Backends],
        });
        let mut at = 0;
        backends.retain(|_| {
            at += 1;
            order.contains(&(at - 1))
        });
    }
    let heaviest = backends.iter().map(|backend| backend.weight).max().unwrap_or(0);
    if heaviest > MAX_WEIGHT {
        for backend in &mut backends {
            let scaled = u64::from(backend.weight) * u64::from(MAX_WEIGHT) / u64::from(heaviest);
            let least = u32::from(backend.weight > 0);
            backend.weight = u32::try_from(scaled).unwrap_or(MAX_WEIGHT).max(least);
        }
    }
    backends
}

fn redirected(redirect: &Redirect, facts: &[FactId], losses: &mut Vec<Loss>) -> RouteAction {
    let mut redirect = redirect.clone();
    if let Some(PathRewrite::Full(path)) = &mut redirect.path
        && !path.starts_with('/')
    {
        path.insert(0, '/');
    }
    let mut refuse = |why: String| {
        losses.push(Loss {
            code: "core/redirect",
            why,
            advice: "redirect to a plain host name with one of 301, 302, 303, 307 and 308",
            outcome: Outcome::Unsupported,
            at: facts.to_vec(),
            changes: &[Aspect::Answer],
        });
        RouteAction::Respond(NO_ANSWER)
    };
    match &redirect.host {
        Some(host) if !is_host(host) => return refuse(format!("a redirect cannot lead to the host `{host}`")),
        Some(_) | None => {}
    }
    if ![301, 302, 303, 307, 308].contains(&redirect.status) {
        return refuse(format!("a redirect cannot have the status {}", redirect.status));
    }
    RouteAction::Redirect(redirect)
}
