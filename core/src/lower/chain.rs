//! A rule's chain of steps as the few changes a Gateway API rule can make.

mod extras;
mod header;
mod target;

use super::path::Path;
use super::route::RouteAction;
use crate::grant::Extras;
use crate::report::Outcome;
use gatewright_contract::{Aspect, FactId, HeaderChange, PathRewrite, Redirect, Respond, Rule, Sourced, Step};

/// What a rule does, folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chain {
    pub(super) request_headers: Option<Sourced<HeaderChange>>,
    pub(super) response_headers: Option<Sourced<HeaderChange>>,
    pub(super) rewrite_path: Option<Sourced<PathRewrite>>,
    pub(super) rewrite_host: Option<Sourced<String>>,
    pub(super) action: RouteAction,
    pub(super) extras: Extras,
}

impl Chain {
    /// Nothing on the way, and this in the end.
    pub(super) fn ending(action: RouteAction) -> Chain {
        Chain {
            request_headers: None,
            response_headers: None,
            rewrite_path: None,
            rewrite_host: None,
            action,
            extras: Extras::default(),
        }
    }
}

/// Something of a rule that is not in its folded form as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Loss {
    pub(super) code: &'static str,
    pub(super) why: String,
    pub(super) advice: &'static str,
    pub(super) outcome: Outcome,
    pub(super) at: Vec<FactId>,
    /// In what answers differ for it.
    pub(super) changes: &'static [Aspect],
}

/// What a closed or unanswerable rule responds.
pub(super) const NO_ANSWER: Respond = Respond::bare(503);

/// Folds a rule's steps, and what was granted to it.
pub(super) fn fold(rule: &Rule, granted: Option<&Extras>) -> (Chain, Vec<Loss>) {
    let mut losses = Vec::new();
    let action = target::action(rule, &mut losses);
    let extras = granted.map(|granted| extras::fitting(granted, &action, &mut losses)).unwrap_or_default();
    let mut chain = Chain { extras, ..Chain::ending(action) };
    let (to_backend, answers) = match &chain.action {
        RouteAction::Forward(_) => (true, true),
        RouteAction::Redirect(_) => (false, true),
        RouteAction::Respond(_) => (false, false),
    };
    if rule.steps.is_empty() {
        return (chain, losses);
    }
    let (mut request, mut response) = (header::Fold::default(), header::Fold::default());
    for Sourced { value, from } in &rule.steps {
        match value {
            // What the backend would see concerns nobody where there is none.
            Step::RewritePath(_) | Step::RewriteHost(_) | Step::RequestHeaders(_) | Step::Mirror(_) if !to_backend => {}
            Step::RewritePath(rewrite) => rewrite_path(&mut chain, rewrite, from, &mut losses),
            Step::RewriteHost(host) if !target::is_host(host) => losses.push(Loss {
                code: "core/rewrite-host",
                why: format!("`{host}` is not a host name a rewrite can have"),
                advice: "write a plain lower-case host name without port",
                outcome: Outcome::Unsupported,
                at: from.clone(),
                changes: &[Aspect::Upstream],
            }),
            Step::RewriteHost(host) => {
                chain.rewrite_host = Some(Sourced { value: host.clone(), from: from.clone() });
            }
            Step::Mirror(mirror) => extras::mirror(&mut chain.extras, &mirror.backend, from),
            Step::RequestHeaders(change) => request.then(change, from),
            Step::ResponseHeaders(change) if answers => response.then(change, from),
            Step::ResponseHeaders(_) => losses.push(Loss {
                code: "core/response-headers",
                why: "an answer without a backend cannot carry headers of its own".to_owned(),
                advice: "let a backend give this answer",
                outcome: Outcome::Unsupported,
                at: from.clone(),
                changes: &[Aspect::ResponseHeaders],
            }),
        }
    }
    chain.request_headers = request.done(&mut losses);
    chain.response_headers = response.done(&mut losses);
    extras::limit(&mut chain, &mut losses);
    (chain, losses)
}

/// A later rewrite of the whole path undoes an earlier one; a prefix that is already gone cannot be replaced.
fn rewrite_path(chain: &mut Chain, rewrite: &PathRewrite, from: &[FactId], losses: &mut Vec<Loss>) {
    match (&chain.rewrite_path, rewrite) {
        (None, _) | (Some(_), PathRewrite::Full(_)) => {
            let value = match rewrite {
                PathRewrite::Full(path) if !path.starts_with('/') => PathRewrite::Full(format!("/{path}")),
                PathRewrite::Full(_) | PathRewrite::Prefix(_) => rewrite.clone(),
            };
            chain.rewrite_path = Some(Sourced { value, from: from.to_vec() });
        }
        (Some(_), PathRewrite::Prefix(to)) => losses.push(Loss {
            code: "core/rewrite-twice",
            why: format!("the prefix that should become `{to}` was already rewritten by an earlier step"),
            advice: "write one rewrite that does both",
            outcome: Outcome::Unsupported,
            at: from.to_vec(),
            changes: &[Aspect::Upstream],
        }),
    }
}

/// A rewrite as it must be said for a narrower path than its rule's own; none where it cannot be said.
pub(super) fn rewrite_at(rewrite: &PathRewrite, base: &Path<'_>, at: &Path<'_>) -> Option<PathRewrite> {
    let PathRewrite::Prefix(to) = rewrite else { return Some(rewrite.clone()) };
    match (base, at) {
        (Path::Exact(_), Path::Exact(_)) => Some(PathRewrite::Full(whole(to, ""))),
        (Path::Prefix(base), Path::Exact(at)) => Some(PathRewrite::Full(whole(to, at.strip_prefix(base.as_ref())?))),
        (Path::Prefix(base), Path::Prefix(at)) => match at.strip_prefix(base.as_ref())? {
            "" => Some(rewrite.clone()),
            rest => Some(PathRewrite::Prefix(whole(to, rest))),
        },
        (Path::Exact(_), Path::Prefix(_)) | (Path::Regex(_), _) | (_, Path::Regex(_)) => None,
    }
}

/// A replaced prefix and what followed it.
fn whole(to: &str, rest: &str) -> String {
    let start = if rest.is_empty() { to } else { to.strip_suffix('/').unwrap_or(to) };
    let path = format!("{start}{rest}");
    if path.starts_with('/') { path } else { format!("/{path}") }
}

/// A redirect as it must be said for a narrower path; none where it cannot be said.
pub(super) fn redirect_at(redirect: &Redirect, base: &Path<'_>, at: &Path<'_>) -> Option<Redirect> {
    let path = match &redirect.path {
        Some(rewrite) => Some(rewrite_at(rewrite, base, at)?),
        None => None,
    };
    Some(Redirect { path, ..redirect.clone() })
}

/// Whether a match of this rule must stand alone in its rule, because the prefix it takes is replaced.
pub(super) fn replaces_prefix(chain: &Chain) -> bool {
    let rewrite = chain.rewrite_path.as_ref().map(|rewrite| &rewrite.value);
    let redirect = match &chain.action {
        RouteAction::Redirect(redirect) => redirect.path.as_ref(),
        RouteAction::Forward(_) | RouteAction::Respond(_) => None,
    };
    [rewrite, redirect].into_iter().flatten().any(|rewrite| matches!(rewrite, PathRewrite::Prefix(_)))
}
