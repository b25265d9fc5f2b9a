//! Which canary goes with which upstream.
//!
//! The controller hangs a canary on the upstream of the path it doubles, which is a Service port: every other path that
//! goes to the same port gets it too.

use super::Member;
use super::host::Host;
use super::location::{Kind, Location};
use super::server::Cluster;
use crate::backend::upstream;
use gatewright_plugin_sdk::contract::Severity;
use gatewright_plugin_sdk::contract::collections::{SortedMap, SortedSet};
use gatewright_plugin_sdk::{Answer, IngressBackend, PathType};

/// A canary: its member, and where its share goes.
#[derive(Clone, Debug)]
pub struct CanaryOf<'r> {
    /// The canary Ingress.
    pub member: usize,
    /// Its backend.
    pub backend: IngressBackend<'r>,
}

/// The canary of each upstream, by gateway and `namespace/service:port`; the oldest counts.
pub fn canaries<'r>(
    cluster: &Cluster<'r>,
    members: &[Member<'r>],
    answer: &mut Answer,
) -> SortedMap<(&'r str, String), CanaryOf<'r>> {
    let mut found: SortedMap<(&'r str, String), CanaryOf<'r>> = SortedMap::new();
    if members.iter().all(|member| member.effects.canary.is_none()) {
        return found;
    }
    // One path without a main path, on a host that is served, and the controller threw the canary's upstream away for all
    // its paths.
    let mut gone: SortedSet<String> = SortedSet::new();
    let served = served(cluster, members);
    for (index, member) in members.iter().enumerate() {
        let Some(canary) = &member.effects.canary else { continue };
        if member.effects.dropped.is_some() {
            continue;
        }
        for rule in &member.site.ingress.rules {
            let Ok(host) = Host::parse(rule.host.map_or("", |told| told.value)) else { continue };
            for path in &rule.paths {
                let text = path.path.map_or("/", |told| if told.value.is_empty() { "/" } else { told.value });
                let kind = match path.path_type.map(|told| told.value) {
                    Some(PathType::Exact) => Kind::Exact,
                    Some(PathType::Prefix | PathType::ImplementationSpecific) | None => Kind::Prefix,
                };
                let server = cluster.servers.get(&(member.gateway, host.clone()));
                let same = |location: &&Location<'_>| location.path == text && location.kind == kind;
                let main = server.and_then(|server| server.locations.iter().find(same));
                let facts: Vec<_> = rule.host.iter().map(|told| told.fact).chain(path.facts()).collect();
                let Some((location, backend)) = main.and_then(|main| Some((main, main.backend.as_ref()?))) else {
                    // A host that no other Ingress has was passed over.
                    gone.extend(server.and_then(|_| upstream(member, &path.backend)));
                    for fact in &facts {
                        answer.inert(*fact, "no other Ingress has this host and path, so there is nothing to share");
                    }
                    let text = format!("the canary `{}{text}` has no main path and never got a request", host.shown());
                    answer
                        .find(Severity::Warning, "canary-alone", text)
                        .at(facts)
                        .help("give the main Ingress the same host, path and pathType, or remove the canary");
                    continue;
                };
                let Some(main) = members.get(location.member).and_then(|member| upstream(member, backend)) else {
                    continue;
                };
                let own = upstream(member, &path.backend);
                if own.as_ref() == Some(&main) || own.is_some_and(|own| served.contains(&own)) {
                    for fact in &facts {
                        answer.inert(*fact, "its Service port serves another path too, and nginx ignored the canary");
                    }
                    let text = format!("the canary `{}{text}` goes to a port that other paths go to", host.shown());
                    answer.find(Severity::Warning, "canary-shared-service", text).at(facts).help(
                        "nginx sends it nothing; give the canary a Service of its own if it should get its share",
                    );
                    continue;
                }
                match found.get(&(member.gateway, main.clone())) {
                    None => {
                        found.insert((member.gateway, main), CanaryOf { member: index, backend: path.backend.clone() });
                    }
                    Some(known) if known.member == index => {}
                    Some(_) => {
                        let text = format!("an older canary has `{}{text}` already: nginx asks only one", host.shown());
                        answer
                            .find(Severity::Warning, "canary-second", text)
                            .at(canary.from.iter().chain(&facts).copied())
                            .help("keep one canary for each main Service");
                    }
                }
            }
        }
    }
    found.retain(|_, of| {
        let own = members.get(of.member).and_then(|member| upstream(member, &of.backend));
        own.is_none_or(|own| !gone.contains(&own))
    });
    let heard: SortedSet<usize> = found.values().map(|of| of.member).collect();
    for (index, member) in members.iter().enumerate() {
        let Some(canary) = &member.effects.canary else { continue };
        if !heard.contains(&index) {
            for fact in &canary.from {
                answer.inert(*fact, "the canary never got a request");
            }
        }
    }
    found
}

/// The upstreams that some path of a server goes to.
fn served(cluster: &Cluster<'_>, members: &[Member<'_>]) -> SortedSet<String> {
    cluster
        .servers
        .values()
        .flat_map(|server| &server.locations)
        .filter_map(|location| upstream(members.get(location.member)?, location.backend.as_ref()?))
        .collect()
}
