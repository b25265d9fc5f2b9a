//! Filters of a route's rule: cross-origin requests, authentication, headers, copies, redirects, rewrites.

use super::node::Node;
use super::route::reference;
use super::stand_in::StandIns;
use crate::grant::{AuthFilter, Extras};
use crate::lower::{RouteAction, RouteRule};
use crate::source::Set;
use gatewright_contract::{Backend, Cors, HeaderChange, PathRewrite, Redirect, Scheme, Sourced};

/// The filters of a rule: what may answer or refuse first, then the request side.
pub(super) fn filters(rule: &RouteRule, (namespace, set, stand_ins): (&str, &Set, &StandIns)) -> Vec<Node> {
    let mut filters = Vec::new();
    if let Some(extras) = &rule.extras {
        filters.extend(first(extras, namespace));
    }
    filters.extend(
        rule.request_headers.iter().map(|change| headers("RequestHeaderModifier", "requestHeaderModifier", change)),
    );
    filters.extend(
        rule.response_headers.iter().map(|change| headers("ResponseHeaderModifier", "responseHeaderModifier", change)),
    );
    if let Some(extras) = &rule.extras {
        filters.extend(extras.mirrors.iter().map(|copy| mirror(copy, (namespace, set, stand_ins))));
    }
    match &rule.action {
        RouteAction::Redirect(redirect) => filters.push(self::redirect(redirect)),
        RouteAction::Forward(_) => {
            filters.extend(stand_ins.copies(rule, namespace));
            filters.extend(rewrite(rule));
        }
        RouteAction::Respond(_) => {}
    }
    filters
}

fn first(extras: &Extras, namespace: &str) -> impl Iterator<Item = Node> {
    let cors = extras.cors.as_ref().map(cors);
    let auth = extras.auth.as_ref().map(|filter| auth(filter, namespace));
    cors.into_iter().chain(auth)
}

fn texts(texts: &[String]) -> Option<Node> {
    (!texts.is_empty()).then(|| Node::list(texts.iter().map(|text| Node::str(text.clone()))))
}

fn cors(cors: &Sourced<Cors>) -> Node {
    let value = &cors.value;
    let mut members = Vec::new();
    members.extend(texts(&value.origins).map(|origins| ("allowOrigins", origins)));
    members.extend(value.credentials.then(|| ("allowCredentials", Node::bool(true))));
    members.extend(texts(&value.methods).map(|methods| ("allowMethods", methods)));
    members.extend(texts(&value.headers).map(|headers| ("allowHeaders", headers)));
    members.extend(texts(&value.expose).map(|headers| ("exposeHeaders", headers)));
    members.extend(value.max_age.and_then(|age| i64::try_from(age).ok()).map(|age| ("maxAge", Node::int(age))));
    Node::map([("type", Node::str("CORS")), ("cors", Node::map(members))]).because(&cors.from)
}

fn auth(auth: &Sourced<AuthFilter>, namespace: &str) -> Node {
    let AuthFilter { service, request_headers, response_headers } = &auth.value;
    let mut http = Vec::new();
    http.extend(texts(request_headers).map(|headers| ("allowedHeaders", headers)));
    http.extend(texts(response_headers).map(|headers| ("allowedResponseHeaders", headers)));
    let asked = (service.namespace.as_str(), service.service.as_str(), service.port);
    let members = Node::map([
        ("protocol", Node::str("HTTP")),
        ("backendRef", reference(asked, namespace)),
        ("http", Node::map(http)),
    ]);
    Node::map([("type", Node::str("ExternalAuth")), ("externalAuth", members)]).because(&auth.from)
}

fn mirror(mirror: &Sourced<Backend>, (namespace, set, stand_ins): (&str, &Set, &StandIns)) -> Node {
    let Backend { namespace: theirs, service, port, .. } = &mirror.value;
    let reference = match stand_ins.copied(&mirror.value, (namespace, set)) {
        Some(reference) => Node::map(reference),
        None => reference((theirs, service, *port), namespace),
    };
    let members = Node::map([("backendRef", reference)]);
    Node::map([("type", Node::str("RequestMirror")), ("requestMirror", members)]).because(&mirror.from)
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
