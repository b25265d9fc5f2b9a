//! What ingress-nginx answered is answered now, or a finding that speaks of the very request says otherwise; and what
//! it kept somebody out of stays closed. Over every case, and over random clusters with random annotations.
//!
//! The model of the controller is the plugin's own (`simulate`), that of the Gateway API is `verify`'s; neither shares
//! code with the translation.

use gatewright_contract::collections::SortedMap;
use gatewright_contract::{Answer, AnswerKind, HttpRequest, Plugin, SimRequest};
use gatewright_core::options::Options;
use gatewright_core::target::Profile;
use gatewright_plugin_nginx::Nginx;
use gatewright_verify::compare::{complete, same};
use gatewright_verify::source::share;
use gatewright_verify::{Announced, FallThrough, Findings, HeaderValues, Model, RegexRank, Traits};
use proptest::prelude::*;
use std::fmt::Write;
use support::conversion::{Conversion, file};
use support::repo;

/// One request, what was answered, what is answered now.
struct Compared {
    request: HttpRequest,
    before: Answer,
    after: Answer,
    announced: bool,
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_answer_is_the_same_or_announced(seeds in proptest::collection::vec(any::<u64>(), 1..4)) {
        let text = cluster(&seeds);
        for one in compared(&text) {
            prop_assert!(one.announced, "{}\n{}", told(&one), text);
        }
    }

    #[test]
    fn nobody_gets_past_a_guard(seeds in proptest::collection::vec(any::<u64>(), 1..4)) {
        let text = cluster(&seeds);
        for one in compared(&text) {
            prop_assert!(!leaks(&one), "{}\n{}", told(&one), text);
        }
    }
}

#[test]
fn every_case_keeps_its_answers_and_its_guards() {
    let (mut count, mut wrong) = (0, String::new());
    for case in
        repo::files().iter().filter(|file| file.path.starts_with("tests/cases/nginx/") && file.name() == "input.yaml")
    {
        // Cases whose options ask for something else than the default are about that.
        let asks = repo::root().join(&case.path).with_file_name("options.toml").exists();
        let all = compared(&case.text);
        count += all.len();
        let broken: Vec<&Compared> = all.iter().filter(|one| (!one.announced || leaks(one)) && !asks).collect();
        if let Some(first) = broken.first() {
            writeln!(wrong, "{}: {} requests, such as {}", case.path, broken.len(), told(first)).unwrap();
        }
    }
    assert!(count > 2000, "only {count} requests");
    assert!(wrong.is_empty(), "{wrong}");
}

/// A guarded request that reaches a backend unguarded.
fn leaks(one: &Compared) -> bool {
    let unguarded = |kind: &str| !one.after.guards.iter().any(|guard| guard.kind == kind);
    one.after.kind == AnswerKind::Forward && one.before.guards.iter().any(|guard| unguarded(&guard.kind))
}

fn told(one: &Compared) -> String {
    format!("{:?}\n  was {:?}\n  now {:?}", one.request, one.before, one.after)
}

fn compared(text: &str) -> Vec<Compared> {
    [Profile::standard(), Profile::envoy_gateway(Some("1.9"))]
        .into_iter()
        .flat_map(|to| compared_for(to, text))
        .collect()
}

/// The traits of a target, as the command knows them.
fn traits(target: &Profile) -> Traits {
    match target.name {
        "envoy-gateway" => {
            let (regex_rank, fall_through) = (RegexRank::AbovePrefix, FallThrough::No);
            Traits { regex_rank, fall_through, header_values: HeaderValues::Formatted, ..Traits::default() }
        }
        _ => Traits::default(),
    }
}

