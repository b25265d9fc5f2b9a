//! Listeners: port 80 for every gateway, and port 443 for every host of `tls`.

use super::rule::{Hosts, Member, refuse_host};
use crate::report::Outcome;
use crate::source::{Host, IngressTls, Set, Told, is_namespace, is_object_name};
use gatewright_contract::collections::SortedMap;
use gatewright_contract::{
    Announces, Aspect, Atom, Certificate, Expr, FactId, Finding, Listener, ListenerId, Protocol, Scheme, Severity,
    Table,
};

/// Adds the listeners of all members to the table. The oldest Ingress decides the certificate of a host.
pub(super) fn listeners(members: &[Member<'_>], hosts: &Hosts, set: &mut Set, table: &mut Table) {
    let mut plain: SortedMap<&str, Listener> = SortedMap::new();
    let mut secure: SortedMap<(&str, Host), Listener> = SortedMap::new();
    for member in members {
        plain.entry(&member.gateway).or_insert_with(|| Listener {
            id: ListenerId(0),
            gateway: member.gateway.clone(),
            namespace: member.ingress.namespace.clone(),
            port: 80,
            protocol: Protocol::Http,
            host: None,
            certificates: Vec::new(),
            from: Vec::new(),
        });
        for tls in &member.ingress.tls {
            let reach = hosts.get(&member.gateway);
            for (host, fact) in tls_hosts(member, tls, set) {
                let facts: Vec<FactId> = fact.iter().copied().chain(tls.secret.iter().map(|told| told.fact)).collect();
                if !reach.is_some_and(|hosts| is_reached(&host, hosts)) && !has_default(members, &member.gateway) {
                    unreached(&host, &facts, set);
                    continue;
                }
                let Some(certificate) = certificate(member, tls) else {
                    refuse_secret((&host, tls), &facts, set);
                    continue;
                };
                match secure.get_mut(&(member.gateway.as_str(), host.clone())) {
                    Some(listener) if listener.certificates.contains(&certificate) => listener.from.extend(facts),
                    Some(listener) => conflict((&host, &certificate), listener, &facts, set),
                    None => {
                        if certificate == Certificate::Default {
                            announce_default(&host, fact, set);
                        }
                        let listener = Listener {
                            id: ListenerId(0),
                            gateway: member.gateway.clone(),
                            namespace: member.ingress.namespace.clone(),
                            port: 443,
                            protocol: Protocol::Https,
                            host: host.printed(),
                            certificates: vec![certificate],
                            from: facts,
                        };
                        secure.insert((&member.gateway, host), listener);
                    }
                }
            }
        }
    }
    for listener in plain.into_values().chain(secure.into_values()) {
        let id = ListenerId(u32::try_from(table.listeners.len()).unwrap_or(u32::MAX));
        table.listeners.push(Listener { id, ..listener });
    }
}

/// The hosts of one `tls` entry, each with the fact that names it. Without hosts, those of the rules.
fn tls_hosts(member: &Member<'_>, tls: &IngressTls, set: &mut Set) -> Vec<(Host, Option<FactId>)> {
    let named: Vec<Told<String>> = match &tls.hosts {
        Some(hosts) if !hosts.value.is_empty() => {
            hosts.value.iter().map(|host| Told { value: host.clone(), fact: hosts.fact }).collect()
        }
        Some(_) | None => {
            if let Some(hosts) = &tls.hosts {
                set.ledger.settle(
                    hosts.fact,
                    Outcome::Inert,
                    "an empty list of hosts means the hosts of the rules",
                    None,
                );
            }
            let rules = member.ingress.rules.iter();
            let mut hosts: Vec<(Host, Option<FactId>)> = rules
                .filter_map(|rule| match &rule.host {
                    Some(told) => Host::parse(&told.value).ok().map(|(host, _)| (host, Some(told.fact))),
                    None => Some((Host::Any, None)),
                })
                .collect();
            if hosts.is_empty() {
                hosts.push((Host::Any, None));
            }
            return hosts;
        }
    };
    let mut hosts = Vec::new();
    for told in named {
        match Host::parse(&told.value) {
            Ok((host, _)) => hosts.push((host, Some(told.fact))),
            Err(problem) => refuse_host(&told, problem, set),
        }
    }
    if hosts.is_empty()
        && let Some(secret) = &tls.secret
    {
        set.ledger.settle(secret.fact, Outcome::Invalid, "none of its hosts is a host name", None);
    }
    hosts
}

/// The certificate of one `tls` entry; `None` where no Secret can have the name.
fn certificate(member: &Member<'_>, tls: &IngressTls) -> Option<Certificate> {
    let Some(told) = tls.secret.as_ref().filter(|told| !told.value.is_empty()) else {
        return Some(Certificate::Default);
    };
    // Some controllers read `namespace/name` here; the API has no such form, but a Secret's name has no `/`.
    let (namespace, name) = told.value.split_once('/').unwrap_or((&member.ingress.namespace, &told.value));
    (is_namespace(namespace) && is_object_name(name))
        .then(|| Certificate::Secret { namespace: namespace.to_owned(), name: name.to_owned() })
}

fn refuse_secret((host, tls): (&Host, &IngressTls), facts: &[FactId], set: &mut Set) {
    let help = "write the name of a kubernetes.io/tls Secret of the Ingress' namespace";
    for fact in facts {
        set.ledger.settle(*fact, Outcome::Invalid, "no Secret can have the name that its tls entry gives", Some(help));
    }
    let name = tls.secret.as_ref().map(|told| told.value.as_str()).unwrap_or_default();
    let text = format!("no Secret can be called `{name}`: its hosts get no listener for TLS");
    let https = Expr::Is(Atom::Scheme(Scheme::Https));
    let when =
        Expr::All(std::iter::once(https).chain(host.condition().map(|host| Expr::Is(Atom::Host(host)))).collect());
    set.ledger.find(Finding {
        code: "core/invalid-secret".to_owned(),
        severity: Severity::Error,
        message: text,
        help: Some(help.to_owned()),
        at: facts.to_vec(),
        object: None,
        announces: Some(Box::new(Announces { when, changes: vec![Aspect::Answer, Aspect::Backends] })),
    });
}

/// Whether some rule can be asked for under this host.
fn is_reached(host: &Host, hosts: &SortedMap<Host, super::rule::HostUse>) -> bool {
    if hosts.contains_key(&Host::Any) || hosts.contains_key(host) {
        return true;
    }
    match host {
        Host::Any => !hosts.is_empty(),
        Host::Exact(name) => parents(name).any(|suffix| hosts.contains_key(&Host::Wildcard(suffix.to_owned()))),
        Host::Wildcard(suffix) => {
            let end = format!(".{suffix}");
            hosts.keys().any(|other| match other {
                Host::Exact(name) | Host::Wildcard(name) => name.ends_with(&end),
                Host::Any => true,
            }) || parents(suffix).any(|suffix| hosts.contains_key(&Host::Wildcard(suffix.to_owned())))
        }
    }
}

fn parents(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(name.split_once('.'), |(_, rest)| rest.split_once('.')).map(|(_, rest)| rest)
}

fn has_default(members: &[Member<'_>], gateway: &str) -> bool {
    members.iter().any(|member| member.gateway == gateway && member.ingress.default_backend.is_some())
}

fn unreached(host: &Host, facts: &[FactId], set: &mut Set) {
    let host = host.printed().unwrap_or_default();
    for fact in facts {
        set.ledger.settle(*fact, Outcome::Inert, "no rule serves this host", None);
    }
    let text = format!("no rule serves `{host}`, so it gets no listener");
    let help = "add a rule for the host, or remove it from tls";
    set.ledger.say(Severity::Info, "core/tls-host-without-rule", facts, (text, help));
}

fn announce_default(host: &Host, fact: Option<FactId>, set: &mut Set) {
    let host = host.printed().unwrap_or_else(|| "every host".to_owned());
    let facts: Vec<FactId> = fact.into_iter().collect();
    let help = "create the Secret that the listener names, with the certificate the old controller served by default";
    for fact in &facts {
        let why = "it was served with the controller's default certificate, which no object of the input holds";
        set.ledger.settle(*fact, Outcome::Approximate, why, Some(help));
    }
    let text = format!("TLS for {host} names no Secret: the old controller served its default certificate");
    set.ledger.say(Severity::Warning, "core/default-certificate", &facts, (text, help));
}

fn conflict((host, certificate): (&Host, &Certificate), winner: &Listener, facts: &[FactId], set: &mut Set) {
    let host = host.printed().unwrap_or_else(|| "every host".to_owned());
    let name = |certificate: &Certificate| match certificate {
        Certificate::Secret { namespace, name } => format!("Secret {namespace}/{name}"),
        Certificate::Default => "the default certificate".to_owned(),
    };
    let why = "an older Ingress names another certificate for the same host";
    for fact in facts {
        set.ledger.settle(*fact, Outcome::Inert, why, None);
    }
    let used = winner.certificates.first().map(name).unwrap_or_default();
    let text = format!("two certificates for {host}: {used} is used, {} is not", name(certificate));
    let help = "name the same Secret in both; between Ingresses the older wins, then namespace and name";
    let at: Vec<FactId> = facts.iter().copied().chain(winner.from.iter().copied()).collect();
    set.ledger.say(Severity::Warning, "core/tls-conflict", &at, (text, help));
}
