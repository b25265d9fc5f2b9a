//! Which Service and port does a backend of an Ingress mean?

use super::ingress::{self, Ingress};
use crate::request;
use crate::tree::{at, list, number, text};
use gatewright_contract::{Answer, AnswerBackend, AnswerKind, HttpRequest, Object};
use serde_json::Value;
use std::collections::BTreeMap;

/// The Services of the input.
pub(super) struct Services<'a> {
    known: BTreeMap<(&'a str, &'a str), &'a Value>,
    complete: bool,
}

impl<'a> Services<'a> {
    /// Reads them.
    pub(super) fn read(objects: &'a [Object], complete: bool) -> Services<'a> {
        let services = objects.iter().filter(|object| object.reference.kind == "Service");
        Services { known: services.map(|object| (ingress::key(object), &object.body)).collect(), complete }
    }

    /// What a backend answers; `None` where it is no Service, or its port cannot be known.
    pub(super) fn answer(&self, ingress: &Ingress<'_>, backend: &Value, asked: &HttpRequest) -> Option<Answer> {
        let named = &backend["service"];
        let (name, port) = match text(&named["name"]) {
            Some(name) => (name, port(&named["port"])),
            None => (text(&backend["serviceName"])?, &backend["servicePort"]),
        };
        let service = self.known.get(&(ingress.namespace, name));
        if self.complete && service.is_none() {
            return Some(Answer::plain(AnswerKind::Respond, Some(503)));
        }
        let port = number(port).or_else(|| named_port(service?, text(port)?))?;
        let backend =
            AnswerBackend { namespace: ingress.namespace.to_owned(), service: name.to_owned(), port, weight: 1 };
        Some(Answer {
            backends: vec![backend],
            upstream_path: Some(asked.path.clone()),
            upstream_host: Some(request::host(asked)),
            ..Answer::plain(AnswerKind::Forward, None)
        })
    }
}

fn port(port: &Value) -> &Value {
    port.get("number").or_else(|| port.get("name")).unwrap_or(&Value::Null)
}

fn named_port(service: &Value, name: &str) -> Option<u16> {
    let ports = list(at(service, "/spec/ports"));
    ports.iter().find(|port| text(&port["name"]) == Some(name)).and_then(|port| number(&port["port"]))
}
