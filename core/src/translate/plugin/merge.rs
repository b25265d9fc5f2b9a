//! How do the tables of several sources become one?

use gatewright_contract::collections::SortedMap;
use gatewright_contract::{Listener, ListenerId, RuleId, Table};

/// Puts a table behind another: listeners of one address become one, and all are numbered anew.
pub(in crate::translate) fn merge(from: Table, into: &mut Table) {
    let mut known: SortedMap<_, usize> = into.listeners.iter().map(address).zip(0..).collect();
    let mut numbers = SortedMap::new();
    for listener in from.listeners {
        let fresh = into.listeners.len();
        let at = *known.entry(address(&listener)).or_insert(fresh);
        let id = ListenerId(u32::try_from(at).unwrap_or(u32::MAX));
        numbers.insert(listener.id, id);
        match into.listeners.get_mut(at) {
            Some(present) => {
                for certificate in listener.certificates {
                    if !present.certificates.contains(&certificate) {
                        present.certificates.push(certificate);
                    }
                }
                present.from.extend(listener.from);
            }
            None => into.listeners.push(Listener { id, ..listener }),
        }
    }
    into.gateways.extend(from.gateways);
    let base = u32::try_from(into.rules.len()).unwrap_or(u32::MAX);
    for (at, mut rule) in (base..).zip(from.rules) {
        rule.id = RuleId(at);
        rule.listeners = rule.listeners.iter().filter_map(|listener| numbers.get(listener).copied()).collect();
        into.rules.push(rule);
    }
}

fn address(listener: &Listener) -> (String, u16, Option<String>) {
    (listener.gateway.clone(), listener.port, listener.host.clone())
}
