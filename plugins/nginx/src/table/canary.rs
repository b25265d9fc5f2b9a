//! A location's requests that go to its backend, and the share of them that goes to a canary's.

use super::Scene;
use super::condition::header;
use super::rule::{Draft, place, push};
use crate::backend;
use crate::cluster::{CanaryOf, Location, Member, Server};
use crate::effects::{Canary, HeaderChoice};
use gatewright_plugin_sdk::Answer;
use gatewright_plugin_sdk::contract::{Action, Atom, Backend, Expr, FactId, Sourced, Step, StringMatch, Wanted};

/// What happens on the way to a backend.
type Chain = (Vec<Sourced<Step>>, Vec<Wanted>);

/// Writes the rules that end at a backend.
pub(super) fn write(
    (at, here): (&Location<'_>, &Expr),
    (server, member): (&Server<'_>, &Member<'_>),
    (scene, action, chain): (Scene<'_, '_>, Action, Chain),
    answer: &mut Answer,
) {
    let id = member.site.ingress.id();
    let Some((of, canary_member)) = canary_of(at, (server, member), scene) else {
        let (steps, wants) = chain;
        let draft = Draft { when: vec![here.clone()], action, from: at.facts.clone(), steps, wants };
        push(draft, server, (id, place(at, 12)), answer);
        return;
    };
    let rule = |when: Option<Expr>, action: Action, more: &[FactId]| Draft {
        when: std::iter::once(here.clone()).chain(when).collect(),
        action,
        from: at.facts.iter().chain(more).copied().collect(),
        steps: chain.0.clone(),
        wants: chain.1.clone(),
    };
    let Action::Forward(main) = &action else {
        push(rule(None, action, &[]), server, (id, place(at, 12)), answer);
        return;
    };
    let Some(canary) = &canary_member.effects.canary else { return };
    let Some(backend) = backend::service(canary_member, &of.backend, answer) else {
        push(rule(None, action.clone(), &[]), server, (id, place(at, 12)), answer);
        return;
    };
    let only = |weight: u32| Action::Forward(vec![Backend { weight, ..backend.clone() }]);
    let facts = canary_facts(canary, canary_member);
    let mut step = 5;
    let mut add = |when: Expr, action: Action, answer: &mut Answer| {
        push(rule(Some(when), action, &facts), server, (id, place(at, step)), answer);
        step += 1;
    };
    if let Some(name) = &canary.header {
        let name = name.value.as_str();
        match canary.header_value.as_ref().map(|told| &told.value) {
            Some(HeaderChoice::Value(value)) => add(header(name, value), only(1), answer),
            Some(HeaderChoice::Pattern(regex)) => {
                let value = StringMatch::Regex(regex.clone());
                add(Expr::Is(Atom::Header { name: name.to_owned(), value }), only(1), answer);
            }
            Some(HeaderChoice::Broken(_)) => {
                let value = StringMatch::Present;
                add(Expr::Is(Atom::Header { name: name.to_owned(), value }), action.clone(), answer);
            }
            None => {
                add(header(name, "always"), only(1), answer);
                add(header(name, "never"), action.clone(), answer);
            }
        }
    }
    if let Some(name) = &canary.cookie {
        let cookie = |value: &str| {
            Expr::Is(Atom::Cookie { name: name.value.clone(), value: StringMatch::Exact(value.to_owned()) })
        };
        add(cookie("always"), only(1), answer);
        add(cookie("never"), action.clone(), answer);
    }
    let rest = match weights(canary) {
        (0, _) => action.clone(),
        (weight, total) if weight >= total => only(1),
        (weight, total) => {
            let mut shares: Vec<Backend> =
                main.iter().map(|backend| Backend { weight: total - weight, ..backend.clone() }).collect();
            shares.push(Backend { weight, ..backend.clone() });
            Action::Forward(shares)
        }
    };
    let more = if weights(canary).0 > 0 { facts.clone() } else { Vec::new() };
    push(rule(None, rest, &more), server, (id, place(at, 12)), answer);
}

/// The canary of the port that a location's requests go to, and the Ingress it is of.
fn canary_of<'s, 'r>(
    at: &Location<'_>,
    (server, member): (&Server<'r>, &Member<'_>),
    scene: Scene<'s, 'r>,
) -> Option<(&'s CanaryOf<'r>, &'s Member<'r>)> {
    if scene.canaries.is_empty() {
        return None;
    }
    let upstream = backend::upstream(member, at.backend.as_ref()?)?;
    let canary = scene.canaries.get(&(server.gateway, upstream))?;
    Some((canary, scene.members.get(canary.member)?))
}

/// The share, and what it is of: a total below 100 counts as 100.
fn weights(canary: &Canary) -> (u32, u32) {
    let total = canary.total.map_or(100, |told| told.value).max(100);
    (canary.weight.map_or(0, |told| told.value).min(total), total)
}

/// The annotations of a canary, and the host and path under which it stands.
fn canary_facts(canary: &Canary, member: &Member<'_>) -> Vec<FactId> {
    let paths = member.site.ingress.rules.iter().flat_map(|rule| {
        let host = rule.host.iter().map(|told| told.fact);
        host.chain(rule.paths.iter().flat_map(|path| {
            path.path
                .iter()
                .map(|told| told.fact)
                .chain(path.path_type.iter().map(|told| told.fact))
                .collect::<Vec<_>>()
        }))
        .collect::<Vec<_>>()
    });
    canary.from.iter().copied().chain(paths).collect()
}
