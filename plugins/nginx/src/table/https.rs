//! Which plain requests are sent to https.
//!
//! A redirect needs a certificate for the host: some Ingress of it has a `tls` section, or a wildcard one label up has.
//! `force-ssl-redirect` needs none. Behind a load balancer that ends TLS, the scheme is what it says in a header.

use super::Scene;
use super::condition::{all, any, header, not, path, scheme, sensitive};
use crate::cluster::{Host, Location, Member, Server};
use crate::settings::Settings;
use gatewright_plugin_sdk::Answer;
use gatewright_plugin_sdk::contract::{
    Action, Aspect, Atom, Expr, FactId, PathMatch, Redirect, Scheme, Severity, StringMatch,
};

/// Paths that are never sent to https: certificate authorities ask for them in clear text.
const EXEMPT: &str = "/.well-known/acme-challenge";

/// A redirect to https.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ToHttps {
    /// Which requests.
    pub(crate) when: Expr,
    /// The redirect.
    pub(crate) action: Action,
    /// What asked for it.
    pub(crate) from: Vec<FactId>,
}

/// One redirect for every request of the host, where each of its locations has the same.
pub(super) fn of_server(server: &Server<'_>, scene: Scene<'_, '_>) -> Option<ToHttps> {
    let mut locations = server.locations.iter();
    let mut whole = of_location(locations.next()?, server, scene)?;
    for at in locations {
        let other = of_location(at, server, scene)?;
        if other.when != whole.when || other.action != whole.action {
            return None;
        }
        whole.from.extend(other.from);
    }
    // What is answered before the redirect must not come after it.
    let before = |at: &Location<'_>| {
        scene.members.get(at.member).is_some_and(|member| {
            let effects = &member.effects;
            !effects.returns.is_empty()
                || effects.redirect.is_some()
                || effects.denied.is_some()
                || effects.rewrite.as_ref().is_some_and(|rewrite| rewrite.value.contains("://"))
        })
    };
    let slash = server.regex.is_none() && server.locations.iter().any(|at| at.path != "/" && at.path.ends_with('/'));
    if slash || server.locations.iter().any(before) {
        return None;
    }
    whole.from.splice(0..0, server.facts.iter().copied());
    Some(whole)
}

/// The redirect of one location.
pub(super) fn of_location(at: &Location<'_>, server: &Server<'_>, scene: Scene<'_, '_>) -> Option<ToHttps> {
    // The server for every other host stood before any Ingress, and so did its `/`: no annotation reached it.
    if at.implicit && server.host == Host::Any {
        return None;
    }
    let member = scene.members.get(at.member)?;
    let settings = scene.settings;
    let ssl = &member.effects.ssl;
    let force = ssl.force.map_or_else(|| settings.flag("force-ssl-redirect", false), |told| told.value);
    let on = ssl.on.map_or_else(|| settings.flag("ssl-redirect", true), |told| told.value);
    if !(force || on) {
        return None;
    }
    let exempt = settings.text("no-tls-redirect-locations").unwrap_or(EXEMPT);
    if exempt.split(',').map(str::trim).any(|start| !start.is_empty() && at.path.starts_with(start)) {
        return None;
    }
    let tls = tls(server, scene);
    if !force && tls.is_empty() {
        return None;
    }
    let own = if force { ssl.force.map(|told| told.fact) } else { ssl.on.map(|told| told.fact) };
    let entries = ["force-ssl-redirect", "ssl-redirect", "http-redirect-code", "use-forwarded-headers"];
    let facts = own.into_iter().chain(tls).chain(settings.facts(&entries)).collect();
    let code = settings.number("http-redirect-code", 308);
    let redirect = Redirect {
        scheme: Some(Scheme::Https),
        host: None,
        port: None,
        path: None,
        status: u16::try_from(code).ok().filter(|code| [301, 302, 307, 308].contains(code)).unwrap_or(308),
    };
    Some(ToHttps { when: plain(settings), action: Action::Redirect(redirect), from: facts })
}

/// What counts as a plain request.
fn plain(settings: &Settings) -> Expr {
    if !settings.flag("use-forwarded-headers", false) {
        return scheme(Scheme::Http);
    }
    let says = |value: &str| header("X-Forwarded-Proto", value);
    any(vec![says("http"), all([scheme(Scheme::Http), not(says("https"))])])
}

/// The facts that give the host a certificate; none where it has none.
fn tls(server: &Server<'_>, scene: Scene<'_, '_>) -> Vec<FactId> {
    if server.host == Host::Any {
        return Vec::new();
    }
    let of = |index: &usize| -> Vec<FactId> {
        scene.members.get(*index).filter(|member| member.serves()).map(tls_facts).unwrap_or_default()
    };
    let own: Vec<FactId> = server.members.iter().flat_map(of).collect();
    if !own.is_empty() {
        return own;
    }
    let parent = server.host.parent().and_then(|parent| scene.cluster.servers.get(&(server.gateway, parent)));
    parent.into_iter().flat_map(|parent| &parent.members).flat_map(of).collect()
}

/// The facts of an Ingress' `tls`.
pub(super) fn tls_facts(member: &Member<'_>) -> Vec<FactId> {
    let entries = member.site.ingress.tls.iter();
    entries
        .flat_map(|tls| {
            tls.hosts.iter().map(|told| told.fact).chain(tls.secret.iter().map(|told| told.fact)).collect::<Vec<_>>()
        })
        .collect()
}

/// nginx cut the last slash off the address it sent a client to.
pub(super) fn tell_slash(members: &[Member<'_>], settings: &Settings, answer: &mut Answer) {
    let redirects = answer.table.rules.iter().filter(|rule| {
        matches!(&rule.action, Action::Redirect(redirect) if redirect.scheme == Some(Scheme::Https) && redirect.path.is_none())
    });
    if redirects.count() == 0 {
        return;
    }
    if settings.flag("use-forwarded-headers", false) {
        let name = "X-Forwarded-Host".to_owned();
        let when = Expr::Is(Atom::Header { name, value: StringMatch::Present });
        answer
            .find(Severity::Info, "forwarded-host", "nginx redirected to the host that X-Forwarded-Host names")
            .at(settings.facts(&["use-forwarded-headers"]))
            .help("a gateway redirects to the host asked for; check that the balancer in front of it sends that one")
            .announces(when, [Aspect::Answer]);
        let (name, value) = ("X-Forwarded-Proto".to_owned(), StringMatch::Present);
        let said = Expr::Is(Atom::Header { name: name.clone(), value });
        let when = all([scheme(Scheme::Http), said, not(header(&name, "http")), not(header(&name, "https"))]);
        answer
            .find(
                Severity::Info,
                "forwarded-proto",
                "nginx took any word in X-Forwarded-Proto but `http` for encrypted",
            )
            .at(settings.facts(&["use-forwarded-headers"]))
            .help("nothing to do where the balancer in front of the gateway writes the header itself")
            .announces(when, [Aspect::Answer, Aspect::Backends, Aspect::Upstream, Aspect::Guards]);
    }
    if settings.flag("preserve-trailing-slash", false) {
        return;
    }
    let keeps = members.iter().filter_map(|member| member.effects.ssl.keep_slash);
    if members.len() == keeps.filter(|told| told.value).count() {
        return;
    }
    let when = all([plain(settings), path(PathMatch::Regex(sensitive("/.*/$")))]);
    answer
        .find(Severity::Info, "https-redirect-slash", "nginx cut the last `/` off the path when it redirected to https")
        .help("nothing to do: the path stays whole now, and most servers answer both alike")
        .announces(when, [Aspect::Answer]);
}
