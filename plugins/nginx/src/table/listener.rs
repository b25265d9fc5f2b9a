//! Where traffic comes in: port 80 for every gateway, and port 443 for every host that has TLS.
//!
//! The oldest Ingress of a host with a `tls` section decides its certificate, even where that is the default one.

use crate::cluster::{Host, Member, Server};
use gatewright_plugin_sdk::contract::{Certificate, FactId, Listener, ListenerId, Protocol, Severity};
use gatewright_plugin_sdk::{Answer, IngressTls};

/// Adds the listeners of all servers.
pub(super) fn write(servers: &[&Server<'_>], members: &[Member<'_>], answer: &mut Answer) {
    let mut gateway = None;
    for server in servers {
        if gateway != Some(server.gateway) {
            gateway = Some(server.gateway);
            let namespace = members.get(server.owner).map_or("default", |member| member.site.view().namespace());
            push((server.gateway, namespace), (80, Protocol::Http, None), (Vec::new(), Vec::new()), answer);
        }
    }
    let mut without = Vec::new();
    for server in servers {
        let own = |host: &Host| servers.iter().any(|other| other.gateway == server.gateway && other.host == *host);
        let www = server.www(members).map(|(_, www)| www).filter(|www| !own(&www.value));
        secure((server, &server.host, None), members, &mut without, answer);
        for alias in server.aliases.iter().chain(&www) {
            secure((server, &alias.value, Some(alias.fact)), members, &mut without, answer);
        }
    }
    if !without.is_empty() {
        tell_without(&without, answer);
    }
    settle_unused(members, answer);
}

/// The listener for TLS of one host, where it has TLS.
fn secure(
    (server, host, alias): (&Server<'_>, &Host, Option<FactId>),
    members: &[Member<'_>],
    without: &mut Vec<(String, Vec<FactId>)>,
    answer: &mut Answer,
) {
    let with_tls = |index: &&usize| members.get(**index).is_some_and(|member| !member.site.ingress.tls.is_empty());
    let Some(member) = server.members.iter().find(with_tls).and_then(|index| members.get(*index)) else {
        without.push((host.shown(), server.facts.clone()));
        return;
    };
    let tls = &member.site.ingress.tls;
    let listed = tls.iter().find(|tls| lists(tls, host));
    let open = tls.iter().find(|tls| tls.hosts.as_ref().is_none_or(|hosts| hosts.value.is_empty()));
    let Some(entry) = listed.or(open) else {
        if alias.is_some() {
            without.push((host.shown(), alias.into_iter().collect()));
        } else if *host != Host::Any {
            // The host has TLS only because another one of its Ingress has.
            let facts: Vec<FactId> = server.facts.clone();
            default_certificate(host, &facts, answer);
            let namespace = member.site.view().namespace();
            let facts = (vec![Certificate::Default], facts);
            push((server.gateway, namespace), (443, Protocol::Https, host.printed()), facts, answer);
        }
        return;
    };
    let mut facts: Vec<FactId> = entry.hosts.iter().map(|told| told.fact).collect();
    facts.extend(entry.secret.iter().map(|told| told.fact));
    facts.extend(alias);
    let certificate = match entry.secret.filter(|told| !told.value.is_empty()) {
        Some(secret) => {
            let (namespace, name) =
                secret.value.split_once('/').unwrap_or((member.site.view().namespace(), secret.value));
            Certificate::Secret { namespace: namespace.to_owned(), name: name.to_owned() }
        }
        None => {
            default_certificate(host, &facts, answer);
            Certificate::Default
        }
    };
    if facts.is_empty() {
        facts.extend(&server.facts);
    }
    let at = (server.gateway, member.site.view().namespace());
    push(at, (443, Protocol::Https, host.printed()), (vec![certificate], facts), answer);
}

/// Whether a `tls` entry names the host, or a wildcard it lies under.
fn lists(tls: &IngressTls<'_>, host: &Host) -> bool {
    let names = tls.hosts.iter().flat_map(|told| &told.value).filter_map(|text| Host::parse(text).ok());
    let parent = host.parent();
    names.into_iter().any(|named| named == *host || Some(&named) == parent.as_ref())
}

fn push(
    (gateway, namespace): (&str, &str),
    (port, protocol, host): (u16, Protocol, Option<String>),
    (certificates, from): (Vec<Certificate>, Vec<FactId>),
    answer: &mut Answer,
) {
    let id = ListenerId(u32::try_from(answer.table.listeners.len()).unwrap_or(u32::MAX));
    answer.table.listeners.push(Listener {
        id,
        gateway: gateway.to_owned(),
        namespace: namespace.to_owned(),
        port,
        protocol,
        host,
        certificates,
        from,
    });
}

fn default_certificate(host: &Host, facts: &[FactId], answer: &mut Answer) {
    let help = "create the Secret that the listener names, with the certificate the controller served by default";
    for fact in facts {
        let why = "it was served with the controller's default certificate, which no object of the input holds";
        answer.approximate(*fact, why, Some(help));
    }
    let text = format!("TLS for {} names no Secret: the controller served its default certificate", host.shown());
    answer.find(Severity::Warning, "default-certificate", text).at(facts.to_vec()).help(help);
}

/// nginx answered https for every host, with a certificate nobody trusts.
fn tell_without(without: &[(String, Vec<FactId>)], answer: &mut Answer) {
    use super::condition::{all, any, not, scheme};
    use gatewright_plugin_sdk::contract::{Aspect, Scheme};
    let with = answer.table.listeners.iter().filter(|listener| listener.protocol == Protocol::Https);
    let with = with.filter_map(|listener| Host::parse(listener.host.as_deref()?).ok()?.condition());
    let served = not(any(with.collect()));
    let first = without.first().map(|(host, _)| host.as_str()).unwrap_or_default();
    let more = if without.len() > 1 { format!(" and {} more", without.len() - 1) } else { String::new() };
    let text = format!("{first}{more} named no TLS; nginx answered https for it with a certificate nobody trusts");
    let at: Vec<FactId> = without.iter().flat_map(|(_, facts)| facts.first().copied()).take(5).collect();
    answer
        .find(Severity::Info, "https-without-tls", text)
        .at(at)
        .help("https is not served for it any more; add a tls section where clients use it")
        .announces(
            all([served, scheme(Scheme::Https)]),
            [
                Aspect::Answer,
                Aspect::Backends,
                Aspect::Upstream,
                Aspect::RequestHeaders,
                Aspect::ResponseHeaders,
                Aspect::Guards,
            ],
        );
}

/// Hosts of `tls` that no rule names, and sections of Ingresses that are not the oldest.
fn settle_unused(members: &[Member<'_>], answer: &mut Answer) {
    let used: gatewright_plugin_sdk::contract::collections::SortedSet<FactId> =
        answer.table.listeners.iter().flat_map(|listener| listener.from.iter().copied()).collect();
    for member in members.iter().filter(|member| member.effects.dropped.is_none()) {
        for tls in &member.site.ingress.tls {
            let facts = tls.hosts.iter().map(|told| told.fact).chain(tls.secret.iter().map(|told| told.fact));
            for fact in facts.filter(|fact| !used.contains(fact)) {
                answer.inert(fact, "an older Ingress decides the certificate of its hosts, or no rule names them");
            }
        }
    }
}
