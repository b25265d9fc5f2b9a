//! Routes as Gateway API implementations read them, each ranking matches in its own way.

use super::request::Request;
use super::source::found;
use gatewright_contract::{RuleId, Scheme};
use gatewright_core::lower::{HeaderCondition, MatchPath, MatchValue, Route, RouteAction, RouteMatch, RouteRule};
use gatewright_core::target::RegexRank;

/// Which of several matches wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ranking {
    /// The specification's.
    Specification,
    /// A method counts as one more header.
    MethodAsHeader,
    /// Any that lets the strictly narrower win.
    Worst,
}

/// Whether a request that no rule of its host takes is offered to a wider host's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Falling {
    Through,
    Not,
}

pub(super) const RANKINGS: [Ranking; 3] = [Ranking::Specification, Ranking::MethodAsHeader, Ranking::Worst];
pub(super) const FALLINGS: [Falling; 2] = [Falling::Through, Falling::Not];

/// What is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Answer {
    Backend(RuleId),
    Redirect(RuleId),
    Refused(RuleId),
    NotFound,
}

/// Routes with each hostname's matches at hand.
pub(super) struct Listener<'r> {
    hostnames: Vec<(&'r str, Option<Scheme>, Vec<Line<'r>>)>,
    regex_rank: RegexRank,
}

type Line<'r> = (&'r RouteMatch, &'r RouteRule);

