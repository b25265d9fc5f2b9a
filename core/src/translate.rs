//! Plain Ingress as a routing table: what the Ingress API promises, and nothing a controller adds.
//!
//! The order of rules is the API's: an exact host before a wildcard before none, a longer path before a shorter one,
//! `Exact` before `Prefix`, and between Ingresses the older, then namespace and name.

mod annotation;
mod backend;
mod class;
mod fallback;
mod path;
pub(crate) mod plugin;
mod rule;
mod tls;
mod well_known;

pub use annotation::{Carried, CarriedTo};
pub use class::GatewayOf;

use crate::options::Options;
use crate::plugins::Plugins;
use crate::source::{Ingress, Set};
use gatewright_contract::Table;
use gatewright_contract::collections::{Arrange, SortedMap, SortedSet};
use plugin::Owned;

/// What plain Ingress says, and what belongs beside its table.
#[derive(Clone, Debug, Default)]
pub struct Translated {
    /// The table.
    pub table: Table,
    /// The gateways its rules and listeners name.
    pub gateways: SortedMap<String, GatewayOf>,
    /// Annotations that other tools read from routes and Gateways.
    pub carried: Vec<Carried>,
}

/// Translates every Ingress of the set: those that no plugin owns here, the others by their plugins.
pub fn translate(set: &mut Set, options: &Options, plugins: &Plugins<'_>) -> Translated {
    let mut translated = Translated::default();
    plugins.tell(set);
    let mut ingresses = std::mem::take(&mut set.ingresses);
    ingresses.arrange_by(|one, other| age(one).cmp(&age(other)));
    let (members, owned) = parted(&ingresses, (set, options), plugins, &mut translated);
    let mut plain = Table::default();
    let hosts = rule::rules(&members, set, &mut plain);
    tls::listeners(&members, &hosts, set, &mut plain);
    for rule in &plain.rules {
        set.ledger.used(&rule.from);
    }
    for listener in &plain.listeners {
        set.ledger.used(&listener.from);
    }
    fallback::settle_rest(&hosts, set);
    plugin::translate_sources(&owned, set, plugins, &mut translated);
    if plugins.is_empty() {
        translated.table = plain;
    } else {
        // Rules that take what no other does end the plain table, so it comes last.
        plugin::merge(plain, &mut translated.table);
        drop_unused(&mut translated);
    }
    drop((members, owned));
    set.ingresses = ingresses;
    plugin::translate_annotations(set, plugins, &mut translated);
    translated.carried.arrange_by(|one, other| (one.object, &one.key).cmp(&(other.object, &other.key)));
    translated
}

/// The Ingresses that are translated here, and those that plugins translate.
fn parted<'s>(
    ingresses: &'s [Ingress],
    (set, options): (&mut Set, &Options),
    plugins: &Plugins<'_>,
    translated: &mut Translated,
) -> (Vec<rule::Member<'s>>, Vec<Owned<'s>>) {
    let (mut members, mut owned) = (Vec::with_capacity(ingresses.len()), Vec::new());
    let classless = plugin::classless(ingresses, set, plugins);
    for ingress in ingresses {
        let assigned = class::assign(ingress, (set, options), (plugins, classless), &mut translated.gateways);
        let Some((gateway, owner)) = assigned else { continue };
        let guards = annotation::read(ingress, (set, options), (plugins, owner), &mut translated.carried);
        match owner {
            Some(plugin) => owned.push(Owned { ingress, gateway, plugin, guards }),
            None => members.push(rule::Member { ingress, gateway, rank: 0, wants: guards }),
        }
    }
    let ranks: SortedMap<&str, u32> = translated.gateways.keys().map(String::as_str).zip(0..).collect();
    for member in &mut members {
        member.rank = ranks.get(member.gateway.as_str()).copied().unwrap_or_default();
    }
    (members, owned)
}

/// A gateway that nothing came of, because its plugin failed, is none.
fn drop_unused(translated: &mut Translated) {
    let table = &translated.table;
    let listeners = table.listeners.iter().map(|listener| listener.gateway.as_str());
    let used: SortedSet<&str> = listeners.chain(table.rules.iter().map(|rule| rule.gateway.as_str())).collect();
    translated.gateways.retain(|key, _| used.contains(key.as_str()));
}

/// Older first; without a time stamp all are equally old, and the name decides.
fn age(ingress: &Ingress) -> (bool, Option<&str>, &str, &str) {
    (ingress.created.is_none(), ingress.created.as_deref(), &ingress.namespace, &ingress.name)
}
