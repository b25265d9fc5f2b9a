//! What must be said of rules once their predicates are known.

use super::Scene;
use super::condition::{all, any, not, path};
use crate::cluster::{Host, Member, Server};
use crate::effects::{Effects, Note};
use crate::settings::{RegexHosts, Settings};
use gatewright_plugin_sdk::Answer;
use gatewright_plugin_sdk::contract::{Aspect, Expr, PathMatch, Rule, Severity, Step, Want};

/// Says what features noted of an Ingress, for one of its locations.
pub(super) fn tell(notes: &[Note], (server, here): (&Server<'_>, Expr), answer: &mut Answer) {
    for note in notes {
        let when = all(server.condition().into_iter().chain([here.clone()]).chain(note.when.clone()));
        let telling = answer
            .find(note.severity, note.slug, note.message.clone())
            .at(note.at.iter().copied())
            .help(note.help.clone());
        if !note.changes.is_empty() {
            telling.announces(when, note.changes.clone());
        }
    }
}

/// Says once for a host that its paths were regular expressions.
pub(super) fn tell_regex(server: &Server<'_>, differs: Vec<Expr>, settings: &Settings, answer: &mut Answer) {
    let Some(fact) = server.regex.filter(|_| !differs.is_empty()) else { return };
    let help = match settings.regex_hosts {
        RegexHosts::Faithful => {
            "check that no client relies on that; --set nginx.regex-hosts=declared takes the other paths as they are declared"
        }
        RegexHosts::Declared => {
            "check that no client relies on that; --set nginx.regex-hosts=faithful keeps more of it"
        }
    };
    let text = format!(
        "every path of {} was a regular expression without case, because one of its Ingresses uses one",
        server.host.shown()
    );
    let when = all(server.condition().into_iter().chain([any(differs)]));
    answer
        .find(Severity::Warning, "regex-host", text)
        .at([fact])
        .help(help)
        .announces(when, [Aspect::Answer, Aspect::Backends, Aspect::Upstream, Aspect::Guards]);
}

/// Says what the oldest Ingress' annotations did to requests that no path of the host takes: nginx had a `/` for them.
pub(super) fn tell_implicit(server: &Server<'_>, member: &Member<'_>, scene: Scene<'_, '_>, answer: &mut Answer) {
    let effects = &member.effects;
    let https = || {
        super::https::of_server(server, scene).is_none()
            && server.locations.iter().any(|at| at.implicit && super::https::of_location(at, server, scene).is_some())
    };
    let asks = |index: &usize| scene.members.get(*index).is_some_and(|member| !member.effects.host_wants.is_empty());
    let common = server.members.iter().any(asks);
    let acts = [
        (effects.redirect.is_some() || effects.denied.is_some(), "redirected or refused"),
        (effects.returns.iter().any(|answered| !answered.of_server), "answered by a snippet"),
        (effects.rewrite.as_ref().is_some_and(|rewrite| rewrite.value.contains("://")), "redirected"),
        (server.regex.is_some() && has_no_root(effects), "answered 500"),
        (https(), "redirected to https"),
        (effects.wants.iter().any(|wanted| wanted.want.guards()) || common, "asked for what guards its paths"),
        (effects.wants.iter().any(|wanted| matches!(wanted.want, Want::Cors(_))), "answered across origins"),
        (effects.steps.iter().any(|step| matches!(step.value, Step::ResponseHeaders(_))), "given headers"),
        (effects.wants.iter().any(|wanted| replaces_not_found(&wanted.want)), "answered by another service"),
    ];
    let acts: Vec<&str> = acts.into_iter().filter(|(acts, _)| *acts).map(|(_, what)| what).collect();
    if acts.is_empty() || server.host == Host::Any {
        return;
    }
    let taken = server.locations.iter().filter(|at| !at.implicit).filter_map(|at| {
        let member = scene.members.get(at.member)?;
        Some(path(super::path::condition(at, (server, member), scene.settings)))
    });
    let taken: Vec<Expr> = taken.collect();
    let text = format!(
        "requests for {} that no path takes were {}, by the annotations of its oldest Ingress; they are 404 now",
        server.host.shown(),
        acts.join(", ")
    );
    let rest = if taken.is_empty() { path(PathMatch::ElementPrefix("/".to_owned())) } else { not(any(taken)) };
    answer
        .find(Severity::Info, "unmatched-path", text)
        .at(server.facts.first().copied())
        .object(member.site.ingress.id())
        .help("nothing was served there; add a path `/` with these annotations if clients rely on the answer")
        .announces(
            all(server.condition().into_iter().chain([rest])),
            [Aspect::Answer, Aspect::Guards, Aspect::ResponseHeaders],
        );
}

/// Says that nginx compared paths after it had put them in order. That is a matter of every path, so it is said once.
pub(super) fn tell_paths(answer: &mut Answer) {
    let guards = |rule: &Rule| rule.wants.iter().any(|wanted| wanted.want.guards());
    let guarded = answer.table.rules.iter().any(guards);
    if answer.table.rules.is_empty() {
        return;
    }
    let text = "nginx compared paths without repeated `/`, `.` and `..`, and with `%61` read as `a`; a gateway may compare \
                them as they were sent";
    let when = path(PathMatch::Regex(super::condition::sensitive(r".*(//|%[0-9A-Fa-f]{2}|/\.\.?(/|$))")));
    let telling = if guarded {
        answer.find(Severity::Warning, "path-normalization", text).help(
            "make sure that the new implementation does the same before it compares: else what guards `/admin` does not \
             guard `//admin`",
        )
    } else {
        answer
            .find(Severity::Info, "path-normalization", text)
            .help("nothing to do where clients send plain paths, or where the new implementation does the same")
    };
    telling.announces(
        when,
        [
            Aspect::Answer,
            Aspect::Backends,
            Aspect::Upstream,
            Aspect::Guards,
            Aspect::RequestHeaders,
            Aspect::ResponseHeaders,
        ],
    );
}

/// Whether `/` is rewritten to a path that begins with nothing, such as `$2`: nginx refuses an empty one.
fn has_no_root(effects: &Effects) -> bool {
    effects.rewrite.as_ref().is_some_and(|rewrite| !rewrite.value.starts_with('/') && !rewrite.value.contains("://"))
}

/// The controller's own 404 was an error like those of backends.
fn replaces_not_found(want: &Want) -> bool {
    matches!(want, Want::ErrorPages(pages) if pages.statuses.contains(&404))
}
