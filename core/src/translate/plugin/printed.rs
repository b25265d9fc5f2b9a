//! Can what a plugin answers be printed at all?
//!
//! A condition or listener that cannot costs the whole answer: without one of its rules, requests would reach another. A
//! rule whose end cannot keeps its place and is closed.

use super::clean;
use crate::source::{Host, is_namespace, is_object_name};
use gatewright_contract::{
    Action, Atom, Backend, Certificate, Expr, FactId, HostMatch, Listener, PathRewrite, Sourced, Step, Table,
};

/// How deep a condition may be nested.
const DEEPEST: usize = 64;

/// What is wrong with conditions and listeners.
pub(super) fn problem(table: &Table) -> Option<String> {
    if !table.listeners.iter().all(is_listener) {
        return Some("a listener has a host, port or name that cannot be".to_owned());
    }
    table.rules.iter().find_map(|rule| condition(&rule.when, 0))
}

/// Closes rules whose steps or ends cannot be printed; gives the facts of each.
pub(super) fn close(table: &mut Table) -> Vec<Vec<FactId>> {
    let mut closed = Vec::new();
    for rule in &mut table.rules {
        let steps = rule.steps.len();
        rule.steps.retain(is_step);
        if rule.steps.len() < steps || !is_end(&rule.action) {
            rule.action = Action::Forward(Vec::new());
            closed.push(rule.from.clone());
        }
    }
    closed
}

/// Whether a step can be printed.
pub(super) fn is_step(step: &Sourced<Step>) -> bool {
    match &step.value {
        Step::RewritePath(rewrite) => is_rewrite(rewrite),
        Step::RewriteHost(host) => is_host(host) && !host.starts_with("*."),
        Step::RequestHeaders(change) | Step::ResponseHeaders(change) => {
            let mut pairs = change.set.iter().chain(&change.add);
            pairs.all(|(name, value)| is_line(name) && is_line(value)) && change.remove.iter().all(|name| is_line(name))
        }
        Step::Mirror(mirror) => is_backend(&mirror.backend),
    }
}

fn is_line(text: &str) -> bool {
    !text.chars().any(char::is_control)
}

fn is_rewrite(rewrite: &PathRewrite) -> bool {
    match rewrite {
        PathRewrite::Full(path) | PathRewrite::Prefix(path) => is_line(path),
    }
}

fn is_end(action: &Action) -> bool {
    match action {
        Action::Forward(backends) => backends.iter().all(is_backend),
        Action::Redirect(redirect) => {
            redirect.host.as_deref().is_none_or(|host| is_host(host) && !host.starts_with("*."))
                && redirect.port != Some(0)
                && redirect.path.as_ref().is_none_or(is_rewrite)
        }
        Action::Respond(respond) => {
            let body = respond.body.as_ref();
            (100..=599).contains(&respond.status) && body.is_none_or(|body| is_line(&body.content_type))
        }
    }
}

fn is_backend(backend: &Backend) -> bool {
    is_namespace(&backend.namespace) && is_object_name(&backend.service) && backend.port != 0
}

fn is_listener(listener: &Listener) -> bool {
    let certificates = listener.certificates.iter().all(|certificate| match certificate {
        Certificate::Default => true,
        Certificate::Secret { namespace, name } => is_namespace(namespace) && is_object_name(name),
    });
    let host = listener.host.as_deref().is_none_or(is_host);
    host && certificates && listener.port != 0 && is_namespace(&listener.namespace)
}

/// A host as it is printed, `*.` in front or not.
fn is_host(text: &str) -> bool {
    matches!(Host::parse(text), Ok((Host::Exact(_) | Host::Wildcard(_), false)))
}

fn condition(expr: &Expr, depth: usize) -> Option<String> {
    if depth > DEEPEST {
        return Some("a condition is nested too deeply".to_owned());
    }
    match expr {
        Expr::All(parts) | Expr::Any(parts) => parts.iter().find_map(|part| condition(part, depth + 1)),
        Expr::Not(part) => condition(part, depth + 1),
        Expr::Is(Atom::Host(host)) => {
            let (name, sound) = match host {
                HostMatch::Exact(name) => (name, is_host(name) && !name.starts_with("*.")),
                HostMatch::Wildcard { suffix, .. } => (suffix, is_host(&format!("*.{suffix}"))),
            };
            (!sound).then(|| format!("a rule is for the host `{}`, which is none", clean(name)))
        }
        Expr::Is(
            Atom::Path(_)
            | Atom::Method(_)
            | Atom::Header { .. }
            | Atom::Query { .. }
            | Atom::Cookie { .. }
            | Atom::Scheme(_)
            | Atom::ClientAddress(_)
            | Atom::Opaque(_),
        ) => None,
    }
}