fn compared_for(target: Profile, text: &str) -> Vec<Compared> {
    let traits = traits(&target);
    let conversion = Conversion::by(file(text), Options { target, ..Options::default() }, &[&Nginx]);
    let findings: Findings<'_> = conversion
        .report
        .diagnostics
        .iter()
        .filter_map(|finding| Some(Announced { code: &finding.code, announces: finding.announces.as_deref()? }))
        .collect();
    let model = Model::read(&[&conversion.manifests], traits);
    let requests = requests(text);
    let objects = share(&[text], "default", &[Nginx.describe()]).of_plugins.remove(0);
    let asked = SimRequest { objects, requests: requests.clone(), ..SimRequest::default() };
    let answers = Nginx.simulate(&asked).unwrap().answers;
    let mut compared = Vec::new();
    for (request, before) in requests.into_iter().zip(answers) {
        let Some(before) = before.answer.map(|answer| complete(answer, &request)) else { continue };
        for after in model.answers(&request) {
            let after = complete(after, &request);
            let differences = same(&before, &after);
            let announced = differences.is_empty() || !findings.announcing(&request, &differences).is_empty();
            compared.push(Compared { request: request.clone(), before: before.clone(), after, announced });
        }
    }
    compared
}

/// Hosts and paths the text speaks of, and their neighbours, plain and over TLS.
fn requests(text: &str) -> Vec<HttpRequest> {
    let mut hosts: Vec<String> = vec!["other.example".to_owned()];
    let mut paths: Vec<String> = ["/", "/none", "/app", "/app/", "/app/x", "/apple"].map(str::to_owned).to_vec();
    for line in text.lines().map(|line| line.trim().trim_start_matches("- ")) {
        if let Some(host) = line.strip_prefix("host:") {
            let host = host.trim().trim_matches('"');
            hosts.push(host.replace('*', "deep"));
        }
        if let Some(path) = line.strip_prefix("path:") {
            let path = path.trim().trim_matches('"').replace("(/|$)(.*)", "/x").replace("(.*)", "x");
            let plain = path.replace("([0-9]+)", "12").replace("[0-9]+", "12").replace("/?", "/");
            paths.extend([plain.clone(), format!("{}/deep", plain.trim_end_matches('/')), format!("{plain}suffix")]);
        }
    }
    hosts.sort();
    hosts.dedup();
    paths.retain(|path| path.starts_with('/') && !path.contains(['(', '[', '$', '*']));
    paths.sort();
    paths.dedup();
    let mut requests = Vec::new();
    for host in hosts.iter().filter(|host| !host.contains(['{', '$', ' '])) {
        for path in &paths {
            for scheme in ["http", "https"] {
                for (method, header) in [
                    ("GET", None),
                    ("POST", None),
                    ("GET", Some(("x-next", "always"))),
                    ("GET", Some(("cookie", "next=always"))),
                    ("OPTIONS", Some(("origin", "https://shop.example"))),
                ] {
                    let headers: SortedMap<String, String> =
                        header.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
                    let plain = HttpRequest {
                        method: method.to_owned(),
                        scheme: scheme.to_owned(),
                        host: host.clone(),
                        path: path.clone(),
                        headers,
                        client_address: None,
                        client_cert: None,
                        body_bytes: None,
                    };
                    if method == "POST" {
                        let from =
                            |address: &str| HttpRequest { client_address: Some(address.to_owned()), ..plain.clone() };
                        requests.extend([from("10.1.2.3"), from("192.0.2.1")]);
                        // The longer ones meet the controller's default, which no annotation speaks of.
                        for bytes in [1 << 19, (1 << 20) + 1, 5 << 20] {
                            requests.push(HttpRequest { body_bytes: Some(bytes), ..plain.clone() });
                        }
                    }
                    requests.push(plain);
                }
            }
        }
    }
    requests
}

