//! Which rules meet: the rules of one gateway, hostname by hostname, listener by listener.

use super::binding::{Binding, Listeners};
use super::claim::Claim;
use super::closure::Floor;
use super::conjunct::{Conjunct, Standing};
use super::decide::Label;
use super::element::Element;
use super::field::{Field, Said};
use super::host::{self, Hostname};
use super::ledger::Ledger;
use super::rules::Rules;
use super::witness::Witness;
use crate::target::{HostFallThrough, Profile};
use gatewright_contract::collections::{Arrange, SortedMap};
use gatewright_contract::{HostMatch, WildcardDepth};

/// The rules of one gateway.
#[derive(Debug)]
pub(super) struct Competition<'g, 'a> {
    pub(super) gateway: &'a str,
    pub(super) conjuncts: &'g [Conjunct<'a>],
    pub(super) listeners: Listeners<'a>,
    pub(super) rules: &'g Rules<'a>,
    pub(super) profile: &'g Profile,
}

/// What must be said on one hostname and one set of listeners.
#[derive(Debug)]
pub(super) struct Ruling<'a> {
    pub(super) hostname: Hostname<'a>,
    pub(super) binding: Binding<'a>,
    pub(super) said: Vec<Said<'a>>,
}

/// The conjuncts that name a hostname, and the first rule that mentions it.
struct Named {
    conjuncts: Vec<usize>,
    mentioned: usize,
}

type Hosts<'a> = SortedMap<Hostname<'a>, Named>;

