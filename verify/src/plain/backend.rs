//! Which Service and port does a backend of an Ingress mean?

use super::ingress::{self, Ingress};
use crate::request;
use gatewright_contract::{Answer, AnswerBackend, AnswerKind, HttpRequest, Node, Object};
use std::collections::BTreeMap;

/// The Services of the input.
pub(super) struct Services<'a> {
    known: BTreeMap<(&'a str, &'a str), &'a Node>,
    complete: bool,
}

impl<'a> Services<'a> {
    /// Reads them.
    pub(super) fn read(objects: &'a [Object], complete: bool) -> Services<'a> {
        let services = objects.iter().filter(|object| object.reference.kind == "Service");
        Services { known: services.map(|object| (ingress::key(object), &object.body)).collect(), complete }
    }

    /// What a backend answers; `None` where it is no Service, or its port cannot be known.
    pub(super) fn answer(&self, ingress: &Ingress<'_>, backend: &Node, asked: &HttpRequest) -> Option<Answer> {
        let named = backend.member("service");
        let (name, port) = match named.member("name").as_str() {
            Some(name) => (name, port(named.member("port"))),
            None => (backend.member("serviceName").as_str()?, backend.member("servicePort")),
        };
        let service = self.known.get(&(ingress.namespace, name));
        if self.complete && service.is_none() {
            return Some(Answer::plain(AnswerKind::Respond, Some(503)));
        }
        let port = number(port).or_else(|| named_port(service?, port.as_str()?))?;
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

fn port(port: &Node) -> &Node {
    port.get("number").unwrap_or(port.member("name"))
}

fn named_port(service: &Node, name: &str) -> Option<u16> {
    let ports = service.member("spec").member("ports").items();
    ports.iter().find(|port| port.member("name").as_str() == Some(name)).and_then(|port| number(port.member("port")))
}

fn number(node: &Node) -> Option<u16> {
    u16::try_from(node.as_u64()?).ok()
}
