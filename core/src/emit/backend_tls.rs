//! BackendTLSPolicies: which ports of Services speak TLS, and as whom must they prove themselves?
//!
//! A policy holds for everybody who reaches the port, so it is made only where all rules that do say the same.

use super::gateway::{V1, metadata, object, printed};
use super::names::Names;
use super::node::{Manifest, Node};
use super::stand_in::StandIns;
use crate::lower::{Route, RouteAction, RouteRule};
use crate::report::Outcome;
use crate::source::Set;
use gatewright_contract::collections::SortedMap;
use gatewright_contract::{BackendProtocol, BackendTls, FactId, Named, Severity, Want};

/// What a rule says of the TLS of its backends.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Speech {
    /// None is spoken.
    Plain,
    /// It is spoken, and nobody looks at the certificate, or not by a name that can be written.
    Unverified,
    /// The certificate is for this name, and signed by these authorities or by the system's.
    Verified { hostname: String, authorities: Option<Named> },
}

/// What all rules say that reach a port, each with what said it.
type Speeches = SortedMap<Speech, Vec<FactId>>;

/// The policies, by namespace and name.
pub(super) fn policies(routes: &[Route], stand_ins: &StandIns, (names, set): (&mut Names, &mut Set)) -> Vec<Manifest> {
    if !routes.iter().flat_map(|route| &route.rules).any(speaks) {
        return Vec::new();
    }
    let mut services: SortedMap<(String, String), SortedMap<u16, Speeches>> = SortedMap::new();
    for rule in routes.iter().flat_map(|route| &route.rules) {
        let RouteAction::Forward(backends) = &rule.action else { continue };
        let (speech, facts) = speech(rule, set);
        if speech == Speech::Unverified && stand_ins.takes_unverified() {
            continue;
        }
        for backend in backends {
            let ports = services.entry((backend.namespace.clone(), backend.service.clone())).or_default();
            let said = ports.entry(backend.port).or_default().entry(speech.clone()).or_default();
            said.extend(facts.iter().filter(|fact| !said.contains(fact)).copied().collect::<Vec<_>>());
        }
    }
    let mut manifests = Vec::new();
    for (service, ports) in services {
        for (section, speeches) in sections(&service, ports, set) {
            manifests.extend(policy((&service, section), speeches, names, set));
        }
    }
    manifests
}

/// What a rule says, and what made it say so.
fn speech(rule: &RouteRule, set: &mut Set) -> (Speech, Vec<FactId>) {
    let (mut speech, mut facts) = (Speech::Plain, Vec::new());
    for want in rule.extras.iter().flat_map(|extras| &extras.own) {
        let Some(said) = said(&want.value) else { continue };
        if let (Want::BackendTls(tls), Speech::Verified { .. }) = (&want.value, &said) {
            lost(tls, &want.from, set);
        }
        facts.extend_from_slice(&want.from);
        speech = speech.max(said);
    }
    (speech, facts)
}

/// What says of a rule that its backends speak TLS with certificates that nobody checks.
pub(super) fn unverified(rule: &RouteRule) -> Option<Vec<FactId>> {
    let (mut loudest, mut facts) = (Speech::Plain, Vec::new());
    for want in rule.extras.iter().flat_map(|extras| &extras.own) {
        let Some(said) = said(&want.value) else { continue };
        facts.extend_from_slice(&want.from);
        loudest = loudest.max(said);
    }
    (loudest == Speech::Unverified).then_some(facts)
}

/// Whether a rule says anything of the TLS of its backends.
pub(super) fn speaks(rule: &RouteRule) -> bool {
    rule.extras.iter().flat_map(|extras| &extras.own).any(|want| said(&want.value).is_some())
}

fn said(want: &Want) -> Option<Speech> {
    if let Want::BackendTls(tls) = want {
        return Some(verified(tls));
    }
    let secret = [Want::Protocol(BackendProtocol::Https), Want::Protocol(BackendProtocol::Grpcs)];
    secret.contains(want).then_some(Speech::Unverified)
}

fn verified(tls: &BackendTls) -> Speech {
    match &tls.name {
        Some(name) if tls.verify && is_precise(name) => {
            Speech::Verified { hostname: name.clone(), authorities: tls.ca.clone() }
        }
        Some(_) | None => Speech::Unverified,
    }
}

/// A DNS name in lower case, without `*`, and no IP address.
fn is_precise(name: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    name.len() <= 253
        && name.split('.').all(label)
        && !name.rsplit('.').next().is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()))
}

/// What a policy cannot hold beside name and authorities.
fn lost(tls: &BackendTls, from: &[FactId], set: &mut Set) {
    let mut missing: Vec<String> = tls.options.keys().map(|option| format!("`{option}`")).collect();
    missing.extend(tls.certificate.iter().map(|secret| format!("the certificate in Secret `{}`", secret.name)));
    if missing.is_empty() {
        return;
    }
    let why = format!("a BackendTLSPolicy has no place for {}", missing.join(", "));
    let help =
        "a certificate for backends is `tls.backend.clientCertificateRef` of the Gateway; set the rest at the backend";
    say_once((Severity::Warning, "core/backend-tls-settings"), from, (why.clone(), help), set);
    settle(from, Outcome::Approximate, (&why, help), set);
}

