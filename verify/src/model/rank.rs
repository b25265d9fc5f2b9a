//! Which rule takes a request?
//!
//! The most specific hostname, then the most specific match; of equals the older route, then the first by name, then the
//! rule that is written first.

use super::condition::{self, Specificity};
use super::direct;
use super::route::Route;
use crate::host::HostRank;
use crate::tree::list;
use crate::{FallThrough, Traits};
use gatewright_contract::HttpRequest;
use serde_json::Value;

/// The rule that decides.
#[derive(Clone, Copy, Debug)]
pub(super) struct Winner<'a> {
    /// Its route.
    pub(super) route: &'a Route,
    /// Itself.
    pub(super) rule: &'a Value,
    /// The match that took the request; `None` where the rule has none and takes every path.
    pub(super) condition: Option<&'a Value>,
}

impl Winner<'_> {
    /// For a person: `rule 2 of HTTPRoute shop/web (PathPrefix /cart)`.
    pub(super) fn shown(&self) -> String {
        let place = self.route.rules.iter().position(|rule| std::ptr::eq(rule, self.rule)).map_or(0, |at| at + 1);
        let condition = self.condition.map(condition::shown).filter(|shown| !shown.is_empty());
        let condition = condition.map(|shown| format!(" ({shown})")).unwrap_or_default();
        format!("rule {place} of {}{condition}", self.route.name)
    }
}

/// The winner among attached routes, which come in the order in which equals are decided.
pub(super) fn winner<'a>(
    attached: impl Iterator<Item = &'a Route>,
    (asked, host): (&HttpRequest, &str),
    traits: Traits,
    others: &[Value],
) -> Option<Winner<'a>> {
    let hosted: Vec<(HostRank, &Route)> =
        attached.filter_map(|route| Some((route.host_rank(host, traits)?, route))).collect();
    let top = hosted.iter().map(|(rank, _)| *rank).max()?;
    let mut best: Option<((HostRank, Specificity), Winner<'a>)> = None;
    for (rank, route) in hosted {
        let considered = match traits.fall_through {
            FallThrough::Yes | FallThrough::Unknown => true,
            FallThrough::No => rank == top,
        };
        for rule in route.rules.iter().filter(|_| considered) {
            let Some((specificity, condition)) = taken(route, rule, asked, traits) else { continue };
            let found = (rank, specificity);
            let better = best.as_ref().is_none_or(|(held, _)| found > *held);
            if better && direct::lets_through(rule, &route.name, asked, (traits, others)) {
                best = Some((found, Winner { route, rule, condition }));
            }
        }
    }
    best.map(|(_, winner)| winner)
}

/// The most specific match of a rule that takes a request.
fn taken<'a>(
    route: &Route,
    rule: &'a Value,
    asked: &HttpRequest,
    traits: Traits,
) -> Option<(Specificity, Option<&'a Value>)> {
    let of = |condition: &Value| match route.name.kind.as_str() {
        "GRPCRoute" => condition::grpc(condition, asked, traits),
        "TLSRoute" => condition::http(&Value::Null, asked, traits),
        _ => condition::http(condition, asked, traits),
    };
    let conditions = list(&rule["matches"]);
    if conditions.is_empty() {
        return of(&Value::Null).map(|specificity| (specificity, None));
    }
    let found = conditions.iter().filter_map(|condition| Some((of(condition)?, Some(condition))));
    found.reduce(|best, other| if other.0 > best.0 { other } else { best })
}
