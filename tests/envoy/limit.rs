//! Do raw patches hold? Envoy Gateway applies them, and Envoy counts by what comes of it.

use super::configuration::address;
use super::echo;
use super::gateway;
use super::program::{Envoy, free_port};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// The case: 5 requests a second, 25 more at once, 503 beyond.
const CASE: &str = "tests/cases/envoy-gateway/raw-patches/output.snap";
const AT_ONCE: usize = 26;

#[test]
fn patches_keep_the_burst_and_the_status() {
    let Some(configurations) = gateway::configurations(CASE) else { return };
    let of = |name: &str| configurations.iter().find(|one| one["name"] == name).unwrap_or_else(|| panic!("no {name}"));
    let (plain, secure) = (of("gateway-system/nginx/http"), of("gateway-system/nginx/https-shop-example"));
    for configuration in [plain, secure] {
        let text = configuration.to_string();
        assert!(
            text.contains("ServiceUnavailable")
                && text.contains("\"maxTokens\":26")
                && text.contains("\"maxTokens\":501")
        );
    }
    let Some(envoy) = Envoy::found() else { return };
    let (front, back) = (free_port().local_addr().unwrap().port(), echo::start());
    let running = envoy.start("limit", &bootstrap(plain, (front, back)), (front, back)).unwrap();
    let statuses = ask(front, AT_ONCE + 40);
    drop(running);
    let passed = statuses.iter().filter(|status| *status == "200").count();
    assert!(statuses[..AT_ONCE].iter().all(|status| status == "200"), "{statuses:?}");
    assert!(statuses.iter().all(|status| ["200", "503"].contains(&status.as_str())), "{statuses:?}");
    assert!(passed < statuses.len(), "nothing is over the limit: {statuses:?}");
}

/// The configuration of routes in a listener of its own, with one backend for all of its clusters.
fn bootstrap(routes: &Value, (front, back): (u16, u16)) -> Value {
    let mut routes = routes.clone();
    routes.as_object_mut().unwrap().remove("@type");
    let of = |kind: &str| format!("type.googleapis.com/envoy.extensions.filters.{kind}");
    let limit = json!({"@type": of("http.local_ratelimit.v3.LocalRateLimit"), "stat_prefix": "limit"});
    let filters = json!([
        {"name": "envoy.filters.http.local_ratelimit", "typed_config": limit},
        {"name": "router", "typed_config": {"@type": of("http.router.v3.Router")}},
    ]);
    let manager = json!({
        "@type": of("network.http_connection_manager.v3.HttpConnectionManager"),
        "stat_prefix": "front", "route_config": routes, "http_filters": filters,
    });
    let chain = json!({"filters": [{"name": "http", "typed_config": manager}]});
    let endpoint = json!({"endpoint": {"address": address(back)}});
    let clusters: Vec<Value> = ["shop", "statistics"]
        .into_iter()
        .map(|name| {
            let name = format!("httproute/shop/{name}/rule/0");
            let endpoints = json!([{"lb_endpoints": [endpoint]}]);
            json!({"name": name, "type": "STATIC", "load_assignment": {"cluster_name": name, "endpoints": endpoints}})
        })
        .collect();
    let listener = json!({"name": "front", "address": address(front), "filter_chains": [chain]});
    json!({"static_resources": {"listeners": [listener], "clusters": clusters}})
}

/// The statuses of so many requests, one after the other.
fn ask(port: u16, count: usize) -> Vec<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let request = "GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n";
    let last = "GET / HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n";
    stream.write_all((request.repeat(count - 1) + last).as_bytes()).unwrap();
    let mut answers = String::new();
    stream.read_to_string(&mut answers).unwrap();
    let statuses = answers.lines().filter_map(|line| line.split_once("HTTP/1.1 ")?.1.get(..3));
    statuses.map(str::to_owned).collect()
}