impl<'g, 'a> Competition<'g, 'a> {
    /// Hands out what must be said, wide hostnames first.
    pub(super) fn rule(&self, ledger: &mut Ledger, mut each: impl FnMut(Ruling<'a>)) {
        let (hosts, order) = self.hostnames();
        // Where a wide hostname answers something, a narrower one must not leave a refusal to chance.
        let mut answering: SortedMap<Hostname<'a>, Vec<Binding<'a>>> = SortedMap::new();
        for hostname in order {
            let Some(named) = hosts.get(&hostname) else { continue };
            let claims = self.claims(hostname, named, &hosts);
            for (binding, claims) in self.bound(hostname, claims, &answering) {
                let below = self.is_below(hostname, &binding, &answering);
                let falls = self.profile.host_fall_through != HostFallThrough::No;
                let floor = if below && falls { Floor::Needed } else { Floor::Free };
                let mut field = Field {
                    gateway: self.gateway,
                    hostname,
                    binding: &binding,
                    rules: self.rules,
                    profile: self.profile,
                    floor,
                    host: named.mentioned,
                };
                let claims = self.promoted(&field, claims, ledger);
                let mut said = field.said(&claims, ledger);
                if said.is_empty() && below {
                    // A hostname without rules is no hostname: a wider one would take its requests.
                    field.floor = Floor::Needed;
                    said = field.said(&claims, ledger);
                }
                match hostname {
                    Hostname::Exact(_) => {}
                    Hostname::Any | Hostname::Wild(_) if said.iter().any(|said| said.label != Label::Nothing) => {
                        answering.entry(hostname).or_default().push(binding.clone());
                    }
                    Hostname::Any | Hostname::Wild(_) => {}
                }
                if !said.is_empty() {
                    each(Ruling { hostname, binding, said });
                }
            }
        }
    }

    /// Every hostname a condition names, wide ones first, the others in the order of the table.
    fn hostnames(&self) -> (Hosts<'a>, Vec<Hostname<'a>>) {
        let mut hosts: Hosts<'a> = SortedMap::new();
        let (mut wide, mut exact) = (Vec::new(), Vec::new());
        for (at, conjunct) in self.conjuncts.iter().enumerate() {
            let not = conjunct.not_hosts.iter().filter(|host| host::is_printable(host));
            let names = std::iter::once((Hostname::of(conjunct.host), true));
            for (hostname, own) in names.chain(not.map(|host| (Hostname::of(Some(host)), false))) {
                let named = hosts.entry(hostname).or_insert_with(|| {
                    match hostname {
                        Hostname::Exact(_) => exact.push(hostname),
                        Hostname::Any | Hostname::Wild(_) => wide.push(hostname),
                    }
                    Named { conjuncts: Vec::new(), mentioned: conjunct.rule }
                });
                if own {
                    named.conjuncts.push(at);
                }
            }
        }
        wide.arrange_by_key(|hostname| hostname.rank());
        wide.append(&mut exact);
        (hosts, wide)
    }

    /// The conjuncts that take some of a hostname's hosts, in the order of the table.
    fn claims(&self, hostname: Hostname<'a>, named: &Named, hosts: &Hosts<'a>) -> Vec<Claim<'g, 'a>> {
        let total = named.conjuncts.iter().find(|at| {
            self.conjuncts.get(**at).is_some_and(|conjunct| {
                conjunct.is_total() && conjunct.not_hosts.is_empty() && conjunct.binding == Binding::default()
            })
        });
        let end = match hostname {
            Hostname::Exact(_) => total.copied().unwrap_or(usize::MAX),
            Hostname::Any | Hostname::Wild(_) => usize::MAX,
        };
        let wider = hostname.wider().filter_map(|wider| hosts.get(&wider));
        let mut numbers: Vec<usize> =
            wider.flat_map(|wider| wider.conjuncts.iter().copied().take_while(|at| *at < end)).collect();
        if self.profile.wildcard_depth == WildcardDepth::One {
            numbers.extend(self.deeper(hostname, hosts));
        }
        let alone = numbers.is_empty();
        numbers.extend(&named.conjuncts);
        if !alone {
            numbers.arrange();
        }
        numbers.into_iter().filter_map(|at| self.claim(hostname, self.conjuncts.get(at)?)).collect()
    }

    /// Where a target's `*` is one label, the deeper hosts of a longer one are left to wider hostnames.
    fn deeper(&self, hostname: Hostname<'a>, hosts: &Hosts<'a>) -> Vec<usize> {
        let inside = hosts.iter().filter(|(inner, _)| match (inner, hostname) {
            (Hostname::Wild(_), Hostname::Any | Hostname::Wild(_)) => inner.wider().any(|wider| wider == hostname),
            (Hostname::Any | Hostname::Exact(_), _) | (Hostname::Wild(_), Hostname::Exact(_)) => false,
        });
        inside.flat_map(|(_, named)| named.conjuncts.iter().copied()).collect()
    }

    fn claim(&self, hostname: Hostname<'a>, conjunct: &'g Conjunct<'a>) -> Option<Claim<'g, 'a>> {
        let star = self.profile.wildcard_depth;
        let mut sure = host::cover(conjunct.host, hostname, star)?;
        for not in &conjunct.not_hosts {
            match host::cover(Some(not), hostname, star) {
                None => {}
                Some(Standing::Certain) => return None,
                Some(Standing::Likely | Standing::Unlikely) => sure = Standing::Unlikely,
            }
        }
        Some(Claim::new(conjunct, sure))
    }

    /// The claims by the listeners on which they meet. Where nobody claims anything but a wider hostname would answer,
    /// there are none.
    fn bound(
        &self,
        hostname: Hostname<'a>,
        claims: Vec<Claim<'g, 'a>>,
        answering: &SortedMap<Hostname<'a>, Vec<Binding<'a>>>,
    ) -> Vec<(Binding<'a>, Vec<Claim<'g, 'a>>)> {
        let mut bindings: Vec<Binding<'a>> = Vec::new();
        for claim in &claims {
            if !bindings.contains(&claim.conjunct.binding) {
                bindings.push(claim.conjunct.binding.clone());
            }
        }
        let every = Binding::default();
        let mut wider = hostname.wider().filter_map(|wider| answering.get(&wider)).flatten();
        match bindings.as_slice() {
            [only] if *only == every || answering.is_empty() || wider.all(|wider| wider == only) => {
                vec![(only.clone(), claims)]
            }
            _ => self
                .listeners
                .parts(&bindings, hostname)
                .into_iter()
                .map(|(binding, members)| {
                    let takes = |claim: &&Claim<'g, 'a>| {
                        members.iter().filter_map(|at| bindings.get(*at)).any(|one| *one == claim.conjunct.binding)
                    };
                    (binding, claims.iter().filter(takes).copied().collect())
                })
                .collect(),
        }
    }

    /// Whether a wider hostname would answer where this one has nothing to say.
    fn is_below(
        &self,
        hostname: Hostname<'a>,
        binding: &Binding<'a>,
        answering: &SortedMap<Hostname<'a>, Vec<Binding<'a>>>,
    ) -> bool {
        let mut wider = hostname.wider().filter_map(|wider| answering.get(&wider)).flatten();
        !answering.is_empty() && wider.any(|wider| wider.meets(binding))
    }

    /// Notes a wildcard that the target reads otherwise than a rule does. On a hostname that only wildcards of one label
    /// take, these are as good as certain: nothing else is at stake on its deeper hosts.
    fn promoted(
        &self,
        field: &Field<'_, 'a>,
        mut claims: Vec<Claim<'g, 'a>>,
        ledger: &mut Ledger,
    ) -> Vec<Claim<'g, 'a>> {
        let Some(first) = claims.iter().find(|claim| claim.is_partial) else { return claims };
        let shallow = Witness::of(&Element::everything(), (field.hostname, field.binding), None);
        let key = (self.gateway.to_owned(), field.hostname.printed().unwrap_or_default());
        let witness = Witness { host: format!("deep.{}", shallow.host), ..shallow };
        ledger.depths.entry(key).or_insert((first.conjunct.rule, witness));
        let one = |claim: &Claim<'g, 'a>| {
            matches!(claim.conjunct.host, Some(HostMatch::Wildcard { depth: WildcardDepth::One, .. }))
                && claim.conjunct.not_hosts.is_empty()
        };
        let wild = matches!(field.hostname, Hostname::Wild(_)) && self.profile.wildcard_depth == WildcardDepth::Any;
        if wild && claims.iter().all(one) {
            claims.iter_mut().for_each(|claim| *claim = Claim::new(claim.conjunct, Standing::Certain));
        }
        claims
    }
}
