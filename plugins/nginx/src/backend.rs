//! Backends: Services by name, port name, port number or target port.

use crate::cluster::Member;
use gatewright_plugin_sdk::contract::{Action, Backend, FactId, Respond, Severity};
use gatewright_plugin_sdk::{Answer, IngressBackend, PortRef, ServiceView};

/// `namespace/service:port`, as the controller names an upstream; none where no Service port is named.
pub fn upstream(member: &Member<'_>, backend: &IngressBackend<'_>) -> Option<String> {
    let service = backend.service?.value;
    let namespace = member.site.view().namespace();
    let port = match backend.port?.value {
        PortRef::Number(number) => number.to_string(),
        PortRef::Name(name) => name.to_owned(),
    };
    Some(format!("{namespace}/{service}:{port}"))
}

/// Where requests go. What cannot be resolved forwards to nothing, which the engine closes.
pub fn resolve(member: &Member<'_>, backend: Option<&IngressBackend<'_>>, answer: &mut Answer) -> Action {
    let Some(backend) = backend else { return Action::Respond(Respond::bare(404)) };
    if !backend.resource.is_empty() && backend.service.is_none() {
        for fact in &backend.resource {
            answer.inert(*fact, "the controller skipped backends that are no Service and answered 404");
        }
        return Action::Respond(Respond::bare(404));
    }
    match service(member, backend, answer) {
        Some(backend) => Action::Forward(vec![backend]),
        None => Action::Forward(Vec::new()),
    }
}

/// The Service port a backend means.
pub fn service(member: &Member<'_>, backend: &IngressBackend<'_>, answer: &mut Answer) -> Option<Backend> {
    let facts = backend.facts();
    let namespace = member.site.view().namespace();
    let Some(name) = backend.service.filter(|told| !told.value.is_empty()) else {
        let text = "this path names no Service: its rule is closed";
        answer
            .find(Severity::Error, "missing-backend", text)
            .at(facts)
            .object(member.site.ingress.id())
            .help("name a Service and its port");
        return None;
    };
    let Some(port) = backend.port else {
        let text = format!("no port of Service `{}` is named: the rule is closed", name.value);
        answer.find(Severity::Error, "missing-port", text).at(facts).help("write service.port.number");
        return None;
    };
    let known = member.site.world.services.get(&(namespace, name.value));
    if let Some(service) = known {
        tell_external(service, name.fact, answer);
    }
    let number = match (known, port.value) {
        (Some(service), reference) if service.external_name.is_none() => match find(service, reference) {
            Some(number) => number,
            None => {
                unresolved((service.view.name(), reference), port.fact, answer);
                match reference {
                    PortRef::Number(number) => number,
                    PortRef::Name(_) => return None,
                }
            }
        },
        (_, PortRef::Number(number)) => number,
        (known, PortRef::Name(text)) => match known.and_then(|service| find(service, port.value)) {
            Some(number) => number,
            None => {
                let full = format!("{namespace}/{}", name.value);
                let help = format!("add Service {full} to the input, or write the port's number");
                answer.unsupported(port.fact, "a backendRef needs the port's number", Some(&help));
                let text =
                    format!("port `{text}` is a name, and Service {full} is not in the input: the rule is closed");
                answer.find(Severity::Error, "unresolved-port", text).at([port.fact]).help(help);
                return None;
            }
        },
    };
    Some(Backend {
        namespace: namespace.to_owned(),
        service: name.value.to_owned(),
        port: number,
        weight: 1,
        from: facts,
    })
}

/// The controller compared a backend's port with port, target port and name of every port of the Service.
fn find(service: &ServiceView<'_>, reference: PortRef<'_>) -> Option<u16> {
    let text = match reference {
        PortRef::Number(number) => number.to_string(),
        PortRef::Name(name) => name.to_owned(),
    };
    let number = |number: u16| service.ports.iter().find(|port| port.number == number);
    let exact = match reference {
        PortRef::Number(wanted) => number(wanted),
        PortRef::Name(name) => service.ports.iter().find(|port| port.name == Some(name)),
    };
    let other =
        || service.ports.iter().find(|port| port.target.as_deref() == Some(text.as_str()) || port.name == Some(&text));
    exact.or_else(other).map(|port| port.number)
}

fn unresolved((service, reference): (&str, PortRef<'_>), fact: FactId, answer: &mut Answer) {
    let shown = match reference {
        PortRef::Number(number) => number.to_string(),
        PortRef::Name(name) => name.to_owned(),
    };
    let text = format!("Service `{service}` has no port {shown}");
    let help = "requests had no endpoint before and will have none after; correct the port";
    answer.approximate(fact, "the Service has no such port; nginx answered 503", Some(help));
    answer.find(Severity::Warning, "port-not-in-service", text).at([fact]).help(help);
}

fn tell_external(service: &ServiceView<'_>, fact: FactId, answer: &mut Answer) {
    let Some(external) = service.external_name else { return };
    let why = "only some implementations forward to an ExternalName Service";
    let help = "check that the new implementation forwards to ExternalName Services, or give it a backend of its own";
    answer.approximate(fact, why, Some(help));
    let text = format!("Service `{}` stands for the external name `{external}`; {why}", service.view.name());
    answer.find(Severity::Warning, "external-name", text).at([fact]).help(help);
}
