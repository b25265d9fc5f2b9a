//! Does a real Envoy answer as the model of the Gateway API does?

use super::action::{BACKEND, SKIPPED};
use super::configuration::{address, listener};
use super::echo::{self, SEEN, WISH};
use super::program::{Envoy, free_port};
use super::samples::{self, Sample};
use super::translator::{Served, served};
use super::written::documents;
use gatewright_contract::{Answer, AnswerKind, HttpRequest};
use gatewright_verify::{Model, probes};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// What came of all requests.
#[derive(Default)]
struct Count {
    asked: usize,
    skipped: BTreeMap<String, usize>,
    differences: Vec<String>,
}

/// An answer of Envoy.
struct Got {
    status: u16,
    headers: Vec<(String, String)>,
}

/// Samples with their ports, by scheme.
type Asked = Vec<(Sample, Vec<(&'static str, u16)>)>;

#[test]
fn envoy_answers_printed_routes_as_the_model_does() {
    let Some(envoy) = Envoy::found() else { return };
    // Another program may take a port between its being free and Envoy's asking for it.
    let started = (0..3).find_map(|_| {
        let (asked, count, (configuration, ports)) = prepared();
        envoy.start("agreement", &configuration, ports).ok().map(|running| (asked, count, running))
    });
    let (asked, mut count, _running) = started.unwrap();
    for (sample, ports) in &asked {
        count.ask(sample, ports);
    }
    println!("{} requests of {} samples asked; left out: {:#?}", count.asked, asked.len(), count.skipped);
    let differing = count.differences.len();
    let shown: Vec<&str> = count.differences.iter().take(20).map(String::as_str).collect();
    assert!(differing == 0, "{differing} of {} differ\n{}", count.asked, shown.join("\n"));
    assert!(count.asked > 3500 && asked.len() > 120, "{} requests of {} samples", count.asked, asked.len());
}

/// Every sample that plain Envoy can serve, each listener at a port of its own.
fn prepared() -> (Asked, Count, (Value, (u16, u16))) {
    let (mut asked, mut count, mut listeners) = (Asked::new(), Count::default(), Vec::new());
    for sample in samples::all() {
        let served: Served = match served(&documents(&sample.text), sample.formatted) {
            Ok(served) => served,
            Err(reason) => {
                count.skip(&format!("samples: {reason}"));
                continue;
            }
        };
        let mut ports = Vec::new();
        for (scheme, (_, hosts)) in served {
            let held = free_port();
            let port = held.local_addr().unwrap().port();
            listeners.push((held, listener(&format!("at-{port}"), port, json!(hosts))));
            ports.push((scheme, port));
        }
        asked.push((sample, ports));
    }
    (asked, count, bootstrap(listeners, echo::start()))
}

impl Count {
    fn skip(&mut self, reason: &str) {
        *self.skipped.entry(reason.to_owned()).or_default() += 1;
    }

    fn ask(&mut self, sample: &Sample, ports: &[(&str, u16)]) {
        let model = Model::read(&[&sample.text], sample.traits());
        for mut request in probes(&[&sample.text], sample.most).requests {
            let removed = model.answer(&request).request_headers.into_iter().filter(|(_, value)| value.is_none());
            for (name, _) in removed {
                request.headers.entry(name).or_insert_with(|| "sent".to_owned());
            }
            let answer = model.answer(&request);
            let Some((_, port)) = ports.iter().find(|(scheme, _)| *scheme == request.scheme) else {
                assert_eq!(answer, Answer::not_found(), "{}: no listener for {request:?}", sample.name);
                self.skip("requests: no listener of the scheme");
                continue;
            };
            if !answer.guards.is_empty() || sample.text.contains("kind: SecurityPolicy") {
                self.skip("requests: a policy guards");
                continue;
            }
            if request.headers.contains_key("x-forwarded-proto") {
                self.skip("requests: a scheme of their own, which is how Envoy learns the scheme here");
                continue;
            }
            let got = send(*port, &request, &answer);
            if let Some(reason) = got.header(SKIPPED) {
                self.skip(&format!("requests: {reason}"));
                continue;
            }
            self.asked += 1;
            if let Err(what) = agrees(&request, &answer, &got) {
                self.differences.push(format!("{}: {what}\n  {request:?}\n  {answer:?}", sample.name));
            }
        }
    }
}

impl Got {
    /// All values of a header in one.
    fn header(&self, name: &str) -> Option<String> {
        joined(&self.headers, name)
    }
}

fn joined(headers: &[(String, String)], name: &str) -> Option<String> {
    let values: Vec<&str> = headers.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect();
    (!values.is_empty()).then(|| values.join(","))
}

fn agrees(request: &HttpRequest, answer: &Answer, got: &Got) -> Result<(), String> {
    let same = |what: &str, model: Option<&str>, envoy: Option<&str>| {
        if model == envoy { Ok(()) } else { Err(format!("{what}: the model says {model:?}, Envoy {envoy:?}")) }
    };
    let status = answer.status.unwrap_or(200).to_string();
    same("status", Some(&status), Some(&got.status.to_string()))?;
    same("location", answer.location.as_deref(), got.header("location").as_deref())?;
    for (name, value) in &answer.response_headers {
        same(&format!("answer's {name}"), value.as_deref(), got.header(name).as_deref())?;
    }
    let Some(seen) = got.header(SEEN) else {
        return same("backend", Some("none"), Some(if answer.kind == AnswerKind::Forward { "some" } else { "none" }));
    };
    let seen: Value = serde_json::from_str(&seen).unwrap();
    let headers: Vec<(String, String)> = serde_json::from_value(seen["headers"].clone()).unwrap();
    let backend = joined(&headers, BACKEND).unwrap();
    let chosen = answer.backends.iter().filter(|one| one.weight > 0);
    let chosen: Vec<String> = chosen.map(|one| format!("{}/{}:{}", one.namespace, one.service, one.port)).collect();
    if !chosen.contains(&backend) {
        return Err(format!("backend: the model says {chosen:?}, Envoy {backend}"));
    }
    same("path", answer.upstream_path.as_deref(), seen["path"].as_str())?;
    same("host", answer.upstream_host.as_deref(), joined(&headers, "host").as_deref())?;
    for (name, value) in &answer.request_headers {
        same(&format!("request's {name}"), value.as_deref(), joined(&headers, name).as_deref())?;
    }
    for (name, value) in request.headers.iter().filter(|(name, _)| !answer.request_headers.contains_key(*name)) {
        same(&format!("request's {name}"), Some(value), joined(&headers, name).as_deref())?;
    }
    Ok(())
}

/// Asks Envoy, and wishes for headers of the backend that the answer is to lose.
fn send(port: u16, request: &HttpRequest, answer: &Answer) -> Got {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut head = format!("{} {} HTTP/1.1\r\nHost: {}\r\n", request.method, request.path, request.host);
    let lost = answer.response_headers.iter().filter(|(_, value)| value.is_none()).map(|(name, _)| name.as_str());
    let wish = lost.collect::<Vec<_>>().join(",");
    let own = [("x-forwarded-proto", request.scheme.as_str()), (WISH, wish.as_str()), ("connection", "close")];
    let sent = request.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    for (name, value) in sent.chain(own.into_iter().filter(|(_, value)| !value.is_empty())) {
        head += &format!("{name}: {value}\r\n");
    }
    stream.write_all((head + "\r\n").as_bytes()).unwrap();
    let mut text = Vec::new();
    stream.read_to_end(&mut text).unwrap();
    let text = String::from_utf8_lossy(&text).into_owned();
    let mut lines = text.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok());
    let status = status.unwrap_or_else(|| panic!("{request:?}: {text}"));
    let headers = lines.take_while(|line| !line.is_empty()).filter_map(|line| line.split_once(": "));
    Got { status, headers: headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect() }
}

/// One Envoy for all samples, and its first and last port.
fn bootstrap(listeners: Vec<(std::net::TcpListener, Value)>, back: u16) -> (Value, (u16, u16)) {
    let ports: Vec<u16> = listeners.iter().map(|(held, _)| held.local_addr().unwrap().port()).collect();
    let listeners: Vec<Value> = listeners.into_iter().map(|(_, listener)| listener).collect();
    let endpoint = json!({"endpoint": {"address": address(back)}});
    let cluster = json!({
        "name": "back", "type": "STATIC", "connect_timeout": "2s",
        "load_assignment": {"cluster_name": "back", "endpoints": [{"lb_endpoints": [endpoint]}]},
    });
    let configuration = json!({"static_resources": {"listeners": listeners, "clusters": [cluster]}});
    (configuration, (ports[0], ports[ports.len() - 1]))
}
