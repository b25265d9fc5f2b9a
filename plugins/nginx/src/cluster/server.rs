//! A host's server, and all of them.

use super::Member;
use super::host::Host;
use super::location::Location;
use gatewright_plugin_sdk::Told;
use gatewright_plugin_sdk::contract::collections::SortedMap;
use gatewright_plugin_sdk::contract::{Expr, FactId};

/// Every server, by gateway and host.
#[derive(Clone, Debug, Default)]
pub struct Cluster<'r> {
    /// The servers.
    pub servers: SortedMap<(&'r str, Host), Server<'r>>,
}

/// A host's server.
#[derive(Clone, Debug)]
pub struct Server<'r> {
    /// Its gateway.
    pub gateway: &'r str,
    /// Its host.
    pub host: Host,
    /// Further names.
    pub aliases: Vec<Told<Host>>,
    /// The oldest member that names it.
    pub owner: usize,
    /// Every member that names it, the oldest first.
    pub members: Vec<usize>,
    /// The facts that name it.
    pub facts: Vec<FactId>,
    /// Its locations, in the order in which nginx decides.
    pub locations: Vec<Location<'r>>,
    /// What makes every path of it a regular expression.
    pub regex: Option<FactId>,
}

impl Server<'_> {
    /// The condition on the host; none for every host.
    pub fn condition(&self) -> Option<Expr> {
        let own = self.host.condition()?;
        let aliases = self.aliases.iter().filter_map(|alias| alias.value.condition());
        let mut all: Vec<Expr> = std::iter::once(own).chain(aliases).collect();
        if all.len() == 1 { all.pop() } else { Some(Expr::Any(all)) }
    }

    /// The other of `x` and `www.x` that is sent to this host, with the Ingress that says so.
    pub fn www(&self, members: &[Member<'_>]) -> Option<(usize, Told<Host>)> {
        let Host::Exact(name) = &self.host else { return None };
        let asks = |index: &usize| Some((*index, members.get(*index)?.effects.www?));
        let (index, fact) = self.members.iter().find_map(asks)?;
        let other = name.strip_prefix("www.").map_or_else(|| format!("www.{name}"), str::to_owned);
        Some((index, Told { value: Host::Exact(other), fact }))
    }

    /// Whether some location takes every path.
    pub fn is_total(&self) -> bool {
        let root = |location: &Location<'_>| {
            location.kind == super::Kind::Prefix && location.path == "/" && !location.implicit
        };
        self.locations.iter().any(root)
    }
}

impl<'r> Cluster<'r> {
    /// Whether a wider server of the gateway could take what this one leaves.
    pub fn has_wider(&self, server: &Server<'r>) -> bool {
        let has = |host: Host| self.servers.contains_key(&(server.gateway, host));
        match &server.host {
            Host::Any => false,
            Host::Exact(name) | Host::Wildcard(name) => {
                let parents = std::iter::successors(name.split_once('.'), |(_, rest)| rest.split_once('.'));
                has(Host::Any) || parents.into_iter().any(|(_, parent)| has(Host::Wildcard(parent.to_owned())))
            }
        }
    }
}
