//! From Ingresses to servers.

use super::Member;
use super::host::{Host, HostProblem};
use super::location::{Kind, Location};
use super::server::{Cluster, Server};
use crate::effects::Broken;
use gatewright_plugin_sdk::contract::collections::{Arrange, SortedMap, SortedSet};
use gatewright_plugin_sdk::contract::{Aspect, FactId, Severity};
use gatewright_plugin_sdk::{Answer, IngressPath, IngressRule, PathType, Told};

/// Merges all members into servers.
pub fn build<'r>(members: &[Member<'r>], answer: &mut Answer) -> Cluster<'r> {
    let mut cluster = Cluster::default();
    for (index, member) in members.iter().enumerate() {
        if let Some(broken) = &member.effects.dropped {
            tell_dropped(member, broken, answer);
            continue;
        }
        for rule in &member.site.ingress.rules {
            add_rule(rule, (index, member), &mut cluster, answer);
        }
        if member.site.ingress.rules.is_empty() && member.serves() {
            let facts = Vec::new();
            server(&mut cluster, (index, member), Host::Any, facts);
        }
    }
    cluster.servers.retain(|_, server| !server.members.is_empty());
    add_aliases(members, &mut cluster, answer);
    for server in cluster.servers.values_mut() {
        add_default(server, members);
        server.regex = regex(server, members);
        order(server, members);
        tell_unloadable(server, answer);
    }
    cluster
}

fn server<'c, 'r>(
    cluster: &'c mut Cluster<'r>,
    (index, member): (usize, &Member<'r>),
    host: Host,
    facts: Vec<FactId>,
) -> &'c mut Server<'r> {
    let server = cluster.servers.entry((member.gateway, host.clone())).or_insert_with(|| Server {
        gateway: member.gateway,
        host,
        aliases: Vec::new(),
        owner: index,
        members: Vec::new(),
        facts: Vec::new(),
        locations: Vec::new(),
        regex: None,
    });
    // Members come in their order.
    if server.members.last() != Some(&index) {
        server.members.push(index);
    }
    server.facts.extend(facts);
    server
}

fn add_rule<'r>(
    rule: &IngressRule<'r>,
    (index, member): (usize, &Member<'r>),
    cluster: &mut Cluster<'r>,
    answer: &mut Answer,
) {
    let host = match rule.host.map(|told| (told, Host::parse(told.value))) {
        None => Host::Any,
        Some((told, Ok(host))) => {
            tell_case(told, answer);
            host
        }
        Some((told, Err(problem))) => {
            refuse_host(told, problem, answer);
            for fact in rule.paths.iter().flat_map(IngressPath::facts) {
                answer.invalid(fact, "its rule has no usable host", None);
            }
            return;
        }
    };
    if member.effects.canary.is_some() {
        return;
    }
    let named: Vec<FactId> = rule.host.iter().map(|told| told.fact).collect();
    let server = server(cluster, (index, member), host, named.clone());
    for path in &rule.paths {
        let Some(mut location) = location(path, &named, index, answer) else { continue };
        let effects = &member.effects;
        location.facts.extend(effects.use_regex.into_iter().chain(effects.rewrite.as_ref().map(|told| told.fact)));
        if location.path.contains("//") {
            tell_empty(&location, &server.host, answer);
        }
        // The controller looked at the first location of the path alone, whatever its type.
        let known = server.locations.iter().find(|known| known.path == location.path);
        match known.filter(|known| known.kind == location.kind) {
            Some(known) => tell_taken(&location, (known, members_name(known, index)), server, answer),
            None => server.locations.push(location),
        }
    }
}

/// Whether the one that was first is the same Ingress.
fn members_name(known: &Location<'_>, index: usize) -> &'static str {
    if known.member == index { "this Ingress itself" } else { "an older Ingress" }
}

fn location<'r>(path: &IngressPath<'r>, named: &[FactId], member: usize, answer: &mut Answer) -> Option<Location<'r>> {
    let text = path.path.map_or("", |told| told.value);
    let facts: Vec<FactId> = named
        .iter()
        .copied()
        .chain(path.path.map(|told| told.fact))
        .chain(path.path_type.map(|told| told.fact))
        .collect();
    let problem = if text.contains("{{") || text.contains("${") {
        Some((
            "unrendered-path",
            "still holds a template or a variable",
            "render it first, then convert what comes out",
        ))
    } else if !text.is_empty() && !text.starts_with('/') {
        Some(("relative-path", "does not begin with `/`", "the API server refuses it; write an absolute path"))
    } else {
        None
    };
    if let Some((slug, why, help)) = problem {
        for fact in path.facts() {
            answer.invalid(fact, &format!("its path {why}"), Some(help));
        }
        answer.find(Severity::Error, slug, format!("the path `{text}` {why}")).at(facts).help(help);
        return None;
    }
    let kind = match path.path_type.map(|told| told.value) {
        Some(PathType::Exact) if !text.is_empty() => Kind::Exact,
        Some(PathType::Exact | PathType::Prefix | PathType::ImplementationSpecific) | None => Kind::Prefix,
    };
    Some(Location {
        path: if text.is_empty() { "/".to_owned() } else { text.to_owned() },
        kind,
        member,
        position: path.position,
        facts,
        backend: Some(path.backend.clone()),
        implicit: false,
    })
}

