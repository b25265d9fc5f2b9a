//! The rules of one server.

use super::condition::{all, path, scheme};
use super::rewrite::{Becomes, Piece};
use super::rule::{Draft, place, push};
use super::{Scene, canary, https, note, path as paths, rewrite};
use crate::backend;
use crate::cluster::{Host, Kind, Location, Member, Server};
use crate::effects::{Effects, Returned};
use gatewright_plugin_sdk::contract::{
    Action, Aspect, Expr, FactId, OnLoss, PathMatch, PathRewrite, Redirect, Respond, Rule, Scheme, Severity, Sourced,
    Step, Want, Wanted,
};
use gatewright_plugin_sdk::value::{Url, Value};
use gatewright_plugin_sdk::{Answer, Told};

/// What all paths of a host have in common.
type Common = (Vec<Sourced<Step>>, Vec<Wanted>);

/// Writes the rules of a server, in the order in which nginx decides.
pub(super) fn write(server: &Server<'_>, scene: Scene<'_, '_>, answer: &mut Answer) {
    let Some(owner) = scene.members.get(server.owner) else { return };
    let first = answer.table.rules.len();
    if let Some((when, facts)) = super::block::blocked(scene.settings) {
        let from = server.facts.iter().copied().chain(facts).collect();
        let draft = Draft::bare(vec![when], Action::Respond(Respond::bare(403)), from);
        push(draft, server, (owner.site.ingress.id(), 0), answer);
    }
    passthrough(server, scene, answer);
    server_returns(server, scene, answer);
    app_root(server, scene, answer);
    let whole = https::of_server(server, scene);
    if let Some(redirect) = &whole {
        let draft = Draft::bare(vec![redirect.when.clone()], redirect.action.clone(), redirect.from.clone());
        push(draft, server, (owner.site.ingress.id(), 0), answer);
    }
    let mut differs = Vec::new();
    let common = of_host(server, scene, answer);
    for at in &server.locations {
        let Some(member) = scene.members.get(at.member) else { continue };
        if at.implicit {
            ending(server, member, scene, answer);
            continue;
        }
        slash(at, server, member, answer);
        let pieces = pieces(at, (server, member), scene);
        for piece in &pieces {
            differs.extend(paths::difference(at, &piece.takes).filter(|_| server.regex.is_some()));
            let redirect = if whole.is_some() { None } else { https::of_location(at, server, scene) };
            location((at, piece), (server, member), (scene, redirect, &common), answer);
        }
    }
    certificates(answer.table.rules.get_mut(first..).unwrap_or_default(), &common.1);
    note::tell_regex(server, differs, scene.settings, answer);
    www(server, scene, answer);
}

/// Who had no certificate was not sent elsewhere either. A redirect that everybody gets gives nothing away.
fn certificates(rules: &mut [Rule], common: &[Wanted]) {
    let wants: Vec<Wanted> = common
        .iter()
        .filter(|wanted| matches!(wanted.want, Want::ClientCertificate(_)))
        .map(|wanted| Wanted { on_loss: OnLoss::Warn, ..wanted.clone() })
        .collect();
    let plain = scheme(Scheme::Http);
    for rule in rules {
        let Action::Redirect(redirect) = &rule.action else { continue };
        let to_https = redirect.scheme.is_some() && redirect.host.is_none();
        let of_plain = rule.when == plain || matches!(&rule.when, Expr::All(all) if all.contains(&plain));
        if !to_https && !of_plain {
            rule.wants.extend(wants.iter().cloned());
        }
    }
}

/// TLS of the host is not ended: every encrypted request goes where `/` goes.
fn passthrough(server: &Server<'_>, scene: Scene<'_, '_>, answer: &mut Answer) {
    let found = server.members.iter().find_map(|index| Some((*index, scene.members.get(*index)?.effects.passthrough?)));
    let Some((index, fact)) = found else { return };
    let root = server.locations.iter().find(|at| at.path == "/" && at.backend.is_some());
    let (Host::Exact(_), Some(at)) = (&server.host, root) else {
        answer.inert(fact, "it acted only for an exact host that has the path `/`");
        return;
    };
    let (Some(member), Some(owner)) = (scene.members.get(index), scene.members.get(at.member)) else { return };
    let action = backend::resolve(owner, at.backend.as_ref(), answer);
    let mut draft = Draft::bare(vec![scheme(Scheme::Https)], action, at.facts.iter().copied().chain([fact]).collect());
    draft.wants.push(Wanted { want: Want::Passthrough, on_loss: OnLoss::Close, from: vec![fact] });
    push(draft, server, (member.site.ingress.id(), 0), answer);
}

