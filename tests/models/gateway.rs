//! Which rule takes a request, by the Gateway API's specification?

use super::{Request, prefixes};
use serde_yaml_ng::Value;

/// What a client gets.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Answer {
    /// No listener or no rule: 404 or no connection.
    Nobody,
    /// A rule without backends.
    Closed,
    /// Sent to one of these Services, `namespace/name`.
    Services(Vec<String>),
}

/// Whether a request that no rule of the most specific host takes is offered to the rules of wider hosts.
/// Implementations differ, so both must be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FallThrough {
    Yes,
    No,
}

/// What the printed objects answer, on the port of this protocol. Several answers where the specification leaves it to
/// names or ages.
pub(crate) fn answers(objects: &[Value], request: Request, protocol: &str, fall: FallThrough) -> Vec<Answer> {
    let listeners = objects.iter().filter(|object| matches!(object["kind"].as_str(), Some("Gateway" | "ListenerSet")));
    let listeners =
        listeners.flat_map(|holder| list(&holder["spec"]["listeners"]).map(move |listener| (holder, listener)));
    let listeners = listeners.filter(|(_, listener)| listener["protocol"].as_str() == Some(protocol));
    let listener = listeners
        .filter_map(|pair| Some((host_rank(pair.1["hostname"].as_str().unwrap_or_default(), request.host)?, pair)))
        .max_by_key(|(rank, _)| *rank);
    let Some((_, (holder, listener))) = listener else { return vec![Answer::Nobody] };
    let routes = objects.iter().filter(|object| object["kind"].as_str() == Some("HTTPRoute"));
    let attached =
        routes.filter(|route| list(&route["spec"]["parentRefs"]).any(|parent| is_for(parent, route, holder, listener)));
    let hosted: Vec<(usize, &Value)> =
        attached.filter_map(|route| Some((best_host(route, request.host)?, route))).collect();
    let top = hosted.iter().map(|(rank, _)| *rank).max();
    let considered = hosted.iter().filter(|(rank, _)| fall == FallThrough::Yes || Some(*rank) == top);
    let mut matches: Vec<((usize, Rank), Answer)> = considered
        .flat_map(|(host, route)| list(&route["spec"]["rules"]).map(move |rule| (*host, *route, rule)))
        .filter_map(|(host, route, rule)| Some(((host, rule_rank(rule, request.path)?), answer(route, rule))))
        .collect();
    let Some(best) = matches.iter().map(|(rank, _)| *rank).max() else { return vec![Answer::Nobody] };
    matches.retain(|(rank, _)| *rank == best);
    matches.into_iter().map(|(_, answer)| answer).collect()
}

/// Exact path, then length of the prefix.
type Rank = (bool, usize);

fn is_for(parent: &Value, route: &Value, holder: &Value, listener: &Value) -> bool {
    let own = route["metadata"]["namespace"].as_str().unwrap_or("default");
    let namespace = parent["namespace"].as_str().unwrap_or(own);
    let section = parent["sectionName"].as_str();
    parent["kind"].as_str().unwrap_or("Gateway") == holder["kind"].as_str().unwrap_or_default()
        && parent["name"] == holder["metadata"]["name"]
        && namespace == holder["metadata"]["namespace"].as_str().unwrap_or("default")
        && section.is_none_or(|section| Some(section) == listener["name"].as_str())
        && parent["port"].as_i64().is_none_or(|port| Some(port) == listener["port"].as_i64())
}

fn best_host(route: &Value, host: &str) -> Option<usize> {
    let hostnames: Vec<&str> = list(&route["spec"]["hostnames"]).filter_map(Value::as_str).collect();
    if hostnames.is_empty() { Some(0) } else { hostnames.iter().filter_map(|name| host_rank(name, host)).max() }
}

/// Greater is more specific; `None` where the pattern takes other hosts. A star stands for one label or more.
fn host_rank(pattern: &str, host: &str) -> Option<usize> {
    if pattern.is_empty() {
        return Some(0);
    }
    if pattern == host {
        return Some(1000);
    }
    let suffix = pattern.strip_prefix('*')?;
    host.strip_suffix(suffix).is_some_and(|labels| !labels.is_empty()).then_some(suffix.len())
}

fn rule_rank(rule: &Value, path: &str) -> Option<Rank> {
    let matches = rule["matches"].as_sequence();
    let Some(matches) = matches.filter(|matches| !matches.is_empty()) else { return Some((false, 0)) };
    matches.iter().filter_map(|one| match_rank(&one["path"], path)).max()
}

fn match_rank(condition: &Value, path: &str) -> Option<Rank> {
    let value = condition["value"].as_str().unwrap_or("/");
    match condition["type"].as_str().unwrap_or("PathPrefix") {
        "Exact" => (value == path).then_some((true, 0)),
        "PathPrefix" => prefixes(value, path).then_some((false, value.trim_end_matches('/').len())),
        other => panic!("plain Ingress asks for no {other}"),
    }
}

fn answer(route: &Value, rule: &Value) -> Answer {
    let own = route["metadata"]["namespace"].as_str().unwrap_or("default");
    let service = |backend: &Value| {
        let namespace = backend["namespace"].as_str().unwrap_or(own);
        format!("{namespace}/{}", backend["name"].as_str().unwrap_or_default())
    };
    let services: Vec<String> = list(&rule["backendRefs"]).map(service).collect();
    if services.is_empty() { Answer::Closed } else { Answer::Services(services) }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_sequence().into_iter().flatten()
}
