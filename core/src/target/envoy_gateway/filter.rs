//! HTTPRouteFilter: answers without a backend, and rewrites by regular expression.

use super::API;
use crate::emit::Node;
use crate::lower::{RouteAction, RouteRule};
use crate::target::{Extension, Naming};
use gatewright_contract::Respond;

/// The filters a rule needs.
pub(super) fn filters(rule: &RouteRule) -> Vec<Extension> {
    match &rule.action {
        RouteAction::Respond(response) => vec![respond(*response, rule)],
        RouteAction::Forward(_) | RouteAction::Redirect(_) => Vec::new(),
    }
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
