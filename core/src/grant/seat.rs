//! Which listener do all who reach a rule by TLS come through, so that a policy of the listener holds for the rule?
//!
//! There must be one for each host of the rule and for that host alone. It is for every other rule of the host as well,
//! so two rules that want different things of one listener cannot both have them.

use super::Shortfall;
use crate::options::{Layout, Options};
use crate::target::Part;
use gatewright_contract::{Atom, Expr, HostMatch, Protocol, Rule, Table};
use std::collections::{BTreeMap, BTreeSet};

/// Listeners a Gateway may have.
const MOST_LISTENERS: usize = 64;

/// A gateway's key, and a host as it is printed; none is every host.
type Seat = (String, Option<String>);

/// The listeners with TLS, and what is said of them so far.
pub(super) struct Seats {
    open: BTreeSet<Seat>,
    taken: BTreeMap<Seat, Vec<Part>>,
    layout: Layout,
}

impl Seats {
    /// Those of a table.
    pub(super) fn of(table: &Table, options: &Options) -> Seats {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for listener in &table.listeners {
            *counts.entry(&listener.gateway).or_default() += 1;
        }
        let fits = |gateway: &str| counts.get(gateway).is_some_and(|count| *count <= MOST_LISTENERS);
        let secure = table.listeners.iter().filter(|listener| listener.protocol == Protocol::Https);
        let open = secure.filter(|listener| fits(&listener.gateway));
        let open = open.map(|listener| (listener.gateway.clone(), listener.host.clone()));
        Seats { open: open.collect(), taken: BTreeMap::new(), layout: options.layout }
    }

    /// Says something of the listeners of a rule.
    pub(super) fn take(&mut self, rule: &Rule, parts: &[Part]) -> Result<(), Shortfall> {
        if self.layout == Layout::ListenerSets {
            let why = "its policy is for listeners of a Gateway, and these stand in ListenerSets".to_owned();
            return Err(Shortfall::new(why, "use --gateways shared"));
        }
        let hosts = hosts(&rule.when).unwrap_or_else(|| vec![None]);
        let seats: Vec<Seat> = hosts.into_iter().map(|host| (rule.gateway.clone(), host)).collect();
        if let Some((_, host)) = seats.iter().find(|seat| !self.open.contains(seat)) {
            let host = host.as_deref().unwrap_or("every host");
            let why = format!("its policy is for a listener with TLS, and there is none for `{host}` alone");
            return Err(Shortfall::new(why, "name the host and its Secret in the `tls` of an Ingress"));
        }
        if seats.iter().any(|seat| self.taken.get(seat).is_some_and(|there| there != parts)) {
            let why = "its policy is for all of a host, and another rule of the host wants another".to_owned();
            return Err(Shortfall::new(why, "want the same for all rules of the host"));
        }
        for seat in seats {
            self.taken.insert(seat, parts.to_vec());
        }
        Ok(())
    }
}

/// The hosts that a predicate asks for; `None` where it asks for none, or in a way that is not known.
fn hosts(when: &Expr) -> Option<Vec<Option<String>>> {
    match when {
        Expr::Is(Atom::Host(HostMatch::Exact(name))) => Some(vec![Some(name.clone())]),
        Expr::Is(Atom::Host(HostMatch::Wildcard { suffix, .. })) => Some(vec![Some(format!("*.{suffix}"))]),
        Expr::All(parts) => parts.iter().find_map(hosts),
        Expr::Any(parts) if !parts.is_empty() => {
            Some(parts.iter().map(hosts).collect::<Option<Vec<_>>>()?.into_iter().flatten().collect())
        }
        Expr::Is(_) | Expr::Any(_) | Expr::Not(_) => None,
    }
}