/// What one Ingress asks for all paths of a host: the oldest that asks for anything counts.
fn of_host(server: &Server<'_>, scene: Scene<'_, '_>, answer: &mut Answer) -> Common {
    let asks = |effects: &Effects| !effects.host_steps.is_empty() || !effects.host_wants.is_empty();
    let members = server.members.iter().filter_map(|index| scene.members.get(*index));
    let mut asking = members.map(|member| &member.effects).filter(|effects| asks(effects));
    let Some(first) = asking.next() else { return (Vec::new(), Vec::new()) };
    for other in asking {
        let steps = other.host_steps.iter().flat_map(|step| &step.from);
        for fact in steps.chain(other.host_wants.iter().flat_map(|wanted| &wanted.from)) {
            answer.approximate(
                *fact,
                "an older Ingress of the host has settings for all its paths, and these count",
                None,
            );
        }
    }
    (first.host_steps.clone(), first.host_wants.clone())
}

/// `/` of the host is sent elsewhere, before anything else is asked.
fn app_root(server: &Server<'_>, scene: Scene<'_, '_>, answer: &mut Answer) {
    let found = server.locations.iter().find_map(|at| {
        Some((at, scene.members.get(at.member)?)).filter(|(_, member)| member.effects.app_root.is_some())
    });
    let Some((at, member)) = found else { return };
    let Some(root) = &member.effects.app_root else { return };
    let redirect = Redirect {
        scheme: None,
        host: None,
        port: None,
        path: Some(PathRewrite::Full(root.value.clone())),
        status: 302,
    };
    let when = vec![path(PathMatch::Exact("/".to_owned()))];
    let from = server.facts.iter().copied().chain([root.fact]).collect();
    let draft = Draft::bare(when, Action::Redirect(redirect), from);
    push(draft, server, (member.site.ingress.id(), place(at, 0)), answer);
    let text = format!("the redirect to `{}` keeps the query of a request; nginx dropped it", root.value);
    let when = all(server.condition().into_iter().chain([path(PathMatch::Exact("/".to_owned()))]));
    answer
        .find(Severity::Info, "redirect-keeps-query", text)
        .at([root.fact])
        .help("nothing to do where the other side ignores it")
        .announces(when, [Aspect::Answer]);
}

/// What a server snippet answers before a location is chosen.
fn server_returns(server: &Server<'_>, scene: Scene<'_, '_>, answer: &mut Answer) {
    for index in &server.members {
        let Some(member) = scene.members.get(*index) else { continue };
        for answered in member.effects.returns.iter().filter(|answered| answered.of_server) {
            let from = server.facts.iter().chain(&answered.from).copied().collect();
            let draft = Draft::bare(vec![answered.when.clone()], action_of(&answered.answer), from);
            push(draft, server, (member.site.ingress.id(), 0), answer);
        }
    }
}

fn action_of(returned: &Returned) -> Action {
    match returned {
        Returned::Status(status) => Action::Respond(Respond::bare(*status)),
        Returned::Text(status, body) => Action::Respond(Respond { status: *status, body: Some(body.clone()) }),
        Returned::Redirect(redirect) => Action::Redirect(redirect.clone()),
    }
}

/// nginx sends `/foo` to `/foo/` where only the latter is a path.
fn slash(at: &Location<'_>, server: &Server<'_>, member: &Member<'_>, answer: &mut Answer) {
    let Some(bare) = at.path.strip_suffix('/').filter(|bare| !bare.is_empty() && !bare.ends_with('/')) else { return };
    if server.regex.is_some() || server.locations.iter().any(|other| other.path == bare) {
        return;
    }
    let redirect =
        Redirect { scheme: None, host: None, port: None, path: Some(PathRewrite::Full(at.path.clone())), status: 301 };
    let draft =
        Draft::bare(vec![path(PathMatch::Exact(bare.to_owned()))], Action::Redirect(redirect), at.facts.clone());
    push(draft, server, (member.site.ingress.id(), place(at, 0)), answer);
}

/// The paths of a location, and what becomes of each.
fn pieces(at: &Location<'_>, (server, member): (&Server<'_>, &Member<'_>), scene: Scene<'_, '_>) -> Vec<Piece> {
    let same = |takes: PathMatch| Piece { takes, becomes: Becomes::Same, differs: None };
    match &member.effects.rewrite {
        Some(target) if server.regex.is_some() && !is_catch_all(member) && target.value != at.path => {
            rewrite::pieces(&at.path, &target.value)
        }
        // The controller compared the target with the path before it added a slash to the latter.
        Some(target)
            if server.regex.is_some() && at.kind == Kind::Prefix && at.path != "/" && target.value == at.path =>
        {
            let deep = PathMatch::StringPrefix(format!("{}/", at.path));
            let full = Becomes::Rewrite(PathRewrite::Full(target.value.clone()));
            vec![
                Piece { takes: deep, becomes: full, differs: None },
                same(paths::condition(at, (server, member), scene.settings)),
            ]
        }
        Some(_) | None => vec![same(paths::condition(at, (server, member), scene.settings))],
    }
}

