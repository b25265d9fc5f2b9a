//! Filters of a route's rule: headers, redirects, rewrites.

use super::node::Node;
use crate::lower::{RouteAction, RouteRule};
use gatewright_contract::{HeaderChange, PathRewrite, Redirect, Scheme, Sourced};

/// The filters of a rule, request side first.
pub(super) fn filters(rule: &RouteRule) -> Vec<Node> {
    let mut filters = Vec::new();
    filters.extend(
        rule.request_headers.iter().map(|change| headers("RequestHeaderModifier", "requestHeaderModifier", change)),
    );
    filters.extend(
        rule.response_headers.iter().map(|change| headers("ResponseHeaderModifier", "responseHeaderModifier", change)),
    );
    match &rule.action {
        RouteAction::Redirect(redirect) => filters.push(self::redirect(redirect)),
        RouteAction::Forward(_) => filters.extend(rewrite(rule)),
        RouteAction::Respond(_) => {}
    }
    filters
}

fn headers(kind: &'static str, member: &'static str, change: &Sourced<HeaderChange>) -> Node {
    let mut members = Vec::new();
    let pairs =
        |pairs: &[(String, String)]| {
            Node::list(pairs.iter().map(|(name, value)| {
                Node::map([("name", Node::str(name.clone())), ("value", Node::str(value.clone()))])
            }))
        };
    if !change.value.set.is_empty() {
        members.push(("set", pairs(&change.value.set)));
    }
    if !change.value.add.is_empty() {
        members.push(("add", pairs(&change.value.add)));
    }
    if !change.value.remove.is_empty() {
        members.push(("remove", Node::list(change.value.remove.iter().map(|name| Node::str(name.clone())))));
    }
    Node::map([("type", Node::str(kind)), (member, Node::map(members))]).because(&change.from)
}

fn redirect(redirect: &Redirect) -> Node {
    let mut members = Vec::new();
    members.extend(redirect.scheme.map(|scheme| {
        let scheme = match scheme {
            Scheme::Http => "http",
            Scheme::Https => "https",
        };
        ("scheme", Node::str(scheme))
    }));
    members.extend(redirect.host.iter().map(|host| ("hostname", Node::str(host.clone()))));
    members.extend(redirect.path.iter().map(|rewrite| ("path", path(rewrite))));
    members.extend(redirect.port.map(|port| ("port", Node::int(port))));
    members.push(("statusCode", Node::int(redirect.status)));
    Node::map([("type", Node::str("RequestRedirect")), ("requestRedirect", Node::map(members))])
}

fn rewrite(rule: &RouteRule) -> Option<Node> {
    if rule.rewrite_host.is_none() && rule.rewrite_path.is_none() {
        return None;
    }
    let mut members = Vec::new();
    let mut facts = Vec::new();
    if let Some(host) = &rule.rewrite_host {
        members.push(("hostname", Node::str(host.value.clone())));
        facts.extend(&host.from);
    }
    if let Some(rewrite) = &rule.rewrite_path {
        members.push(("path", path(&rewrite.value)));
        facts.extend(&rewrite.from);
    }
    Some(Node::map([("type", Node::str("URLRewrite")), ("urlRewrite", Node::map(members))]).because(&facts))
}

fn path(rewrite: &PathRewrite) -> Node {
    let (kind, member, value) = match rewrite {
        PathRewrite::Full(value) => ("ReplaceFullPath", "replaceFullPath", value),
        PathRewrite::Prefix(value) => ("ReplacePrefixMatch", "replacePrefixMatch", value),
    };
    Node::map([("type", Node::str(kind)), (member, Node::str(value.clone()))])
}
