//! GRPCRoutes: which routes are made of gRPC calls alone, and what of the rest needs another word?
//!
//! A GRPCRoute and an HTTPRoute must not share a host name on one listener, so a route becomes a GRPCRoute only where
//! nothing else that meets it there is anything else.

use super::layout::{Plan, attached};
use super::node::Node;
use super::reach::{At, Reach};
use super::route::condition;
use crate::lower::{MatchPath, Route, RouteAction, RouteMatch, RouteRule};
use crate::report::Outcome;
use crate::source::Set;
use gatewright_contract::collections::SortedSet;
use gatewright_contract::{
    Announces, Aspect, Atom, BackendProtocol, Expr, FactId, Finding, HostMatch, Severity, StringMatch, Want,
    WildcardDepth,
};

/// What kind of route a route becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RouteKind {
    Http,
    Grpc,
}

impl RouteKind {
    /// As the API has it.
    pub(super) fn name(self) -> &'static str {
        match self {
            RouteKind::Http => "HTTPRoute",
            RouteKind::Grpc => "GRPCRoute",
        }
    }
}

/// The kind of every route.
pub(super) fn kinds(routes: &[Route], plan: &Plan, set: &mut Set) -> Vec<RouteKind> {
    let mut kinds: Vec<RouteKind> = routes.iter().map(alone).collect();
    if !routes.iter().flat_map(|route| &route.rules).any(|rule| calls(rule).next().is_some()) {
        return kinds;
    }
    keep_apart(routes, plan, &mut kinds);
    let mut told = SortedSet::new();
    for (route, kind) in routes.iter().zip(&kinds) {
        match kind {
            RouteKind::Grpc => only(route, set),
            RouteKind::Http => route.rules.iter().for_each(|rule| ask(rule, &mut told, set)),
        }
    }
    kinds
}

/// What a route is as far as its own rules go.
fn alone(route: &Route) -> RouteKind {
    let all = !route.rules.is_empty() && route.rules.iter().all(|rule| calls(rule).next().is_some() && fits(rule));
    if all { RouteKind::Grpc } else { RouteKind::Http }
}

/// The wants that say that a rule's backends speak gRPC.
fn calls(rule: &RouteRule) -> impl Iterator<Item = &[FactId]> {
    let own = rule.extras.iter().flat_map(|extras| &extras.own);
    own.filter(|want| {
        [Want::Protocol(BackendProtocol::Grpc), Want::Protocol(BackendProtocol::Grpcs)].contains(&want.value)
    })
    .map(|want| want.from.as_slice())
}

/// Whether a GRPCRoute can say the rule.
fn fits(rule: &RouteRule) -> bool {
    let extras = rule.extras.as_deref();
    let plain = extras.is_none_or(|extras| {
        extras.cors.is_none()
            && extras.auth.is_none()
            && extras.mirrors.is_empty()
            && extras.timeouts.is_none()
            && extras.retry.is_none()
            && extras.session.is_none()
            && extras.own.iter().all(|want| matches!(want.value, Want::Protocol(_) | Want::BackendTls(_)))
    });
    plain
        && matches!(rule.action, RouteAction::Forward(_))
        && rule.rewrite_path.is_none()
        && rule.rewrite_host.is_none()
        && rule.matches.iter().all(|one| call(one).is_some())
}

/// The service and the method of a match; none where it is no match of calls.
fn call(one: &RouteMatch) -> Option<(Option<&str>, Option<&str>)> {
    if !one.query.is_empty() || one.method.as_deref().is_some_and(|method| method != "POST") {
        return None;
    }
    let (path, exact) = match &one.path {
        MatchPath::Prefix(path) => (path, false),
        MatchPath::Exact(path) => (path, true),
        MatchPath::Regex(_) => return None,
    };
    let path = path.strip_prefix('/')?;
    let path = if exact { path } else { path.strip_suffix('/').unwrap_or(path) };
    match path.split_once('/') {
        None if path.is_empty() && !exact => Some((None, None)),
        None if is_service(path) && !exact => Some((Some(path), None)),
        Some((service, method)) if is_service(service) && is_word(method) => Some((Some(service), Some(method))),
        None | Some(_) => None,
    }
}

fn is_service(name: &str) -> bool {
    name.len() <= 1024 && name.split('.').all(is_word)
}