/// Rewrites and redirects of an Ingress without rules were not applied.
fn is_catch_all(member: &Member<'_>) -> bool {
    member.site.ingress.rules.is_empty()
}

/// One piece of a location.
fn location(
    (at, piece): (&Location<'_>, &Piece),
    (server, member): (&Server<'_>, &Member<'_>),
    (scene, to_https, common): (Scene<'_, '_>, Option<https::ToHttps>, &Common),
    answer: &mut Answer,
) {
    let effects = &member.effects;
    let id = member.site.ingress.id();
    let here = path(piece.takes.clone());
    let from = || at.facts.clone();
    if let Some(broken) = &effects.denied {
        let from = at.facts.iter().chain(&broken.from).copied().collect();
        let draft = Draft::bare(vec![here.clone()], Action::Respond(Respond::bare(503)), from);
        push(draft, server, (id, place(at, 1)), answer);
        settle_backend(at, "its paths answered 503", answer);
        // What was taken for granted may be what the controller refused before anything else.
        let assumed: Vec<_> = effects.notes.iter().filter(|note| note.slug.ends_with("-assumed")).cloned().collect();
        note::tell(&assumed, (server, here), answer);
        return;
    }
    for answered in effects.returns.iter().filter(|answered| !answered.of_server) {
        let from = at.facts.iter().chain(&answered.from).copied().collect();
        let when = vec![here.clone(), answered.when.clone()];
        push(Draft::bare(when, action_of(&answered.answer), from), server, (id, place(at, 2)), answer);
    }
    if let Some(redirect) = effects.redirect.as_ref().filter(|_| !is_catch_all(member)) {
        let from = at.facts.iter().chain(&redirect.from).copied().collect();
        let draft = Draft::bare(vec![here], Action::Redirect(redirect.value.clone()), from);
        push(draft, server, (id, place(at, 3)), answer);
        settle_backend(at, "every request of its path is redirected", answer);
        note::tell(&effects.notes, (server, path(piece.takes.clone())), answer);
        return;
    }
    if let Some(redirect) = absolute(piece, effects) {
        let from = at.facts.iter().copied().chain(effects.rewrite.iter().map(|told| told.fact)).collect();
        let draft = Draft::bare(vec![here], redirect, from);
        push(draft, server, (id, place(at, 3)), answer);
        settle_backend(at, "every request of its path is redirected", answer);
        return;
    }
    if let Some(redirect) = to_https {
        let from = from().into_iter().chain(redirect.from).collect();
        let when = vec![here.clone(), redirect.when];
        push(Draft::bare(when, redirect.action, from), server, (id, place(at, 4)), answer);
    }
    let (mut steps, mut wants) = way(piece, effects);
    steps.splice(0..0, common.0.iter().cloned());
    wants.splice(0..0, common.1.iter().cloned());
    let action = backend::resolve(member, at.backend.as_ref(), answer);
    let chain = (steps, wants);
    canary::write((at, &here), (server, member), (scene, action, chain), answer);
    if let Some((when, why)) = &piece.differs {
        let when = all(server.condition().into_iter().chain([when.clone()]));
        let facts: Vec<FactId> = effects.rewrite.iter().map(|told| told.fact).chain(from()).collect();
        if let Some(rewrite) = &effects.rewrite {
            answer.approximate(rewrite.fact, why, None);
        }
        answer
            .find(Severity::Warning, "rewrite-differs", why.clone())
            .at(facts)
            .help("check that no client asks for such a path; else add a rule for it")
            .announces(when, [Aspect::Answer, Aspect::Backends, Aspect::Upstream]);
    }
    note::tell(&effects.notes, (server, here), answer);
}

/// What happens on the way to the backend.
fn way(piece: &Piece, effects: &Effects) -> (Vec<Sourced<Step>>, Vec<Wanted>) {
    let mut steps = effects.steps.clone();
    let mut wants = effects.wants.clone();
    let from: Vec<FactId> = effects.rewrite.iter().map(|told| told.fact).collect();
    match &piece.becomes {
        Becomes::Same => {}
        Becomes::Rewrite(rewrite) => steps.insert(0, Sourced { value: Step::RewritePath(rewrite.clone()), from }),
        Becomes::Regex(regex) => {
            wants.push(Wanted { want: Want::RewriteRegex(regex.clone()), on_loss: OnLoss::Close, from });
        }
        Becomes::Variable(name) => {
            let want = Want::Opaque { language: "nginx-variable".to_owned(), text: name.clone() };
            wants.push(Wanted { want, on_loss: OnLoss::Close, from });
        }
    }
    (steps, wants)
}

/// A rewrite to another address is a redirect.
fn absolute(piece: &Piece, effects: &Effects) -> Option<Action> {
    let target = effects.rewrite.as_ref()?;
    let (scheme, rest) = match target.value.strip_prefix("$scheme://") {
        Some(rest) => (None, format!("http://{rest}")),
        None => (Some(()), target.value.clone()),
    };
    let url = Url::parse(&rest).ok()?;
    let path = match &piece.becomes {
        Becomes::Rewrite(PathRewrite::Full(full)) => Url::parse(full).map(|url| PathRewrite::Full(url.path)).ok(),
        Becomes::Rewrite(PathRewrite::Prefix(prefix)) => {
            Url::parse(prefix).map(|url| PathRewrite::Prefix(url.path)).ok()
        }
        Becomes::Same | Becomes::Regex(_) | Becomes::Variable(_) => None,
    };
    let Some(path) = path else { return Some(Action::Forward(Vec::new())) };
    let rooted = |path: String| if path.is_empty() { "/".to_owned() } else { path };
    let path = match path {
        PathRewrite::Full(path) => PathRewrite::Full(rooted(path)),
        PathRewrite::Prefix(path) => PathRewrite::Prefix(rooted(path)),
    };
    let scheme = scheme.map(|()| match url.scheme.as_str() {
        "https" => Scheme::Https,
        _ => Scheme::Http,
    });
    Some(Action::Redirect(Redirect { scheme, host: Some(url.host), port: url.port, path: Some(path), status: 302 }))
}

fn settle_backend(at: &Location<'_>, why: &str, answer: &mut Answer) {
    for fact in at.backend.iter().flat_map(|backend| backend.facts()) {
        answer.inert(fact, why);
    }
}

/// What no path of the host takes is answered 404 here, and never by a wider host.
fn ending(server: &Server<'_>, member: &Member<'_>, scene: Scene<'_, '_>, answer: &mut Answer) {
    let exact = server.locations.iter().find(|at| server.regex.is_some() && at.path == "/" && !at.implicit);
    if let Some(at) = exact {
        let host = server.host.shown();
        let text =
            format!("the exact `/` of {host} never answered: the `/` that every host has came before it, with 404");
        let help = "write pathType Prefix if the path is to be served";
        answer.find(Severity::Warning, "exact-root", text).at(at.facts.iter().copied()).help(help);
    }
    if scene.cluster.has_wider(server) || exact.is_some() {
        let draft = Draft::bare(Vec::new(), Action::Respond(Respond::bare(404)), server.facts.clone());
        push(draft, server, (member.site.ingress.id(), u32::MAX), answer);
    }
    note::tell_implicit(server, member, scene, answer);
}

/// The other of `x` and `www.x` is sent to the host.
fn www(server: &Server<'_>, scene: Scene<'_, '_>, answer: &mut Answer) {
    let Some((index, Told { value: host, fact })) = server.www(scene.members) else { return };
    let Some(member) = scene.members.get(index) else { return };
    let (name, other) = (server.host.shown(), host.shown());
    let has_own = scene.cluster.servers.contains_key(&(server.gateway, host.clone()));
    if has_own {
        answer.inert(fact, &format!("`{other}` has an Ingress of its own"));
        return;
    }
    let redirect = Redirect { scheme: None, host: Some(name.clone()), port: None, path: None, status: 308 };
    let stand_in = Server { host: host.clone(), aliases: Vec::new(), locations: Vec::new(), ..server.clone() };
    let from = server.facts.iter().copied().chain([fact]).collect();
    push(Draft::bare(Vec::new(), Action::Redirect(redirect), from), &stand_in, (member.site.ingress.id(), 1), answer);
    let slashed = path(PathMatch::Regex(super::condition::sensitive("/.+/$")));
    let text = format!("nginx cut the last `/` off a path it sent from `{other}` to `{name}`; it stays now");
    answer
        .find(Severity::Info, "www-redirect-slash", text)
        .at([fact])
        .announces(all(host.condition().into_iter().chain([slashed])), [Aspect::Answer]);
}