/// The ports that one reference covers: a named port is a section; without a name it is the whole Service.
fn sections(
    (namespace, name): &(String, String),
    ports: SortedMap<u16, Speeches>,
    set: &Set,
) -> Vec<(Option<String>, Speeches)> {
    let service = set.services.get(&(namespace.clone(), name.clone()));
    let section = |port: u16| service.and_then(|service| service.numbered(port)).and_then(|port| port.name.clone());
    let mut covered: SortedMap<Option<String>, Speeches> = SortedMap::new();
    let whole = ports.keys().any(|port| section(*port).is_none());
    for (port, speeches) in ports {
        let section = if whole { None } else { section(port) };
        let all = covered.entry(section).or_default();
        speeches.into_iter().for_each(|(speech, facts)| all.entry(speech).or_default().extend(facts));
    }
    covered.into_iter().collect()
}

fn policy(
    (service, section): (&(String, String), Option<String>),
    speeches: Speeches,
    names: &mut Names,
    set: &mut Set,
) -> Option<Manifest> {
    let (namespace, name) = service;
    let facts: Vec<FactId> = speeches.values().flatten().copied().collect();
    if speeches.len() > 1 && speeches.keys().any(|speech| matches!(speech, Speech::Verified { .. })) {
        let why =
            format!("rules that reach Service {namespace}/{name} do not agree on its TLS, and a policy holds for all");
        let help = "give the Service a second name for those that speak otherwise, or say the same everywhere";
        say_once((Severity::Error, "core/backend-tls-conflict"), &facts, (why.clone(), help), set);
        settle(&facts, Outcome::Unsupported, (&why, help), set);
        return None;
    }
    if let Some(facts) = speeches.get(&Speech::Unverified) {
        let why = format!(
            "Service {namespace}/{name} speaks TLS with a certificate that nobody checks: no BackendTLSPolicy can say \
             that, and a Gateway will speak plain HTTP to it"
        );
        let help = "give the backend a certificate and a BackendTLSPolicy that names it, or let it speak plain HTTP";
        say_once((Severity::Error, "core/backend-tls-unverified"), facts, (why.clone(), help), set);
        settle(facts, Outcome::Unsupported, (&why, help), set);
        return None;
    }
    let verified = speeches.into_keys().next_back()?;
    let Speech::Verified { hostname, authorities } = verified else { return None };
    let mut validation = vec![];
    match authorities {
        Some(authorities) => {
            say_where(&authorities, namespace, &facts, set);
            let reference = Node::map([
                ("group", Node::str("")),
                ("kind", Node::str("ConfigMap")),
                ("name", Node::str(authorities.name)),
            ]);
            validation.push(("caCertificateRefs", Node::list([reference])));
        }
        None => validation.push(("wellKnownCACertificates", Node::str("System"))),
    }
    validation.push(("hostname", Node::str(hostname)));
    let wanted = section.as_ref().map_or_else(|| name.clone(), |section| format!("{name}-{section}"));
    let mut target = vec![("group", Node::str("")), ("kind", Node::str("Service")), ("name", Node::str(name.clone()))];
    target.extend(section.map(|section| ("sectionName", Node::str(section))));
    let spec = Node::map([("targetRefs", Node::list([Node::map(target)])), ("validation", Node::map(validation))]);
    let policy = names.take("BackendTLSPolicy", namespace, &wanted);
    let metadata = metadata(&policy, printed(namespace, set), &SortedMap::new());
    Some(Manifest {
        api_version: V1,
        kind: "BackendTLSPolicy",
        namespace: namespace.clone(),
        name: policy,
        origin: format!("backends of Service {namespace}/{name}"),
        root: object((V1, "BackendTLSPolicy"), metadata, spec).because(&facts),
    })
}

/// Secrets with authorities are not what every implementation reads; ConfigMaps are.
fn say_where(authorities: &Named, namespace: &str, facts: &[FactId], set: &mut Set) {
    let Named { namespace: home, name } = authorities;
    let why = format!("a BackendTLSPolicy reads the authorities of Secret {home}/{name} from a ConfigMap of that name");
    let help = format!(
        "kubectl create configmap {name} -n {namespace} --from-literal=ca.crt=\"$(kubectl get secret {name} -n {home} \
         -o jsonpath='{{.data.ca\\.crt}}' | base64 -d)\"; until then no request reaches the backend"
    );
    say_once((Severity::Warning, "core/backend-tls-authorities"), facts, (why.clone(), &help), set);
    settle(facts, Outcome::Approximate, (&why, &help), set);
}

/// One finding for each text, however many rules say it.
fn say_once((severity, code): (Severity, &'static str), facts: &[FactId], text: (String, &str), set: &mut Set) {
    if !set.ledger.diagnostics.iter().any(|known| known.code == code && known.message == text.0) {
        set.ledger.say(severity, code, facts, text);
    }
}

fn settle(facts: &[FactId], outcome: Outcome, (why, advice): (&str, &str), set: &mut Set) {
    for fact in facts {
        set.ledger.settle(*fact, outcome, why, Some(advice));
    }
}
