//! From printed Gateways and HTTPRoutes to the listeners of an Envoy, as the specification ranks rules. It shares nothing
//! with the engine or with the models.

use super::action::action;
use serde_json::{Value, json};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// One Gateway as virtual hosts by scheme: the port of the Gateway, and what Envoy shall serve there.
pub(super) type Served = BTreeMap<&'static str, (u64, Vec<Value>)>;

/// A listener and where it stands.
struct Listener<'a> {
    spec: &'a Value,
    gateway: &'a Value,
    hostname: &'a str,
}

/// What a Gateway and its routes serve, or why this translator cannot say it. `formatted`: values of headers are written
/// for Envoy already.
pub(super) fn served(objects: &[Value], formatted: bool) -> Result<Served, &'static str> {
    if objects.iter().any(|object| matches!(word(&object["kind"]), "GRPCRoute" | "TLSRoute" | "ListenerSet")) {
        return Err("GRPCRoute, TLSRoute or ListenerSet");
    }
    let mut gateways = objects.iter().filter(|object| word(&object["kind"]) == "Gateway");
    let (Some(gateway), None) = (gateways.next(), gateways.next()) else { return Err("not one Gateway alone") };
    let mut served = Served::new();
    for (scheme, protocol, usual) in [("http", "HTTP", 80), ("https", "HTTPS", 443)] {
        let ours = items(&gateway["spec"]["listeners"]).filter(|spec| word(&spec["protocol"]) == protocol);
        let ours: Vec<&Value> = ours.collect();
        let ports: BTreeSet<u64> = ours.iter().filter_map(|spec| spec["port"].as_u64()).collect();
        let Some(port) = ports.get(&usual).or_else(|| ports.first()).copied() else { continue };
        let of_port = ours.into_iter().filter(|spec| spec["port"].as_u64() == Some(port));
        let listeners = of_port.map(|spec| Listener { spec, gateway, hostname: or(&spec["hostname"], "*") }).collect();
        served.insert(scheme, (port, virtual_hosts(listeners, objects, (scheme, port, formatted))));
    }
    Ok(served)
}

fn virtual_hosts(listeners: Vec<Listener<'_>>, objects: &[Value], way: (&str, u64, bool)) -> Vec<Value> {
    let mut routes: Vec<&Value> = objects.iter().filter(|object| word(&object["kind"]) == "HTTPRoute").collect();
    routes.sort_by_key(|route| {
        let of = |name: &str| word(&route["metadata"][name]).to_owned();
        (of("creationTimestamp").is_empty(), of("creationTimestamp"), of("namespace"), of("name"))
    });
    let mut domains: BTreeSet<String> = listeners.iter().map(|listener| listener.hostname.to_owned()).collect();
    for name in routes.iter().flat_map(|route| hostnames(route)) {
        if listeners.iter().any(|listener| covers(listener.hostname, name)) {
            domains.insert(name.to_owned());
        }
    }
    let of_domain = |domain: &String| {
        let taking = listeners.iter().filter(|listener| covers(listener.hostname, domain));
        let owner = taking.max_by_key(|listener| specific(listener.hostname));
        let attached = routes.iter().filter(|route| owner.is_some_and(|owner| attaches(route, owner)));
        let mut ranked: Vec<_> = attached.flat_map(|route| ranked(route, domain, way)).collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        let routes: Vec<Value> = ranked.into_iter().map(|(_, route)| route).collect();
        json!({"name": domain, "domains": [domain], "routes": routes})
    };
    domains.iter().map(of_domain).collect()
}

/// Hostname, kind of path, length of path, method, headers, query parameters; the lowest first.
type Rank = Reverse<((usize, usize), usize, usize, bool, usize, usize)>;