fn is_word(word: &str) -> bool {
    word.len() <= 1024
        && word.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Makes HTTPRoutes of those that meet an HTTPRoute on a listener, until none does.
fn keep_apart(routes: &[Route], plan: &Plan, kinds: &mut [RouteKind]) {
    let listeners: Vec<SortedSet<At>> = routes.iter().map(|route| attached(plan, route)).collect();
    let mut plain = Reach::default();
    let enter = |index: usize, plain: &mut Reach| {
        let Some(route) = routes.get(index) else { return };
        if route.hosts.is_empty() {
            plain.add(None, (index, 0));
        }
        route.hosts.iter().for_each(|host| plain.add(Some(host), (index, 0)));
    };
    for (index, kind) in kinds.iter().enumerate() {
        if *kind == RouteKind::Http {
            enter(index, &mut plain);
        }
    }
    loop {
        let mut changed = false;
        for (index, (route, mine)) in routes.iter().zip(&listeners).enumerate() {
            let Some(kind @ RouteKind::Grpc) = kinds.get_mut(index) else { continue };
            let shares = |(other, _): &At| listeners.get(*other).is_some_and(|theirs| !theirs.is_disjoint(mine));
            if plain.of(&route.hosts).iter().any(shares) {
                *kind = RouteKind::Http;
                enter(index, &mut plain);
                changed = true;
            }
        }
        if !changed {
            return;
        }
    }
}

/// Says that nothing but calls gets through any more.
fn only(route: &Route, set: &mut Set) {
    let facts: Vec<FactId> = route.rules.iter().flat_map(calls).flatten().copied().collect();
    let name = set.ledger.name(route.object);
    let hosts = Expr::Any(route.hosts.iter().map(|host| Expr::Is(Atom::Host(host_match(host)))).collect());
    let call = StringMatch::Prefix("application/grpc".to_owned());
    let call = Expr::Is(Atom::Header { name: "content-type".to_owned(), value: call });
    let mut when = vec![Expr::Not(Box::new(call))];
    when.extend((!route.hosts.is_empty()).then_some(hosts));
    let message =
        format!("the GRPCRoute of `{name}` takes gRPC calls only: other requests to its hosts are not passed on");
    if set.ledger.diagnostics.iter().any(|known| known.message == message) {
        return;
    }
    set.ledger.find(Finding {
        code: "core/grpc-only".to_owned(),
        severity: Severity::Info,
        message,
        help: Some("nothing to do, unless something other than gRPC clients uses these hosts".to_owned()),
        at: facts,
        object: Some(route.object),
        announces: Some(Box::new(Announces {
            when: Expr::All(when),
            changes: vec![Aspect::Answer, Aspect::Backends, Aspect::Upstream, Aspect::RequestHeaders],
        })),
    });
}

fn host_match(host: &str) -> HostMatch {
    match host.strip_prefix("*.") {
        Some(suffix) => HostMatch::Wildcard { suffix: suffix.to_owned(), depth: WildcardDepth::Any },
        None => HostMatch::Exact(host.to_owned()),
    }
}

/// Says what a Service's port must say of itself, where an HTTPRoute leads to it.
fn ask(rule: &RouteRule, told: &mut SortedSet<(String, String, u16)>, set: &mut Set) {
    let RouteAction::Forward(backends) = &rule.action else { return };
    let own = rule.extras.iter().flat_map(|extras| &extras.own);
    let clear = own.filter(|want| want.value == Want::Protocol(BackendProtocol::Grpc));
    let facts: Vec<FactId> = clear.flat_map(|want| want.from.iter().copied()).collect();
    if facts.is_empty() {
        return;
    }
    for backend in backends {
        let key = (backend.namespace.clone(), backend.service.clone());
        let port = set.services.get(&key).and_then(|service| service.numbered(backend.port));
        if port.and_then(|port| port.app_protocol.as_deref()) == Some("kubernetes.io/h2c") {
            continue;
        }
        let why = format!(
            "Service {}/{} speaks gRPC on port {}, and an HTTPRoute leads to it: a Gateway speaks HTTP/1.1 unless the port \
             says otherwise",
            key.0, key.1, backend.port
        );
        let help = "set `appProtocol: kubernetes.io/h2c` on that port of the Service";
        for fact in &facts {
            set.ledger.settle(*fact, Outcome::Approximate, &why, Some(help));
        }
        if told.insert((key.0, key.1, backend.port)) {
            set.ledger.say(Severity::Warning, "core/grpc-needs-app-protocol", &facts, (why, help));
        }
    }
}

/// The matches of a rule as a GRPCRoute has them; none where every call matches.
pub(super) fn matches(rule: &RouteRule) -> Option<Node> {
    let whole = |one: &RouteMatch| call(one) == Some((None, None)) && one.headers.is_empty();
    (!rule.matches.iter().any(whole)).then(|| Node::list(rule.matches.iter().map(one_match)))
}

fn one_match(one: &RouteMatch) -> Node {
    let (service, method) = call(one).unwrap_or_default();
    let mut named = Vec::new();
    named.extend(service.map(|service| ("service", Node::str(service.to_owned()))));
    named.extend(method.map(|method| ("method", Node::str(method.to_owned()))));
    let mut members = Vec::new();
    if !named.is_empty() {
        members.push(("method", Node::map(named)));
    }
    if !one.headers.is_empty() {
        members.push(("headers", Node::list(one.headers.iter().map(condition))));
    }
    Node::map(members)
}
