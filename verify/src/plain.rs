//! What would an Ingress controller that knows no annotations answer, by the documentation of Ingress?
//!
//! The most specific host decides (a name, then a wildcard of one label, then none), in it an equal path, then the
//! longest prefix by elements. Of equals the older Ingress decides, then the first by namespace and name. What no path
//! takes goes to a default backend, or is answered 404.

mod backend;
mod ingress;

use crate::expr::element_prefix;
use crate::{host, request};
use backend::Services;
use gatewright_contract::{Answer, HttpRequest, Node, SimAnswer, SimRequest, SimResponse, WildcardDepth};
use host::HostRank;
use ingress::{Ingress, Path};
use std::collections::BTreeMap;

/// The option that says whether the input holds every Service there is.
pub const COMPLETE: &str = "complete-input";

/// Answers for the Ingresses that name a gateway; each gateway was one address. The first gateway, by key, that answers
/// anything but 404 decides.
pub fn simulate(asked: &SimRequest) -> SimResponse {
    let services = Services::read(&asked.objects, asked.options.get(COMPLETE).is_some_and(|value| value == "true"));
    let mut gateways: BTreeMap<&str, Vec<Ingress<'_>>> = BTreeMap::new();
    for object in ingress::in_order(&asked.objects) {
        if let Some(gateway) = &object.gateway {
            gateways.entry(gateway).or_default().push(Ingress::read(object));
        }
    }
    let groups: Vec<Vec<Ingress<'_>>> = gateways.into_values().collect();
    let answer = |request: &HttpRequest| {
        let answers: Vec<SimAnswer> = groups.iter().map(|group| of_group(group, request, &services)).collect();
        let not_found = Some(Answer::not_found());
        let spoken = answers.iter().find(|one| one.serves && one.answer != not_found);
        let first = spoken.or(answers.iter().find(|one| one.serves)).or(answers.first());
        first.cloned().unwrap_or(SimAnswer { serves: false, answer: not_found, decided_by: None })
    };
    SimResponse { answers: asked.requests.iter().map(answer).collect() }
}

fn of_group(ingresses: &[Ingress<'_>], asked: &HttpRequest, services: &Services<'_>) -> SimAnswer {
    let name = request::host(asked);
    let secured = ingresses.iter().any(|ingress| ingress.secures(&name));
    let (best, chosen) = decided(ingresses, &name, request::path(asked));
    let rules = ingresses.iter().flat_map(|ingress| &ingress.rules);
    let near = rules.filter(|rule| best.is_some() && host::rank(rule.host, &name, WildcardDepth::One) == best);
    let stems = near.flat_map(|rule| rule.paths.iter().filter_map(|path| path.stem));
    if stems.into_iter().any(|stem| element_prefix(stem, request::path(asked))) {
        return SimAnswer { serves: true, answer: None, decided_by: None };
    }
    if request::encrypted(asked) && !secured {
        return SimAnswer { serves: best.is_some(), answer: Some(Answer::not_found()), decided_by: None };
    }
    let serves = best.is_some() || chosen.is_some();
    if request::normal(asked).path != asked.path {
        // Its documentation does not say whether a path is put in order first.
        return SimAnswer { serves, answer: None, decided_by: None };
    }
    let Some(Chosen { ingress, path, backend }) = chosen else {
        return SimAnswer { serves, answer: Some(Answer::not_found()), decided_by: None };
    };
    let place = path.map_or_else(
        || "default backend".to_owned(),
        |path| format!("{} {}", if path.exact { "Exact" } else { "Prefix" }, path.text),
    );
    let decided_by = Some(format!("{place} of Ingress {}/{}", ingress.namespace, ingress.name));
    SimAnswer { serves, answer: services.answer(ingress, backend, asked), decided_by }
}

/// What takes a request.
#[derive(Clone, Copy)]
struct Chosen<'a> {
    ingress: &'a Ingress<'a>,
    /// `None` for a default backend.
    path: Option<&'a Path<'a>>,
    backend: &'a Node,
}

/// The rank of the host that decides, and what takes the request there.
fn decided<'a>(ingresses: &'a [Ingress<'a>], name: &str, path: &str) -> (Option<HostRank>, Option<Chosen<'a>>) {
    let rules = || ingresses.iter().flat_map(|ingress| ingress.rules.iter().map(move |rule| (ingress, rule)));
    let rank = |pattern: &str| host::rank(pattern, name, WildcardDepth::One);
    let best = rules().filter_map(|(_, rule)| rank(rule.host)).max();
    let of_host = || rules().filter(|(_, rule)| best.is_some() && rank(rule.host) == best);
    let paths = of_host().flat_map(|(ingress, rule)| rule.paths.iter().map(move |path| (ingress, path)));
    let chosen = |ingress, path: &'a Path<'a>| Chosen { ingress, path: Some(path), backend: path.backend };
    let taken = paths.filter_map(|(ingress, one)| Some((specificity(one, path)?, chosen(ingress, one))));
    // The first of equals: Ingresses come in the order in which they decide.
    let winner = taken.reduce(|best, other| if other.0 > best.0 { other } else { best }).map(|(_, chosen)| chosen);
    let default = |ingress: &'a Ingress<'a>| Some(Chosen { ingress, path: None, backend: ingress.default? });
    let own = || of_host().find_map(|(ingress, _)| default(ingress));
    let defaults = || ingresses.iter().filter_map(default);
    let shared = || defaults().find(|one| one.ingress.rules.is_empty()).or_else(|| defaults().next());
    (best, winner.or_else(own).or_else(shared))
}

/// Exact before prefix, and the longer prefix first.
fn specificity(path: &Path<'_>, asked: &str) -> Option<(bool, usize)> {
    if path.exact {
        return (path.text == asked).then_some((true, 0));
    }
    element_prefix(path.text, asked).then(|| (false, path.text.trim_end_matches('/').len()))
}
