//! Backends of an Ingress: Services by name and port number.

use crate::report::Outcome;
use crate::source::{Ingress, IngressBackend, Port, Service, ServicePort, Set, Told, is_object_name};
use gatewright_contract::{Action, Backend, FactId, Severity};

/// Resolves a backend. One that cannot be resolved forwards to nothing, which grant closes.
pub(super) fn resolve(ingress: &Ingress, backend: &IngressBackend, set: &mut Set) -> Action {
    match service(ingress, backend, set) {
        Some(backend) => Action::Forward(vec![backend]),
        None => Action::Forward(Vec::new()),
    }
}

fn service(ingress: &Ingress, backend: &IngressBackend, set: &mut Set) -> Option<Backend> {
    if !backend.resource.is_empty() {
        let text = "a backend that is no Service is not converted: its rule is closed".to_owned();
        let help =
            "put a Service in front of it, or add the backendRef by hand if the new implementation knows its kind";
        set.ledger.say(Severity::Error, "core/resource-backend", &backend.resource, (text, help));
        return None;
    }
    let facts = backend.facts();
    let Some(name) = backend.service.as_ref().filter(|told| !told.value.is_empty()) else {
        let at = if facts.is_empty() { host_facts(ingress) } else { facts };
        let text = "this path names no Service: its rule is closed".to_owned();
        set.ledger.say(Severity::Error, "core/missing-backend", &at, (text, "name a Service and its port"));
        return None;
    };
    if !is_object_name(&name.value) {
        let help = "write the name of a Service of the Ingress' namespace";
        set.ledger.settle(name.fact, Outcome::Invalid, "no Service can have this name", Some(help));
        let text = format!("no Service can be called `{}`: the rule is closed", name.value);
        set.ledger.say(Severity::Error, "core/invalid-service", &[name.fact], (text, help));
        return None;
    }
    let Some(port) = &backend.port else {
        let text = format!("no port of Service `{}` is named: the rule is closed", name.value);
        set.ledger.say(Severity::Error, "core/missing-port", &facts, (text, "write service.port.number"));
        return None;
    };
    let key = (ingress.namespace.clone(), name.value.clone());
    let known = set.services.get(&key).cloned();
    if let Some(service) = &known {
        announce_external(service, name, set);
    }
    let number = match port {
        ServicePort::Number(told) => Some(by_number(told, name, known.as_ref(), set)),
        ServicePort::Name(told) => by_name((ingress, told), name, known.as_ref(), set),
    }?;
    Some(Backend { namespace: key.0, service: key.1, port: number, weight: 1, from: facts })
}

fn by_number(told: &Told<u16>, name: &Told<String>, known: Option<&Service>, set: &mut Set) -> u16 {
    match known.map(|service| (service, service.numbered(told.value))) {
        Some((_, Some(port))) => announce_protocol(&port.clone(), told.fact, set),
        Some((service, None)) if service.external_name.is_none() => {
            let text = format!("Service `{}` has no port {}", name.value, told.value);
            let help = "requests had no endpoint before and will have none after; correct the port";
            set.ledger.say(Severity::Warning, "core/port-not-in-service", &[told.fact], (text, help));
        }
        Some((_, None)) | None => {}
    }
    told.value
}

fn by_name(
    (ingress, told): (&Ingress, &Told<String>),
    name: &Told<String>,
    known: Option<&Service>,
    set: &mut Set,
) -> Option<u16> {
    let full = format!("{}/{}", ingress.namespace, name.value);
    let (text, help) = match known.map(|service| service.named(&told.value).cloned()) {
        Some(Some(port)) if port.number.is_some() => {
            announce_protocol(&port, told.fact, set);
            return port.number;
        }
        Some(_) => (
            format!("Service {full} has no port named `{}`: the rule is closed", told.value),
            "name one of the Service's ports".to_owned(),
        ),
        None => (
            format!("port `{}` is a name, and Service {full} is not in the input: the rule is closed", told.value),
            format!("add Service {full} to the input, or write the port's number"),
        ),
    };
    set.ledger.settle(told.fact, Outcome::Unsupported, "a backendRef needs the port's number", Some(&help));
    set.ledger.say(Severity::Error, "core/unresolved-port", &[told.fact], (text, &help));
    None
}

fn announce_external(service: &Service, name: &Told<String>, set: &mut Set) {
    let Some(external) = &service.external_name else { return };
    let why = "only some implementations forward to an ExternalName Service";
    let help = "check that the new implementation forwards to ExternalName Services, or give it a backend of its own";
    set.ledger.settle(name.fact, Outcome::Approximate, why, Some(help));
    let text = format!("Service `{}` stands for the external name `{external}`; {why}", name.value);
    set.ledger.say(Severity::Warning, "core/external-name", &[name.fact], (text, help));
}

/// Gateway implementations read `appProtocol`; most ingress controllers did not.
fn announce_protocol(port: &Port, fact: FactId, set: &mut Set) {
    let Some(protocol) = &port.app_protocol else { return };
    let (severity, text, help) = match protocol.as_str() {
        "http" | "HTTP" | "kubernetes.io/ws" | "tcp" => return,
        "kubernetes.io/h2c" | "grpc" => (
            Severity::Info,
            format!("the Service's port says appProtocol `{protocol}`: the gateway will speak HTTP/2 to it"),
            "nothing to do where the backend speaks HTTP/2 in clear text",
        ),
        "https" | "HTTPS" | "kubernetes.io/wss" => (
            Severity::Warning,
            format!(
                "the Service's port says appProtocol `{protocol}`: without a BackendTLSPolicy most gateways speak plain HTTP to it"
            ),
            "add a BackendTLSPolicy that names the certificate authority and host name of the backend",
        ),
        _ => (
            Severity::Info,
            format!("the Service's port says appProtocol `{protocol}`, which a gateway may refuse or ignore"),
            "check what the new implementation makes of it",
        ),
    };
    set.ledger.say(severity, "core/app-protocol", &[fact], (text, help));
}

fn host_facts(ingress: &Ingress) -> Vec<FactId> {
    ingress.rules.iter().filter_map(|rule| rule.host.as_ref()).map(|told| told.fact).take(1).collect()
}
