//! Which Ingresses may answer a request, by the Ingress API's documentation?

use super::{Request, prefixes};
use serde_yaml_ng::Value;

/// One path of one Ingress.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// The Ingress.
    pub(crate) ingress: String,
    /// The Service in its namespace; `None` for other backends.
    pub(crate) service: Option<String>,
    /// Whether an annotation may keep somebody out.
    pub(crate) guarded: bool,
}

/// Who decides a request: the most specific host that has rules, in it an equal path, else the longest prefix, else the
/// default backends. Several are as good as each other where objects compete and only their order decides.
pub(crate) fn deciders(ingresses: &[Value], request: Request) -> Vec<Candidate> {
    let rules =
        || ingresses.iter().flat_map(|ingress| list(&ingress["spec"]["rules"]).map(move |rule| (ingress, rule)));
    let rank = |rule: &Value| host_rank(rule["host"].as_str().unwrap_or_default(), request.host);
    let best_host = rules().filter_map(|(_, rule)| rank(rule)).max();
    let of_host = rules().filter(|(_, rule)| best_host.is_some() && rank(rule) == best_host);
    let paths: Vec<(Candidate, usize)> = of_host
        .flat_map(|(ingress, rule)| list(&rule["http"]["paths"]).map(move |path| (ingress, path)))
        .filter_map(|(ingress, path)| Some((candidate(ingress, &path["backend"]), path_rank(path, request.path)?)))
        .collect();
    let best_path = paths.iter().map(|(_, rank)| *rank).max();
    if let Some(best) = best_path {
        return paths.into_iter().filter(|(_, rank)| *rank == best).map(|(candidate, _)| candidate).collect();
    }
    let fallbacks = ingresses.iter().filter(|ingress| !ingress["spec"]["defaultBackend"].is_null());
    fallbacks.map(|ingress| candidate(ingress, &ingress["spec"]["defaultBackend"])).collect()
}

/// Greater is more specific; `None` where the rule's host is another.
fn host_rank(rule: &str, host: &str) -> Option<usize> {
    if rule.is_empty() {
        return Some(0);
    }
    if rule == host {
        return Some(1000);
    }
    let (_, rest) = host.split_once('.')?;
    (rule.strip_prefix("*.") == Some(rest)).then_some(rest.len())
}

fn path_rank(path: &Value, asked: &str) -> Option<usize> {
    let text = path["path"].as_str().unwrap_or("/");
    match path["pathType"].as_str() {
        Some("Exact") => (text == asked).then_some(1000),
        _ => prefixes(text, asked).then_some(text.trim_end_matches('/').len()),
    }
}

fn candidate(ingress: &Value, backend: &Value) -> Candidate {
    let metadata = &ingress["metadata"];
    let namespace = metadata["namespace"].as_str().unwrap_or("default");
    let keys = metadata["annotations"].as_mapping().into_iter().flat_map(|map| map.keys()).filter_map(Value::as_str);
    let guards = ["auth", "whitelist"];
    Candidate {
        ingress: format!("{namespace}/{}", metadata["name"].as_str().unwrap_or_default()),
        service: backend["service"]["name"].as_str().map(|name| format!("{namespace}/{name}")),
        guarded: keys.into_iter().any(|key| guards.iter().any(|guard| key.contains(guard))),
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_sequence().into_iter().flatten()
}
