//! What Envoy does with a request that a rule takes: filters and backends.

use super::translator::{items, or, word};
use serde_json::{Value, json};

/// The header by which a backend learns which Service it stands for.
pub(super) const BACKEND: &str = "x-stands-for";

/// The header of an answer that says why the rule was not translated.
pub(super) const SKIPPED: &str = "x-not-translated";

/// A route without its match. `way`: scheme and port of the listener, and whether values are formatted already.
pub(super) fn action(route: &Value, rule: &Value, prefix: &str, way: (&str, u64, bool)) -> Value {
    if let Some(reason) = untranslatable(route, rule) {
        let said = json!([{"header": {"key": SKIPPED, "value": reason}}]);
        return json!({"direct_response": {"status": 200}, "response_headers_to_add": said});
    }
    let filters: Vec<&Value> = items(&rule["filters"]).collect();
    let of = |kind: &str| filters.iter().filter(|filter| word(&filter["type"]) == kind).copied().collect::<Vec<_>>();
    let mut answer = json!({});
    let mut host = None;
    for (kind, member, side) in [
        ("RequestHeaderModifier", "requestHeaderModifier", "request"),
        ("ResponseHeaderModifier", "responseHeaderModifier", "response"),
    ] {
        let (mut added, mut removed) = (Vec::new(), Vec::new());
        for change in of(kind).into_iter().map(|filter| &filter[member]) {
            removed.extend(items(&change["remove"]).cloned());
            for (verb, manner) in [("set", "OVERWRITE_IF_EXISTS_OR_ADD"), ("add", "APPEND_IF_EXISTS_OR_ADD")] {
                for pair in items(&change[verb]) {
                    if word(&pair["name"]).eq_ignore_ascii_case("host") {
                        host = Some(pair["value"].clone());
                        continue;
                    }
                    let value = word(&pair["value"]);
                    let value = if way.2 { value.to_owned() } else { value.replace('%', "%%") };
                    // A value that comes to nothing is no header, unless nothing is what was asked for.
                    let keep = value.is_empty();
                    let header = json!({"key": pair["name"], "value": value});
                    added.push(json!({"header": header, "append_action": manner, "keep_empty_value": keep}));
                }
            }
        }
        answer[format!("{side}_headers_to_add")] = json!(added);
        answer[format!("{side}_headers_to_remove")] = json!(removed);
    }
    if let Some(filter) = of("RequestRedirect").first() {
        answer["redirect"] = redirect(&filter["requestRedirect"], prefix, way);
        return answer;
    }
    let backends: Vec<&Value> = items(&rule["backendRefs"]).filter(|one| weight(one) > 0).collect();
    if backends.is_empty() {
        answer["direct_response"] = json!({"status": 500});
        return answer;
    }
    let own = or(&route["metadata"]["namespace"], "default");
    let cluster = |one: &&Value| {
        let name = format!("{own}/{}:{}", word(&one["name"]), one["port"]);
        let told = json!([{"header": {"key": BACKEND, "value": name}}]);
        json!({"name": "back", "weight": weight(one), "request_headers_to_add": told})
    };
    let clusters: Vec<Value> = backends.iter().map(cluster).collect();
    let mut forward = json!({"weighted_clusters": {"clusters": clusters}});
    if let Some(rewrite) = of("URLRewrite").first().map(|filter| &filter["urlRewrite"]) {
        host = rewrite.get("hostname").cloned().or(host);
        path(&rewrite["path"], prefix, &mut forward);
    }
    if let Some(host) = host {
        forward["host_rewrite_literal"] = host;
    }
    answer["route"] = forward;
    answer
}

fn untranslatable(route: &Value, rule: &Value) -> Option<&'static str> {
    let own = or(&route["metadata"]["namespace"], "default");
    let plain = ["RequestHeaderModifier", "ResponseHeaderModifier", "RequestRedirect", "RequestMirror", "URLRewrite"];
    if items(&rule["filters"]).any(|filter| !plain.contains(&word(&filter["type"]))) {
        return Some("filter that plain Envoy has not: CORS, ExternalAuth, ExtensionRef");
    }
    let mut backends = items(&rule["backendRefs"]);
    let foreign = |one: &Value| {
        or(&one["namespace"], own) != own || or(&one["kind"], "Service") != "Service" || one["filters"].is_array()
    };
    backends.any(foreign).then_some("backend of another namespace or kind, or with filters of its own")
}

fn weight(backend: &Value) -> u64 {
    backend["weight"].as_u64().unwrap_or(1)
}

fn redirect(wanted: &Value, prefix: &str, (scheme, listener, _): (&str, u64, bool)) -> Value {
    let own = wanted["scheme"].as_str();
    let usual = |scheme: &str| if scheme == "https" { 443 } else { 80 };
    let scheme = own.unwrap_or(scheme);
    let port = wanted["port"].as_u64().unwrap_or(if own.is_some() { usual(scheme) } else { listener });
    let code = match wanted["statusCode"].as_u64().unwrap_or(302) {
        301 => "MOVED_PERMANENTLY",
        303 => "SEE_OTHER",
        307 => "TEMPORARY_REDIRECT",
        308 => "PERMANENT_REDIRECT",
        _ => "FOUND",
    };
    let mut redirect = json!({"response_code": code, "scheme_redirect": scheme});
    if let Some(host) = wanted["hostname"].as_str() {
        redirect["host_redirect"] = json!(host);
    }
    if port != usual(scheme) {
        redirect["port_redirect"] = json!(port);
    }
    match wanted["path"]["replaceFullPath"].as_str() {
        Some(full) => redirect["path_redirect"] = json!(full),
        None => path(&wanted["path"], prefix, &mut redirect),
    }
    redirect
}

fn path(modifier: &Value, prefix: &str, action: &mut Value) {
    let by =
        |pattern: String, to: &str| json!({"pattern": {"regex": pattern}, "substitution": to.replace('\\', "\\\\")});
    if let Some(full) = modifier["replaceFullPath"].as_str() {
        action["regex_rewrite"] = by("^/.*$".to_owned(), full);
    }
    let Some(replacement) = modifier["replacePrefixMatch"].as_str() else { return };
    let (prefix, replacement) = (prefix.trim_end_matches('/'), replacement.trim_end_matches('/'));
    // Envoy puts the text in place of the prefix, so that `/` would leave two slashes or none.
    action["regex_rewrite"] = match (prefix, replacement) {
        ("", "") => return,
        (prefix, "") => by(format!("^{}/?", regex::escape(prefix)), "/"),
        (prefix, replacement) => by(format!("^{}", regex::escape(prefix)), replacement),
    };
}
