//! Routes: one for each object and set of hosts that say the same, split at the Gateway API's limits.
//!
//! No order between routes or rules decides anything, so a route may be cut anywhere.

mod line;

use super::chain::Loss;
use super::competition::Ruling;
use super::field::Said;
use super::route::{Route, RouteRule};
use super::rules::Rules;
use gatewright_contract::collections::{Arrange, SortedMap};
use gatewright_contract::{ListenerId, ObjectId, Scheme};

/// Hostnames a route may have.
const MAX_HOSTS: usize = 16;
/// Rules a route may have.
const MAX_RULES: usize = 16;
/// Matches a route's rules may have together.
const MAX_MATCHES: usize = 128;

/// Routes of one gateway, in the making.
#[derive(Debug, Default)]
pub(super) struct Places {
    drafts: Vec<Draft>,
    /// Where the drafts of an object and a print of their rules stand.
    known: SortedMap<(ObjectId, u64), Vec<usize>>,
    /// What rules lost, by rule.
    pub(super) losses: SortedMap<usize, Vec<Loss>>,
}

#[derive(Debug)]
struct Draft {
    object: ObjectId,
    binding: (Vec<ListenerId>, Option<Scheme>),
    hosts: Vec<String>,
    lines: Vec<line::Line>,
}

impl Places {
    /// Puts what is said on one hostname where it belongs.
    pub(super) fn put(&mut self, ruling: &Ruling<'_>, rules: &Rules<'_>) {
        let mut by_object: SortedMap<ObjectId, Vec<&Said<'_>>> = SortedMap::new();
        for said in &ruling.said {
            if let Some(rule) = rules.get(said.owner) {
                by_object.entry(rule.object).or_default().push(said);
            }
        }
        for (object, said) in by_object {
            let lines = line::lines(&said, rules, &mut self.losses);
            let binding = (ruling.binding.listeners.to_vec(), ruling.binding.scheme);
            let hosts = ruling.hostname.printed().into_iter().collect();
            self.merge(Draft { object, binding, hosts, lines }, rules);
        }
    }

    /// Joins a host to the others of its object that say the same. What takes every host stays alone.
    fn merge(&mut self, draft: Draft, rules: &Rules<'_>) {
        let same = self.known.entry((draft.object, line::print(&draft.lines))).or_default();
        for at in same.iter() {
            let Some(present) = self.drafts.get_mut(*at) else { continue };
            let alike = present.binding == draft.binding
                && present.hosts.is_empty() == draft.hosts.is_empty()
                && line::are_alike(&present.lines, &draft.lines, rules);
            if alike {
                present.hosts.extend(draft.hosts);
                line::join(&mut present.lines, draft.lines);
                return;
            }
        }
        same.push(self.drafts.len());
        self.drafts.push(draft);
    }

    /// The routes, in the order of objects and of what their authors wrote.
    pub(super) fn routes(self, gateway: &str) -> Vec<Route> {
        let mut drafts = self.drafts;
        drafts.arrange_by_key(|draft| (draft.object, draft.lines.first().map(|line| line.order)));
        drafts.into_iter().flat_map(|draft| split(gateway, draft)).collect()
    }
}

fn split(gateway: &str, draft: Draft) -> Vec<Route> {
    let rules: Vec<RouteRule> = draft.lines.into_iter().map(line::finished).collect();
    let pages = pages(rules);
    let hosts: Vec<Vec<String>> = match draft.hosts.as_slice() {
        [] => vec![Vec::new()],
        hosts => hosts.chunks(MAX_HOSTS).map(<[String]>::to_vec).collect(),
    };
    let route = |hosts: &Vec<String>, rules: Vec<RouteRule>| Route {
        gateway: gateway.to_owned(),
        object: draft.object,
        listeners: draft.binding.0.clone(),
        scheme: draft.binding.1,
        hosts: hosts.clone(),
        rules,
    };
    match hosts.as_slice() {
        [only] => pages.into_iter().map(|rules| route(only, rules)).collect(),
        many => many.iter().flat_map(|hosts| pages.iter().map(|rules| route(hosts, rules.clone()))).collect(),
    }
}

/// Rules by the routefuls.
fn pages(rules: Vec<RouteRule>) -> Vec<Vec<RouteRule>> {
    let mut pages: Vec<Vec<RouteRule>> = Vec::new();
    let mut matches = 0;
    for rule in rules {
        match pages.last_mut() {
            Some(page) if page.len() < MAX_RULES && matches + rule.matches.len() <= MAX_MATCHES => {
                matches += rule.matches.len();
                page.push(rule);
            }
            Some(_) | None => {
                matches = rule.matches.len();
                pages.push(vec![rule]);
            }
        }
    }
    pages
}