fn ranked(route: &Value, domain: &str, way: (&str, u64, bool)) -> Vec<(Rank, Value)> {
    let covering = hostnames(route).into_iter().filter(|name| covers(name, domain));
    let Some(host) = covering.map(specific).max() else { return Vec::new() };
    let nothing = [json!({})];
    let mut all = Vec::new();
    for rule in items(&route["spec"]["rules"]) {
        let matches = rule["matches"].as_array().filter(|all| !all.is_empty()).map_or(&nothing[..], Vec::as_slice);
        for one in matches {
            let (kind, path) = (or(&one["path"]["type"], "PathPrefix"), or(&one["path"]["value"], "/"));
            let kinds = ["PathPrefix", "RegularExpression", "Exact"];
            let kind_rank = kinds.iter().position(|known| *known == kind).unwrap();
            let length = if kind == "PathPrefix" { path.trim_end_matches('/') } else { path }.chars().count();
            let (headers, queries) = (items(&one["headers"]).count(), items(&one["queryParams"]).count());
            let rank = Reverse((host, kind_rank, length, one["method"].is_string(), headers, queries));
            let mut translated = action(route, rule, path, way);
            translated["match"] = condition(one, kind, path);
            all.push((rank, translated));
        }
    }
    all
}

fn condition(one: &Value, kind: &str, path: &str) -> Value {
    let trimmed = path.trim_end_matches('/');
    let mut condition = match kind {
        "Exact" => json!({"path": path}),
        "RegularExpression" => json!({"safe_regex": {"regex": path}}),
        _ if trimmed.is_empty() => json!({"prefix": "/"}),
        _ => json!({"path_separated_prefix": trimmed}),
    };
    let text = |wanted: &Value| match word(&wanted["type"]) {
        "RegularExpression" => json!({"safe_regex": {"regex": wanted["value"]}}),
        _ => json!({"exact": wanted["value"]}),
    };
    let of = |list: &Value| -> Vec<Value> {
        items(list).map(|wanted| json!({"name": wanted["name"], "string_match": text(wanted)})).collect()
    };
    let mut headers = of(&one["headers"]);
    if let Some(method) = one["method"].as_str() {
        headers.push(json!({"name": ":method", "string_match": {"exact": method}}));
    }
    condition["headers"] = json!(headers);
    condition["query_parameters"] = json!(of(&one["queryParams"]));
    condition
}

fn attaches(route: &Value, listener: &Listener<'_>) -> bool {
    let own = or(&route["metadata"]["namespace"], "default");
    let home = or(&listener.gateway["metadata"]["namespace"], "default");
    let spec = listener.spec;
    let named = items(&route["spec"]["parentRefs"]).any(|parent| {
        or(&parent["kind"], "Gateway") == "Gateway"
            && parent["name"] == listener.gateway["metadata"]["name"]
            && or(&parent["namespace"], own) == home
            && (parent["sectionName"].is_null() || parent["sectionName"] == spec["name"])
            && (parent["port"].is_null() || parent["port"] == spec["port"])
    });
    let allowed = &spec["allowedRoutes"]["namespaces"];
    let selector = &allowed["selector"];
    let label = "kubernetes.io/metadata.name";
    named
        && match or(&allowed["from"], "Same") {
            "All" => true,
            "Same" => own == home,
            _ => {
                selector["matchLabels"][label] == own
                    || items(&selector["matchExpressions"])
                        .any(|one| one["key"] == label && items(&one["values"]).any(|value| value == own))
            }
        }
}

fn hostnames(route: &Value) -> Vec<&str> {
    let names: Vec<&str> = items(&route["spec"]["hostnames"]).map(word).collect();
    if names.is_empty() { vec!["*"] } else { names }
}

/// Whether a pattern takes every host that another one takes.
fn covers(pattern: &str, other: &str) -> bool {
    let below = |suffix: &str| other.strip_suffix(suffix).is_some_and(|labels| !labels.is_empty());
    pattern == "*" || pattern == other || pattern.strip_prefix('*').is_some_and(below)
}

fn specific(pattern: &str) -> (usize, usize) {
    let kind = if pattern == "*" {
        0
    } else if pattern.starts_with('*') {
        1
    } else {
        2
    };
    (kind, pattern.len())
}

pub(super) fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

pub(super) fn word(value: &Value) -> &str {
    or(value, "")
}

pub(super) fn or<'a>(value: &'a Value, otherwise: &'a str) -> &'a str {
    value.as_str().unwrap_or(otherwise)
}
