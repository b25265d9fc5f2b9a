//! The rules of a route: one for each rule of the table, in the order in which its author wrote them.

use crate::grant::Extras;
use crate::lower::chain::{self, Chain, Loss};
use crate::lower::decide::Label;
use crate::lower::element::{Element, Name, Value};
use crate::lower::field::Said;
use crate::lower::path::Path;
use crate::lower::route::{HeaderCondition, MatchPath, MatchValue, RouteAction, RouteMatch, RouteRule};
use crate::lower::rules::Rules;
use crate::report::Outcome;
use gatewright_contract::collections::SortedMap;
use gatewright_contract::{Aspect, FactId, Respond, Rule, Sourced};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Matches one rule may have.
const MAX_MATCHES: usize = 64;
/// What a closed rule answers where the target can answer at all.
const CLOSED: Respond = Respond::bare(403);
/// What nobody takes is answered.
const NOTHING: Respond = Respond::bare(404);

/// A rule of a route, and its place among the others.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) order: Order,
    pub(super) rule: RouteRule,
}

/// What closes others or answers 404 stands behind what its author wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Order {
    kind: u8,
    position: u32,
    rule: usize,
}

/// The rules that say all this.
pub(super) fn lines(said: &[&Said<'_>], rules: &Rules<'_>, losses: &mut SortedMap<usize, Vec<Loss>>) -> Vec<Line> {
    let mut groups: SortedMap<Order, Vec<&Said<'_>>> = SortedMap::new();
    for one in said {
        groups.entry(order(one, rules)).or_default().push(one);
    }
    groups.into_iter().flat_map(|(order, group)| group_lines(order, &group, rules, losses)).collect()
}

fn order(said: &Said<'_>, rules: &Rules<'_>) -> Order {
    let kind = match said.label {
        Label::Rule(_) => 0,
        Label::Closed(_) => 1,
        Label::Nothing => 2,
    };
    Order { kind, position: rules.get(said.owner).map_or(0, |rule| rule.position), rule: said.owner }
}

fn group_lines(
    order: Order,
    group: &[&Said<'_>],
    rules: &Rules<'_>,
    losses: &mut SortedMap<usize, Vec<Loss>>,
) -> Vec<Line> {
    let (Some(rule), Some(first)) = (rules.get(order.rule), group.first()) else { return Vec::new() };
    let respond = |response| Chain::ending(RouteAction::Respond(response));
    let chain = match first.label {
        Label::Rule(at) => {
            let (chain, lost) = chain::fold(rule, rules.extras(at));
            lost.into_iter().for_each(|loss| lose(losses, at, loss));
            chain
        }
        Label::Closed(_) => respond(CLOSED),
        Label::Nothing => respond(NOTHING),
    };
    let alone = chain::replaces_prefix(&chain);
    let chunks = group.chunks(if alone { 1 } else { MAX_MATCHES });
    chunks
        .map(|chunk| {
            let mut line = Line { order, rule: filled(chain.clone(), rule, chunk, rules) };
            if let (true, [said]) = (alone, chunk)
                && !narrow(&mut line.rule, said)
            {
                lose(losses, order.rule, lost_rewrite(&chain, rule));
            }
            line
        })
        .collect()
}

fn lose(losses: &mut SortedMap<usize, Vec<Loss>>, rule: usize, loss: Loss) {
    let present = losses.entry(rule).or_default();
    if !present.contains(&loss) {
        present.push(loss);
    }
}

fn filled(chain: Chain, rule: &Rule, group: &[&Said<'_>], rules: &Rules<'_>) -> RouteRule {
    let mut from: Vec<FactId> = rule.from.clone();
    let origins = group.iter().flat_map(|said| &said.origins).filter_map(|at| rules.get(*at));
    from.extend(origins.flat_map(|origin| &origin.from));
    FactId::arrange(&mut from);
    from.shrink_to_fit();
    RouteRule {
        rule: rule.id,
        matches: group.iter().map(|said| route_match(&said.element, said.written)).collect(),
        request_headers: chain.request_headers.map(Box::new),
        response_headers: chain.response_headers.map(Box::new),
        rewrite_path: chain.rewrite_path.map(Box::new),
        rewrite_host: chain.rewrite_host.map(Box::new),
        action: chain.action,
        extras: (!chain.extras.is_empty()).then(|| Box::new(chain.extras)),
        from,
    }
}

/// Fits rewrites of a prefix to the path of the only match; else leaves them out.
fn narrow(line: &mut RouteRule, said: &Said<'_>) -> bool {
    let mut fits = true;
    if let Some(Sourced { value, from }) = line.rewrite_path.take().map(|rewrite| *rewrite) {
        let value = chain::rewrite_at(&value, &said.base, &said.element.path);
        fits &= value.is_some();
        line.rewrite_path = value.map(|value| Box::new(Sourced { value, from }));
    }
    if let RouteAction::Redirect(redirect) = &line.action {
        line.action = match chain::redirect_at(redirect, &said.base, &said.element.path) {
            Some(redirect) => RouteAction::Redirect(redirect),
            None => {
                fits = false;
                RouteAction::Respond(chain::NO_ANSWER)
            }
        };
    }
    fits
}

fn lost_rewrite(chain: &Chain, rule: &Rule) -> Loss {
    Loss {
        code: "core/rewrite-of-pattern",
        why: "no prefix can be replaced where a regular expression matches the path".to_owned(),
        advice: "match the path by prefix, or rewrite the whole path",
        outcome: Outcome::Unsupported,
        at: chain.rewrite_path.as_ref().map_or_else(|| rule.from.clone(), |rewrite| rewrite.from.clone()),
        changes: &[Aspect::Answer, Aspect::Upstream],
    }
}

fn route_match(element: &Element<'_>, written: Option<&str>) -> RouteMatch {
    let path = match (&element.path, written) {
        (Path::Exact(path), _) => MatchPath::Exact(path.to_string()),
        (Path::Prefix(_), Some(written)) if !written.is_empty() => MatchPath::Prefix(written.to_owned()),
        (Path::Prefix(prefix), _) if prefix.is_empty() => MatchPath::Prefix("/".to_owned()),
        (Path::Prefix(prefix), _) => MatchPath::Prefix(prefix.to_string()),
        (Path::Regex(pattern), _) => MatchPath::Regex(pattern.text.clone()),
    };
    let (mut headers, mut query) = (Vec::new(), Vec::new());
    for condition in &element.conditions {
        let value = match &condition.value {
            Value::Exact(text) => MatchValue::Exact((*text).to_owned()),
            Value::Regex(pattern) => MatchValue::Regex(pattern.to_string()),
        };
        let named = HeaderCondition { name: condition.name.text().to_owned(), value };
        match condition.name {
            Name::Header(_) => headers.push(named),
            Name::Query(_) => query.push(named),
        }
    }
    RouteMatch { path, method: element.method.map(str::to_owned), headers, query }
}

/// A number that lines which are alike have in common.
pub(super) fn print(lines: &[Line]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for line in lines {
        line.rule.matches.hash(&mut hasher);
        if let RouteAction::Forward(backends) = &line.rule.action {
            backends.iter().for_each(|backend| (&backend.service, backend.port).hash(&mut hasher));
        }
    }
    hasher.finish()
}

/// Whether these say the same, whatever they came from.
pub(super) fn are_alike(one: &[Line], other: &[Line], rules: &Rules<'_>) -> bool {
    fn value<T>(sourced: Option<&Sourced<T>>) -> Option<&T> {
        sourced.map(|sourced| &sourced.value)
    }
    one.len() == other.len()
        && one.iter().zip(other).all(|(one, other)| {
            one.order.kind == other.order.kind
                && rules.wants(one.order.rule).eq(rules.wants(other.order.rule))
                && one.rule.matches == other.rule.matches
                && value(one.rule.request_headers.as_deref()) == value(other.rule.request_headers.as_deref())
                && value(one.rule.response_headers.as_deref()) == value(other.rule.response_headers.as_deref())
                && value(one.rule.rewrite_path.as_deref()) == value(other.rule.rewrite_path.as_deref())
                && value(one.rule.rewrite_host.as_deref()) == value(other.rule.rewrite_host.as_deref())
                && end_alike(&one.rule.action, &other.rule.action)
                && extras_alike(one.rule.extras.as_deref(), other.rule.extras.as_deref())
        })
}

fn extras_alike(one: Option<&Extras>, other: Option<&Extras>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.is_like(other),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

fn end_alike(one: &RouteAction, other: &RouteAction) -> bool {
    match (one, other) {
        (RouteAction::Forward(one), RouteAction::Forward(other)) => {
            one.len() == other.len()
                && one.iter().zip(other).all(|(one, other)| {
                    (&one.namespace, &one.service, one.port, one.weight)
                        == (&other.namespace, &other.service, other.port, other.weight)
                })
        }
        (RouteAction::Redirect(one), RouteAction::Redirect(other)) => one == other,
        (RouteAction::Respond(one), RouteAction::Respond(other)) => one == other,
        (RouteAction::Forward(_) | RouteAction::Redirect(_) | RouteAction::Respond(_), _) => false,
    }
}

/// Adds the facts of lines that are alike.
pub(super) fn join(present: &mut [Line], others: Vec<Line>) {
    for (line, other) in present.iter_mut().zip(others) {
        merge(&mut line.rule.from, other.rule.from);
        if let (RouteAction::Forward(mine), RouteAction::Forward(theirs)) = (&mut line.rule.action, other.rule.action) {
            mine.iter_mut().zip(theirs).for_each(|(mine, theirs)| merge(&mut mine.from, theirs.from));
        }
        join_sourced(&mut line.rule.request_headers, other.rule.request_headers);
        join_sourced(&mut line.rule.response_headers, other.rule.response_headers);
        join_sourced(&mut line.rule.rewrite_path, other.rule.rewrite_path);
        join_sourced(&mut line.rule.rewrite_host, other.rule.rewrite_host);
        if let (Some(mine), Some(theirs)) = (&mut line.rule.extras, other.rule.extras) {
            mine.join(*theirs);
        }
    }
}

fn join_sourced<T>(mine: &mut Option<Box<Sourced<T>>>, theirs: Option<Box<Sourced<T>>>) {
    if let (Some(mine), Some(theirs)) = (mine, theirs) {
        merge(&mut mine.from, theirs.from);
    }
}

fn merge(mine: &mut Vec<FactId>, theirs: Vec<FactId>) {
    if *mine != theirs {
        mine.extend(theirs);
    }
}

/// The rule, its facts in order.
pub(super) fn finished(line: Line) -> RouteRule {
    let mut rule = line.rule;
    sort(&mut rule.from);
    if let RouteAction::Forward(backends) = &mut rule.action {
        backends.iter_mut().for_each(|backend| sort(&mut backend.from));
    }
    let headers = [&mut rule.request_headers, &mut rule.response_headers];
    headers.into_iter().flatten().for_each(|change| sort(&mut change.from));
    rule.rewrite_path.iter_mut().for_each(|rewrite| sort(&mut rewrite.from));
    rule.rewrite_host.iter_mut().for_each(|rewrite| sort(&mut rewrite.from));
    rule.extras.iter_mut().for_each(|extras| extras.sort());
    rule
}

fn sort(facts: &mut Vec<FactId>) {
    FactId::arrange(facts);
}
