//! A configuration of Envoy with one virtual host for each thing it is asked.

use serde_json::{Value, json};

/// What is asked.
#[derive(Clone, Debug, Default)]
pub(super) struct Ask {
    /// An expression that takes paths.
    pub(super) pattern: String,
    /// What becomes of the path that it takes.
    pub(super) substitution: Option<String>,
    /// A value of a header.
    pub(super) header: Option<String>,
    /// Whether what the client sent of the header is removed first.
    pub(super) anew: bool,
}

/// Routes to a second listener, which says in a header of its answer which path it was asked for.
pub(super) fn bootstrap(asks: &[Ask], (front, back): (u16, u16)) -> Value {
    let hosts: Vec<Value> = asks.iter().enumerate().map(|(at, ask)| host(at, ask)).collect();
    let header = |key: &str, value: &str| json!({"header": {"key": key, "value": value}});
    let seen = json!([header("x-seen", "%REQ(:PATH)%"), header("x-asked", "%REQ(X-ASKED)%")]);
    let answer = json!({"match": {"prefix": "/"}, "direct_response": {"status": 200}, "response_headers_to_add": seen});
    let all = json!([{"name": "all", "domains": ["*"], "routes": [answer]}]);
    let endpoint = json!({"endpoint": {"address": address(back)}});
    let cluster = json!({
        "name": "back", "type": "STATIC", "connect_timeout": "2s",
        "load_assignment": {"cluster_name": "back", "endpoints": [{"lb_endpoints": [endpoint]}]},
    });
    let listeners = [listener("front", front, json!(hosts)), listener("back", back, all)];
    json!({"static_resources": {"listeners": listeners, "clusters": [cluster]}})
}

fn host(at: usize, ask: &Ask) -> Value {
    let mut action = json!({"cluster": "back"});
    if let Some(substitution) = &ask.substitution {
        action["regex_rewrite"] = json!({"pattern": {"regex": ask.pattern}, "substitution": substitution});
    }
    let mut route = json!({"match": {"safe_regex": {"regex": ask.pattern}}, "route": action});
    if let Some(value) = &ask.header {
        let set = "OVERWRITE_IF_EXISTS_OR_ADD";
        route["request_headers_to_add"] = json!([{"header": {"key": "x-asked", "value": value}, "append_action": set}]);
    }
    if ask.anew {
        route["request_headers_to_remove"] = json!(["x-asked"]);
    }
    json!({"name": format!("ask-{at}"), "domains": [format!("ask-{at}.example")], "routes": [route]})
}

pub(super) fn listener(name: &str, port: u16, hosts: Value) -> Value {
    let of = |kind: &str| format!("type.googleapis.com/envoy.extensions.filters.{kind}");
    let router = json!({"name": "router", "typed_config": {"@type": of("http.router.v3.Router")}});
    let manager = json!({
        "@type": of("network.http_connection_manager.v3.HttpConnectionManager"),
        "stat_prefix": name, "delayed_close_timeout": "0s", "route_config": {"virtual_hosts": hosts}, "http_filters": [router],
    });
    let chain = json!({"filters": [{"name": "http", "typed_config": manager}]});
    json!({"name": name, "address": address(port), "filter_chains": [chain]})
}

pub(super) fn address(port: u16) -> Value {
    json!({"socket_address": {"address": "127.0.0.1", "port_value": port}})
}
