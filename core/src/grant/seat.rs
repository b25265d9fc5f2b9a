//! Which listener do all who reach a rule by TLS come through, so that a policy of the listener holds for the rule?
//!
//! There must be one for each host of the rule and for that host alone. It is for every other rule of the host as well,
//! so two rules that want different things of one listener cannot both have them.

use super::Shortfall;
use crate::options::{Layout, Options};
use crate::target::{Attach, Part};
use gatewright_contract::collections::{SortedMap, SortedSet};
use gatewright_contract::{Atom, Expr, HostMatch, Protocol, Rule, Table};

/// Listeners a Gateway may have.
const MOST_LISTENERS: usize = 64;

/// A gateway's key, and a host as it is printed; none is every host.
type Seat = (String, Option<String>);

/// The listeners with TLS, and what is said of them so far.
pub(super) struct Seats {
    open: SortedSet<Seat>,
    /// Those that stand on a Gateway for certain.
    near: SortedSet<Seat>,
    taken: SortedMap<Seat, Vec<Part>>,
}

impl Seats {
    /// Those of a table.
    pub(super) fn of(table: &Table, options: &Options) -> Seats {
        let gateways: SortedSet<&str> = table.listeners.iter().map(|listener| listener.gateway.as_str()).collect();
        let fits = |gateway: &&str| reaches(Attach::GatewayListener, (table, gateway), options).is_ok();
        let fitting: SortedSet<&str> = gateways.into_iter().filter(fits).collect();
        let secure = table.listeners.iter().filter(|listener| listener.protocol == Protocol::Https);
        let open: SortedSet<Seat> = secure.map(|listener| (listener.gateway.clone(), listener.host.clone())).collect();
        let near = open.iter().filter(|(gateway, _)| fitting.contains(gateway.as_str())).cloned().collect();
        Seats { open, near, taken: SortedMap::new() }
    }

    /// Says something of the listeners of a rule.
    pub(super) fn take(&mut self, rule: &Rule, parts: &[Part]) -> Result<(), Shortfall> {
        if parts.iter().any(|part| part.policy.on == Attach::Infrastructure) {
            let why = "it can be said of a whole Gateway only, not of some of its rules".to_owned();
            return Err(Shortfall::new(why, "say it for all of the controller"));
        }
        let hosts = hosts(&rule.when).unwrap_or_else(|| vec![None]);
        let seats: Vec<Seat> = hosts.into_iter().map(|host| (rule.gateway.clone(), host)).collect();
        if let Some((_, host)) = seats.iter().find(|seat| !self.open.contains(seat)) {
            let host = host.as_deref().unwrap_or("every host");
            let why = format!("its policy is for a listener with TLS, and there is none for `{host}` alone");
            return Err(Shortfall::new(why, "name the host and its Secret in the `tls` of an Ingress"));
        }
        let of_gateways = parts.iter().any(|part| part.policy.on == Attach::GatewayListener);
        if of_gateways && seats.iter().any(|seat| !self.near.contains(seat)) {
            return Err(far());
        }
        let contradicts = |there: &Part| parts.iter().any(|part| part.at == there.at && part != there);
        if seats.iter().any(|seat| self.taken.get(seat).is_some_and(|there| there.iter().any(contradicts))) {
            let why = "its policy is for all of a host, and another rule of the host wants another".to_owned();
            return Err(Shortfall::new(why, "want the same for all rules of the host"));
        }
        for seat in seats {
            self.taken.entry(seat).or_default().extend_from_slice(parts);
        }
        Ok(())
    }
}

/// Whether a policy of this kind can be for every listener of a gateway.
pub(super) fn reaches(on: Attach, (table, gateway): (&Table, &str), options: &Options) -> Result<(), Shortfall> {
    let count = table.listeners.iter().filter(|listener| listener.gateway == gateway).count();
    let spread = options.layout == Layout::ListenerSets || count > MOST_LISTENERS;
    if on == Attach::GatewayListener && spread { Err(far()) } else { Ok(()) }
}

fn far() -> Shortfall {
    let why = "its policy is for listeners of a Gateway, and these stand in ListenerSets".to_owned();
    Shortfall::new(why, "use --gateways shared, or a later release of the target")
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
