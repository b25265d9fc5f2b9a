//! Plain Ingress as a routing table: what the Ingress API promises, and nothing a controller adds.
//!
//! The order of rules is the API's: an exact host before a wildcard before none, a longer path before a shorter one,
//! `Exact` before `Prefix`, and between Ingresses the older, then namespace and name.

mod annotation;
mod backend;
mod class;
mod fallback;
mod path;
mod rule;
mod tls;
mod well_known;

pub use annotation::{Carried, CarriedTo};
pub use class::GatewayOf;

use crate::options::Options;
use crate::source::{Ingress, Set};
use gatewright_contract::Table;
use std::collections::BTreeMap;

/// What plain Ingress says, and what belongs beside its table.
#[derive(Clone, Debug, Default)]
pub struct Translated {
    /// The table.
    pub table: Table,
    /// The gateways its rules and listeners name.
    pub gateways: BTreeMap<String, GatewayOf>,
    /// Annotations that other tools read from routes and Gateways.
    pub carried: Vec<Carried>,
}

/// Translates every Ingress of the set.
pub fn translate(set: &mut Set, options: &Options) -> Translated {
    let mut ingresses = std::mem::take(&mut set.ingresses);
    ingresses.sort_by(|one, other| age(one).cmp(&age(other)));
    let mut translated = Translated::default();
    let mut members = Vec::with_capacity(ingresses.len());
    for ingress in &ingresses {
        if let Some(gateway) = class::assign(ingress, set, options, &mut translated.gateways) {
            let wants = annotation::read(ingress, set, options, &mut translated.carried);
            members.push(rule::Member { ingress, gateway, rank: 0, wants });
        }
    }
    let ranks: BTreeMap<&str, u32> = translated.gateways.keys().map(String::as_str).zip(0..).collect();
    for member in &mut members {
        member.rank = ranks.get(member.gateway.as_str()).copied().unwrap_or_default();
    }
    let hosts = rule::rules(&members, set, &mut translated.table);
    tls::listeners(&members, &hosts, set, &mut translated.table);
    translated.carried.sort_by(|one, other| (one.object, &one.key).cmp(&(other.object, &other.key)));
    for rule in &translated.table.rules {
        set.ledger.used(&rule.from);
    }
    for listener in &translated.table.listeners {
        set.ledger.used(&listener.from);
    }
    fallback::settle_rest(&hosts, set);
    translated
}

/// Older first; without a time stamp all are equally old, and the name decides.
fn age(ingress: &Ingress) -> (bool, Option<&str>, &str, &str) {
    (ingress.created.is_none(), ingress.created.as_deref(), &ingress.namespace, &ingress.name)
}
