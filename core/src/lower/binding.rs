//! Which listeners a rule is bound to, and which rules therefore compete.

use super::host::Hostname;
use gatewright_contract::collections::SortedMap;
use gatewright_contract::{Listener, ListenerId, Protocol, Scheme};
use std::borrow::Cow;

/// Listeners of one gateway.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Binding<'a> {
    /// These; empty means every one.
    pub(super) listeners: Cow<'a, [ListenerId]>,
    /// Only those of this scheme.
    pub(super) scheme: Option<Scheme>,
}

/// A place where requests come in.
#[derive(Clone, Copy, Debug)]
struct Slot {
    listener: Option<ListenerId>,
    scheme: Scheme,
}

impl<'a> Binding<'a> {
    /// Whether a request can come in under both.
    pub(super) fn meets(&self, other: &Binding<'_>) -> bool {
        let schemes = self.scheme.is_none() || other.scheme.is_none() || self.scheme == other.scheme;
        let open = self.listeners.is_empty() || other.listeners.is_empty();
        schemes && (open || self.listeners.iter().any(|listener| other.listeners.contains(listener)))
    }

    fn takes(&self, slot: Slot) -> bool {
        let bound = self.listeners.is_empty() || slot.listener.is_some_and(|id| self.listeners.contains(&id));
        bound && self.scheme.is_none_or(|scheme| scheme == slot.scheme)
    }
}

/// The listeners of one gateway, by hostname.
#[derive(Debug, Default)]
pub(super) struct Listeners<'a> {
    by_host: SortedMap<Hostname<'a>, Vec<Slot>>,
    all: Vec<(Hostname<'a>, Slot)>,
}

impl<'a> Listeners<'a> {
    /// Sorts them.
    pub(super) fn new(listeners: impl Iterator<Item = &'a Listener>) -> Listeners<'a> {
        let mut sorted = Listeners::default();
        for listener in listeners {
            let host = Hostname::read(listener.host.as_deref());
            let slot = Slot { listener: Some(listener.id), scheme: scheme(listener.protocol) };
            sorted.by_host.entry(host).or_default().push(slot);
            sorted.all.push((host, slot));
        }
        sorted
    }

    /// The parts of the listeners that the same bindings take, each with the numbers of those bindings.
    pub(super) fn parts(&self, bindings: &[Binding<'a>], host: Hostname<'a>) -> Vec<(Binding<'a>, Vec<usize>)> {
        let slots = self.slots(host);
        let mut parts: Vec<(Vec<usize>, Vec<Slot>)> = Vec::new();
        for slot in &slots {
            let members: Vec<usize> =
                bindings.iter().enumerate().filter(|(_, binding)| binding.takes(*slot)).map(|(at, _)| at).collect();
            match parts.iter_mut().find(|(present, _)| *present == members) {
                Some((_, inside)) => inside.push(*slot),
                None => parts.push((members, vec![*slot])),
            }
        }
        parts.into_iter().map(|(members, inside)| (named(&inside, &slots), members)).collect()
    }

    /// Where requests for a host come in. A scheme without listener has one slot of its own: no request is forgotten.
    fn slots(&self, host: Hostname<'a>) -> Vec<Slot> {
        let mut slots: Vec<Slot> = match host {
            Hostname::Exact(_) => {
                let hosts = std::iter::once(host).chain(host.wider());
                hosts.filter_map(|host| self.by_host.get(&host)).flatten().copied().collect()
            }
            Hostname::Any | Hostname::Wild(_) => {
                self.all.iter().filter(|(theirs, _)| host.meets(*theirs)).map(|(_, slot)| *slot).collect()
            }
        };
        for scheme in [Scheme::Http, Scheme::Https] {
            if !slots.iter().any(|slot| slot.scheme == scheme) {
                slots.push(Slot { listener: None, scheme });
            }
        }
        slots
    }
}

fn scheme(protocol: Protocol) -> Scheme {
    match protocol {
        Protocol::Http => Scheme::Http,
        Protocol::Https => Scheme::Https,
    }
}

/// The shortest way to say these slots.
fn named<'a>(inside: &[Slot], all: &[Slot]) -> Binding<'a> {
    let whole = |scheme: Scheme| {
        let count = |slots: &[Slot]| slots.iter().filter(|slot| slot.scheme == scheme).count();
        (count(inside) == count(all), count(inside) == 0)
    };
    let every = Cow::Owned(Vec::new());
    match (whole(Scheme::Http), whole(Scheme::Https)) {
        ((true, _), (true, _)) => Binding { listeners: every, scheme: None },
        ((true, _), (_, true)) => Binding { listeners: every, scheme: Some(Scheme::Http) },
        ((_, true), (true, _)) => Binding { listeners: every, scheme: Some(Scheme::Https) },
        _ => Binding { listeners: Cow::Owned(inside.iter().filter_map(|slot| slot.listener).collect()), scheme: None },
    }
}
