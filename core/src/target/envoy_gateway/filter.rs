//! HTTPRouteFilter: answers without a backend, and rewrites by regular expression.

use super::{API, rewrite};
use crate::emit::Node;
use crate::lower::{RouteAction, RouteRule};
use crate::target::{Extension, Naming};
use gatewright_contract::{FactId, Respond, RewriteRegex, Want};

/// The filters a rule needs.
pub(super) fn filters(rule: &RouteRule) -> Vec<Extension> {
    match &rule.action {
        RouteAction::Respond(response) => vec![respond(*response, rule)],
        RouteAction::Forward(_) => rewrites(rule).collect(),
        RouteAction::Redirect(_) => Vec::new(),
    }
}

/// At most one: a later rewrite would find a path that the first one made.
fn rewrites(rule: &RouteRule) -> impl Iterator<Item = Extension> {
    let own = rule.extras.iter().flat_map(|extras| &extras.own);
    let mut rewrites = own.filter_map(|want| {
        let Want::RewriteRegex(regex) = &want.value else { return None };
        Some(rewrite(regex, &want.from))
    });
    rewrites.next().flatten().into_iter()
}

fn rewrite(regex: &RewriteRegex, from: &[FactId]) -> Option<Extension> {
    let pattern = rewrite::pattern(&regex.regex)?;
    let substitution = rewrite::substitution(&regex.substitution, &pattern);
    let replace = Node::map([("pattern", Node::str(pattern)), ("substitution", Node::str(substitution))]);
    let path = Node::map([("type", Node::str("ReplaceRegexMatch")), ("replaceRegexMatch", replace)]);
    Some(Extension {
        api_version: API,
        kind: "HTTPRouteFilter",
        naming: Naming::AfterRoute("rewrite"),
        spec: Node::map([("urlRewrite", Node::map([("path", path)]))]),
        from: from.to_vec(),
    })
}

fn respond(Respond { status }: Respond, rule: &RouteRule) -> Extension {
    let answer = Node::map([("statusCode", Node::int(status))]);
    Extension {
        api_version: API,
        kind: "HTTPRouteFilter",
        naming: Naming::Plain(format!("respond-{status}")),
        spec: Node::map([("directResponse", answer)]),
        from: rule.from.clone(),
    }
}