/// Every server has a `/`: the default backend of its oldest Ingress, or nothing.
fn add_default<'r>(server: &mut Server<'r>, members: &[Member<'r>]) {
    let root = |location: &Location<'_>| location.path == "/" && location.kind == Kind::Prefix;
    if server.locations.iter().any(root) {
        return;
    }
    // Of the Ingresses without rules, which make up the server for every other host, the oldest one's counts.
    let catch_all = server.members.iter().copied().find(|index| {
        server.host == Host::Any && members.get(*index).is_some_and(|member| member.site.ingress.rules.is_empty())
    });
    let member = catch_all.unwrap_or(server.owner);
    let backend = members.get(member).and_then(|member| member.site.ingress.default_backend.clone());
    server.locations.push(Location {
        path: "/".to_owned(),
        kind: Kind::Prefix,
        member,
        position: u32::MAX >> 8,
        facts: server.facts.clone(),
        implicit: backend.is_none(),
        backend,
    });
}

/// What makes every path of a host a regular expression: `use-regex`, or a rewrite that changes its path.
fn regex(server: &Server<'_>, members: &[Member<'_>]) -> Option<FactId> {
    server.locations.iter().filter(|location| !location.implicit).find_map(|location| {
        let effects = &members.get(location.member)?.effects;
        let rewrite = effects.rewrite.as_ref().filter(|rewrite| rewrite.value != location.path);
        effects.use_regex.or(rewrite.map(|rewrite| rewrite.fact))
    })
}

/// On a host of regular expressions a prefix `/foo` beside an exact `/foo` takes what lies below it alone: the controller
/// added the slash after it had sorted.
fn order<'r>(server: &mut Server<'r>, members: &[Member<'r>]) {
    if server.regex.is_none() {
        server.locations.arrange_by(Location::plain_order);
        return;
    }
    server.locations.arrange_by(Location::regex_order);
    let exact: Vec<String> = server
        .locations
        .iter()
        .filter(|location| location.kind == Kind::Exact)
        .map(|location| location.path.clone())
        .collect();
    for location in server.locations.iter_mut().filter(|location| location.kind == Kind::Prefix) {
        let regex = members.get(location.member).is_some_and(|member| member.effects.use_regex.is_some());
        if !regex && !location.path.ends_with('/') && exact.contains(&location.path) {
            location.path.push('/');
        }
    }
}