const HOSTS: [&str; 4] = ["a.example", "b.example", "*.example", ""];
const PATHS: [(&str, &str); 9] = [
    ("/", "Prefix"),
    ("/app", "Prefix"),
    ("/app/", "Prefix"),
    ("/app", "Exact"),
    ("/api(/|$)(.*)", "ImplementationSpecific"),
    ("/id/[0-9]+", "ImplementationSpecific"),
    ("/docs/(.*)", "ImplementationSpecific"),
    ("/v1.0", "Prefix"),
    ("/shop", "ImplementationSpecific"),
];
const ANNOTATIONS: [&[(&str, &str)]; 28] = [
    &[],
    &[],
    &[("use-regex", "true")],
    &[("rewrite-target", "/$2")],
    &[("rewrite-target", "/")],
    &[("rewrite-target", "/new$1")],
    &[("rewrite-target", "https://elsewhere.example/$1")],
    &[("app-root", "/app")],
    &[("permanent-redirect", "https://new.example/start")],
    &[("force-ssl-redirect", "true")],
    &[("ssl-redirect", "false")],
    &[("from-to-www-redirect", "true")],
    &[("auth-type", "basic"), ("auth-secret", "users")],
    &[("auth-url", "http://auth.default.svc.cluster.local/check")],
    &[("whitelist-source-range", "10.0.0.0/8")],
    &[("limit-rps", "5")],
    &[("enable-cors", "true")],
    &[("canary", "true"), ("canary-weight", "20"), ("canary-by-header", "x-next")],
    &[("canary", "true"), ("canary-by-cookie", "next")],
    &[("server-alias", "alias.example")],
    &[("upstream-vhost", "inner.example")],
    &[("custom-http-errors", "404,503")],
    &[("backend-protocol", "HTTPS")],
    &[("enable-modsecurity", "true"), ("auth-tls-secret", "default/ca")],
    &[("auth-tls-secret", "default/ca")],
    &[("proxy-body-size", "8m")],
    &[("affinity", "cookie"), ("denylist-source-range", "192.0.2.0/24")],
    &[("satisfy", "any"), ("auth-type", "basic"), ("auth-secret", "users"), ("whitelist-source-range", "10.0.0.0/8")],
];

/// One Ingress for each seed.
fn cluster(seeds: &[u64]) -> String {
    let mut text = String::new();
    for (at, seed) in seeds.iter().enumerate() {
        let mut rest = *seed;
        let mut pick = |count: usize| {
            let picked = (rest % count as u64) as usize;
            rest /= count as u64;
            picked
        };
        let (host, annotations, tls) = (HOSTS[pick(4)], ANNOTATIONS[pick(28)], pick(3) == 0);
        let paths: Vec<(&str, &str)> = (0..=pick(2)).map(|_| PATHS[pick(9)]).collect();
        let canary = annotations.iter().any(|(key, _)| *key == "canary");
        let service = if canary { "next".to_owned() } else { format!("svc-{}", pick(3)) };
        writeln!(text, "---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: ing-{at}").unwrap();
        writeln!(text, "  namespace: default\n  creationTimestamp: \"2024-01-{:02}T00:00:00Z\"", at + 1).unwrap();
        if !annotations.is_empty() {
            writeln!(text, "  annotations:").unwrap();
            for (key, value) in annotations {
                writeln!(text, "    nginx.ingress.kubernetes.io/{key}: {value:?}").unwrap();
            }
        }
        writeln!(text, "spec:\n  ingressClassName: nginx").unwrap();
        if tls && !host.is_empty() {
            writeln!(text, "  tls:\n  - hosts: [{host:?}]\n    secretName: tls-{at}").unwrap();
        }
        writeln!(text, "  rules:").unwrap();
        let open = if host.is_empty() { "  - http:".to_owned() } else { format!("  - host: {host:?}\n    http:") };
        writeln!(text, "{open}\n      paths:").unwrap();
        for (path, kind) in paths {
            writeln!(text, "      - path: {path:?}\n        pathType: {kind}").unwrap();
            writeln!(text, "        backend: {{service: {{name: {service}, port: {{number: 80}}}}}}").unwrap();
        }
    }
    text
}