impl<'r> Listener<'r> {
    pub(super) fn new(routes: &'r [Route], gateway: &str, regex_rank: RegexRank) -> Listener<'r> {
        let mut hostnames: Vec<(&str, Option<Scheme>, Vec<Line<'r>>)> = Vec::new();
        for route in routes.iter().filter(|route| route.gateway == gateway) {
            let every = [String::new()];
            let hosts = if route.hosts.is_empty() { &every[..] } else { &route.hosts[..] };
            let matches = route.rules.iter().flat_map(|rule| rule.matches.iter().map(move |one| (one, rule)));
            for host in hosts {
                match hostnames.iter_mut().find(|(name, scheme, _)| name == host && *scheme == route.scheme) {
                    Some((_, _, present)) => present.extend(matches.clone()),
                    None => {
                        let host: &'r str = route.hosts.iter().find(|one| *one == host).map_or("", String::as_str);
                        hostnames.push((host, route.scheme, matches.clone().collect()));
                    }
                }
            }
        }
        Listener { hostnames, regex_rank }
    }

    /// Everything a request may be answered.
    pub(super) fn answers(&self, request: &Request, ranking: Ranking, falling: Falling) -> Vec<Answer> {
        let bound = |scheme: &Option<Scheme>| scheme.is_none_or(|scheme| scheme == request.scheme);
        let mut names: Vec<&str> = self
            .hostnames
            .iter()
            .filter(|(name, scheme, _)| bound(scheme) && takes_host(name, request.host))
            .map(|(name, _, _)| *name)
            .collect();
        names.sort_by_key(|name| (!name.starts_with('*') && !name.is_empty(), name.len()));
        names.dedup();
        names.reverse();
        for name in names {
            let mine = self.hostnames.iter().filter(|(other, scheme, _)| *other == name && bound(scheme));
            let held: Vec<_> =
                mine.flat_map(|(_, _, matches)| matches).filter(|(one, _)| holds(one, request)).collect();
            if held.is_empty() && falling == Falling::Through {
                continue;
            }
            let mut answers: Vec<Answer> = held
                .iter()
                .filter(|(one, _)| !held.iter().any(|(other, _)| self.wins(other, one, ranking)))
                .map(|(_, rule)| answer(rule))
                .collect();
            answers.sort();
            answers.dedup();
            return if answers.is_empty() { vec![Answer::NotFound] } else { answers };
        }
        vec![Answer::NotFound]
    }

    /// Whether the first match surely wins over the second.
    fn wins(&self, first: &RouteMatch, second: &RouteMatch, ranking: Ranking) -> bool {
        let kind = |one: &RouteMatch| match (&one.path, self.regex_rank) {
            (MatchPath::Exact(_), _) => 3,
            (MatchPath::Regex(_), RegexRank::AbovePrefix) => 2,
            (MatchPath::Prefix(_), _) => 1,
            (MatchPath::Regex(_), RegexRank::BelowPrefix | RegexRank::Unknown) => 0,
        };
        let regexes = [first, second].iter().any(|one| matches!(one.path, MatchPath::Regex(_)));
        if regexes && kind(first) != kind(second) {
            // Where nobody knows how they rank, each of the two may win.
            return self.regex_rank != RegexRank::Unknown && kind(first) > kind(second);
        }
        if regexes || ranking == Ranking::Worst {
            return narrower(first, second);
        }
        let rank = |one: &RouteMatch| {
            let (method, headers) = (usize::from(one.method.is_some()), one.headers.len());
            let (third, fourth) = match ranking {
                Ranking::MethodAsHeader => (method + headers, 0),
                Ranking::Specification | Ranking::Worst => (method, headers),
            };
            (path_rank(&one.path), third, fourth, one.query.len())
        };
        rank(first) > rank(second)
    }
}

fn answer(rule: &RouteRule) -> Answer {
    match &rule.action {
        RouteAction::Forward(_) => Answer::Backend(rule.rule),
        RouteAction::Redirect(_) => Answer::Redirect(rule.rule),
        RouteAction::Respond(response) if response.status == 404 => Answer::NotFound,
        RouteAction::Respond(_) => Answer::Refused(rule.rule),
    }
}

fn takes_host(hostname: &str, host: &str) -> bool {
    match hostname.strip_prefix('*') {
        Some(suffix) => host.len() > suffix.len() && host.ends_with(suffix),
        None => hostname.is_empty() || hostname == host,
    }
}

fn holds(one: &RouteMatch, request: &Request) -> bool {
    let path = match &one.path {
        MatchPath::Exact(path) => request.path == path,
        MatchPath::Prefix(prefix) => {
            let prefix = prefix.strip_suffix('/').unwrap_or(prefix);
            request.path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        }
        MatchPath::Regex(pattern) => found(&format!("^(?:{pattern})$"), request.path),
    };
    let value = |condition: &HeaderCondition, given: Option<&str>| match (&condition.value, given) {
        (_, None) => false,
        (MatchValue::Exact(text), Some(given)) => given == text,
        (MatchValue::Regex(pattern), Some(given)) => found(&format!("^(?:{pattern})$"), given),
    };
    path && one.method.as_ref().is_none_or(|method| method == request.method)
        && one.headers.iter().all(|condition| {
            value(
                condition,
                match condition.name.to_ascii_lowercase().as_str() {
                    "h" => request.h,
                    "g" => request.g,
                    "cookie" => request.cookie,
                    other => panic!("nobody spoke of header {other}"),
                },
            )
        })
        && one.query.iter().all(|condition| value(condition, request.q))
}

fn path_rank(path: &MatchPath) -> (u8, usize) {
    match path {
        MatchPath::Exact(path) => (2, path.len()),
        MatchPath::Prefix(prefix) => (1, prefix.trim_end_matches('/').len()),
        MatchPath::Regex(_) => (0, 0),
    }
}

/// Whether the first says all the second says, and more.
fn narrower(first: &RouteMatch, second: &RouteMatch) -> bool {
    let path = match (&first.path, &second.path) {
        (MatchPath::Exact(inner), MatchPath::Prefix(outer)) | (MatchPath::Prefix(inner), MatchPath::Prefix(outer)) => {
            let (inner_trimmed, outer) = (inner.trim_end_matches('/'), outer.trim_end_matches('/'));
            let inner = if matches!(first.path, MatchPath::Exact(_)) { inner.as_str() } else { inner_trimmed };
            inner == outer || inner.starts_with(&format!("{outer}/"))
        }
        (inner, outer) => inner == outer,
    };
    let all = |inner: &[HeaderCondition], outer: &[HeaderCondition]| {
        outer.iter().all(|wanted| {
            inner.iter().any(|given| given.name.eq_ignore_ascii_case(&wanted.name) && given.value == wanted.value)
        })
    };
    let within = path
        && (second.method.is_none() || second.method == first.method)
        && all(&first.headers, &second.headers)
        && all(&first.query, &second.query);
    within && !same(first, second)
}

fn same(first: &RouteMatch, second: &RouteMatch) -> bool {
    let path = match (&first.path, &second.path) {
        (MatchPath::Prefix(one), MatchPath::Prefix(other)) => one.trim_end_matches('/') == other.trim_end_matches('/'),
        (one, other) => one == other,
    };
    path && first.method == second.method
        && first.headers.len() == second.headers.len()
        && first.query.len() == second.query.len()
}