/// Further names, from the oldest Ingress of the host that has any; a name that has a server of its own is dropped.
fn add_aliases(members: &[Member<'_>], cluster: &mut Cluster<'_>, answer: &mut Answer) {
    if members.iter().all(|member| member.effects.aliases.is_none()) {
        return;
    }
    let own: SortedSet<(String, Host)> =
        cluster.servers.keys().map(|(gateway, host)| ((*gateway).to_owned(), host.clone())).collect();
    let mut taken: SortedMap<(String, Host), FactId> = SortedMap::new();
    for server in cluster.servers.values_mut() {
        let named =
            server.members.iter().filter_map(|index| Some((*index, members.get(*index)?.effects.aliases.as_ref()?)));
        for (at, (_, aliases)) in named.enumerate() {
            if at > 0 {
                answer.inert(aliases.fact, "an older Ingress of the host has aliases, and the first one's count");
                continue;
            }
            for alias in &aliases.value {
                let Ok(host) = Host::parse(alias) else {
                    let why = format!("`{alias}` is no host name that a listener can have");
                    let help = "write the names out one by one";
                    answer.unsupported(aliases.fact, &why, Some(help));
                    answer.find(Severity::Error, "alias", why).at([aliases.fact]).help(help);
                    continue;
                };
                let key = (server.gateway.to_owned(), host.clone());
                if own.contains(&key) || taken.contains_key(&key) {
                    let why = format!("`{alias}` has a server of its own, and the alias is dropped");
                    answer.inert(aliases.fact, &why);
                } else {
                    taken.insert(key, aliases.fact);
                    server.aliases.push(Told { value: host, fact: aliases.fact });
                }
            }
        }
    }
}

fn tell_case(told: Told<&str>, answer: &mut Answer) {
    if told.value.bytes().any(|byte| byte.is_ascii_uppercase()) {
        let text = format!("`{}` has upper case letters; it was read in lower case", told.value);
        answer
            .find(Severity::Warning, "host-upper-case", text)
            .at([told.fact])
            .help("write host names in lower case: the API server refuses anything else");
    }
}

fn refuse_host(told: Told<&str>, problem: HostProblem, answer: &mut Answer) {
    let host = told.value;
    let (slug, text, help) = match problem {
        HostProblem::Template => (
            "helm-template",
            format!("the host `{host}` is an unrendered template; its rules were not converted"),
            "render the chart first, then convert what comes out: helm template RELEASE CHART | gatewright convert -",
        ),
        HostProblem::Variable => (
            "variable",
            format!("the host `{host}` holds an unset variable; its rules were not converted"),
            "fill the variables in first, for instance with envsubst, then convert what comes out",
        ),
        HostProblem::NotAName => (
            "invalid-host",
            format!("`{host}` is no host name; its rules were not converted"),
            "write a DNS name such as shop.example, `*.shop.example`, or no host at all for every host",
        ),
    };
    answer.invalid(told.fact, "not a host name", Some(help));
    answer.find(Severity::Error, slug, text).at([told.fact]).help(help);
}

fn tell_dropped(member: &Member<'_>, broken: &Broken, answer: &mut Answer) {
    let text = format!(
        "the controller never served Ingress {}: {}. It is not converted",
        member.site.ingress.key(),
        broken.why
    );
    answer
        .find(Severity::Warning, "refused-ingress", text)
        .at(broken.from.clone())
        .object(member.site.ingress.id())
        .help("correct or remove the annotation if the Ingress was meant to work; `gatewright explain` says what it takes");
}

fn tell_taken(location: &Location<'_>, (known, who): (&Location<'_>, &str), server: &Server<'_>, answer: &mut Answer) {
    let text = format!("{who} has `{}{}` already: nginx keeps the first", server.host.shown(), location.path);
    let help = "remove one of the two; between Ingresses the older wins, then the name that sorts last";
    let own = location.facts.iter().filter(|fact| !server.facts.contains(fact));
    let backend = location.backend.iter().flat_map(|backend| backend.facts());
    for fact in own.copied().chain(backend) {
        answer.inert(fact, &format!("{who} has the same host and path, and nginx keeps the first"));
    }
    let at = location.facts.iter().chain(&known.facts).copied();
    answer.find(Severity::Warning, "duplicate-path", text).at(at).help(help);
}

/// nginx joins slashes of a request before it looks for its path, so a path with two in a row is hard to meet.
fn tell_empty(location: &Location<'_>, host: &Host, answer: &mut Answer) {
    let text =
        format!("`{}` has an empty element: nginx joined the slashes of requests and rarely met it", location.path);
    let when = crate::table::condition::all(host.condition());
    answer
        .find(Severity::Warning, "empty-element", text)
        .at(location.facts.clone())
        .help("write the path with single slashes")
        .announces(when, [Aspect::Answer, Aspect::Backends, Aspect::Upstream]);
}

/// Paths that together made a configuration nginx refuses to load: `/foo` and `/foo/`, or one path twice.
fn tell_unloadable(server: &Server<'_>, answer: &mut Answer) {
    if server.regex.is_some() {
        return;
    }
    for (index, location) in server.locations.iter().enumerate() {
        let twin = format!("{}/", location.path);
        let clash = |(at, other): &(usize, &Location<'_>)| {
            let twice = *at > index && other.path == location.path && other.kind == location.kind;
            let below = location.kind == Kind::Prefix && location.path != "/" && other.path == twin;
            twice || below && other.kind == Kind::Prefix
        };
        let Some((_, other)) = server.locations.iter().enumerate().find(clash) else { continue };
        let text = format!(
            "`{}` and `{}` on {} made a configuration that nginx could not load; what traffic did depends on what was \
             loaded before",
            location.path,
            other.path,
            server.host.shown()
        );
        answer.find(Severity::Error, "unloadable", text).at(location.facts.iter().chain(&other.facts).copied()).help(
            "remove one of the two paths; the output serves both, the longer one first, and of one path the older",
        );
    }
}
