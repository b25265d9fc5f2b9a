//! One conjunct of a rule: which requests of which hosts it takes, and how surely.

mod path;
mod value;

use super::binding::Binding;
use super::dnf::{self, Literal, Product, Property};
use super::element::{Condition, Element, Meet, Value, too_many};
use super::host;
use super::path::{Path, trimmed};
use super::spelling::{Spelling, spelling};
use crate::target::Profile;
use gatewright_contract::{Atom, Expr, HostMatch, ListenerId, PathMatch, Scheme};
use std::borrow::Cow;

/// One conjunct of a rule.
#[derive(Clone, Debug)]
pub(super) struct Conjunct<'a> {
    /// Its rule's place in the table.
    pub(super) rule: usize,
    /// The host it names; none takes all.
    pub(super) host: Option<&'a HostMatch>,
    /// Hosts it does not take.
    pub(super) not_hosts: Vec<&'a HostMatch>,
    /// The listeners it is bound to.
    pub(super) binding: Binding<'a>,
    /// What it takes, or more.
    pub(super) area: Element<'a>,
    /// What it does not take of that.
    pub(super) except: Vec<Except<'a>>,
    /// How surely it takes the area.
    pub(super) standing: Standing,
    /// Why it is not certain.
    pub(super) reason: Option<Reason>,
    /// A path it takes, where the area's own would not show the difference.
    pub(super) hint: Option<String>,
    /// An element prefix as its author wrote it.
    pub(super) written: Option<&'a str>,
}

/// Requests a conjunct does not take.
#[derive(Clone, Debug)]
pub(super) struct Except<'a> {
    pub(super) area: Element<'a>,
    /// Else the area holds more than what is not taken.
    pub(super) certain: bool,
}

/// How surely a rule takes a set of requests; the better comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// All of them.
    Certain,
    /// Not all, but the rest is no reason to withhold it.
    Likely,
    /// Some perhaps: better answered by the next rule.
    Unlikely,
}

/// Why a conjunct is not exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The target's `*` stands for another number of labels.
    WildcardDepth,
    /// Two matches overlap and nobody knows which one wins.
    Rank,
    /// A character prefix.
    TextPrefix,
    /// A regular expression the target cannot read.
    Pattern,
    /// A path the target does not accept as it is.
    PathValue,
    /// Two conditions on one header or parameter, or too many.
    Conditions,
    /// A header or parameter name or value the target does not accept.
    Value,
    /// A method the target does not know.
    Method,
    /// A negated regular expression or character prefix.
    Negation,
    /// The client's address.
    ClientAddress,
    /// A property nobody understood.
    Opaque,
    /// A host the target does not accept.
    Host,
    /// More conjuncts, or more overlaps, than the engine follows.
    Cap,
}

/// What a conjunct is made for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Site<'a, 'p> {
    pub(super) rule: usize,
    pub(super) listeners: &'a [ListenerId],
    pub(super) profile: &'p Profile,
}

/// The conjuncts of a predicate; none where it takes nothing.
pub(super) fn of<'a>(when: &'a Expr, site: Site<'a, '_>) -> Vec<Conjunct<'a>> {
    match simple(when, site) {
        Some(conjunct) => vec![conjunct],
        None => dnf::products(when).iter().flat_map(|product| conjuncts(product, site)).collect(),
    }
}

/// Nearly every predicate there is: a host, if any, and a path that the target takes as it is.
fn simple<'a>(when: &'a Expr, site: Site<'a, '_>) -> Option<Conjunct<'a>> {
    let (host, path) = match when {
        Expr::All(parts) => match parts.as_slice() {
            [Expr::Is(Atom::Host(host)), Expr::Is(Atom::Path(path))] => (Some(host), path),
            [Expr::Is(Atom::Path(path))] => (None, path),
            _ => return None,
        },
        Expr::Any(_) | Expr::Not(_) | Expr::Is(_) => return None,
    };
    let mut draft = Draft::new(site);
    if let Some(host) = host {
        draft.at_host(host);
    }
    let conjunct = &mut draft.conjunct;
    match path {
        PathMatch::Exact(path) if path.starts_with('/') && spelling(path) == Spelling::Fine => {
            conjunct.area.path = Path::Exact(Cow::Borrowed(path));
        }
        PathMatch::ElementPrefix(prefix) if prefix.starts_with('/') && spelling(trimmed(prefix)) == Spelling::Fine => {
            conjunct.area.path = Path::Prefix(Cow::Borrowed(trimmed(prefix)));
            conjunct.written = (spelling(prefix) == Spelling::Fine).then_some(prefix);
        }
        PathMatch::Exact(_) | PathMatch::ElementPrefix(_) | PathMatch::StringPrefix(_) | PathMatch::Regex(_) => {
            return None;
        }
    }
    Some(draft.conjunct)
}

/// The conjuncts of one product; none where it takes nothing.
fn conjuncts<'a>(product: &Product<'a>, site: Site<'a, '_>) -> Vec<Conjunct<'a>> {
    let mut draft = Draft::new(site);
    if product.loose {
        draft.weaken(Standing::Unlikely, Reason::Cap);
    }
    for Literal { holds, property } in &product.literals {
        let satisfiable = match (property, holds) {
            (Property::Host(host), true) => draft.at_host(host),
            (Property::Host(host), false) => {
                draft.conjunct.not_hosts.push(host);
                true
            }
            (Property::Scheme(scheme), holds) => draft.over(if *holds { *scheme } else { other(*scheme) }),
            (Property::Method(method), true) => draft.with_method(method),
            (Property::Method(method), false) => draft.without_method(method),
            (Property::Header(..) | Property::Query(..) | Property::Cookie(..), holds) => {
                match (value::condition(property, site.profile), holds) {
                    (Some(condition), true) => draft.with(condition),
                    (Some(condition), false) => {
                        let area = Element { conditions: vec![condition], ..Element::everything() };
                        draft.conjunct.except.push(Except { area, certain: true });
                        true
                    }
                    (None, _) => draft.weaken(Standing::Unlikely, Reason::Value),
                }
            }
            (Property::ClientAddress, _) => draft.weaken(Standing::Unlikely, Reason::ClientAddress),
            (Property::Opaque, _) => draft.weaken(Standing::Unlikely, Reason::Opaque),
            (Property::Exact(_) | Property::Prefix(_) | Property::Text(_) | Property::Regex(_), _) => true,
        };
        if !satisfiable {
            return Vec::new();
        }
    }
    path::places(&product.literals, site.profile)
        .into_iter()
        .filter_map(|place| draft.conjunct.clone().placed(place))
        .filter(|conjunct| !conjunct.is_empty())
        .collect()
}

fn other(scheme: Scheme) -> Scheme {
    match scheme {
        Scheme::Http => Scheme::Https,
        Scheme::Https => Scheme::Http,
    }
}

/// A conjunct under construction; a method answers whether it can still hold.
struct Draft<'a> {
    conjunct: Conjunct<'a>,
}

impl<'a> Draft<'a> {
    fn new(site: Site<'a, '_>) -> Draft<'a> {
        Draft {
            conjunct: Conjunct {
                rule: site.rule,
                host: None,
                not_hosts: Vec::new(),
                binding: Binding { listeners: Cow::Borrowed(site.listeners), scheme: None },
                area: Element::everything(),
                except: Vec::new(),
                standing: Standing::Certain,
                reason: None,
                hint: None,
                written: None,
            },
        }
    }

    fn weaken(&mut self, standing: Standing, reason: Reason) -> bool {
        self.conjunct.weaken(standing, reason);
        true
    }

    fn at_host(&mut self, host: &'a HostMatch) -> bool {
        if !host::is_printable(host) {
            return self.weaken(Standing::Unlikely, Reason::Host);
        }
        let Some(narrower) = host::narrower(self.conjunct.host, host) else { return false };
        self.conjunct.host = Some(narrower);
        true
    }

    fn over(&mut self, scheme: Scheme) -> bool {
        *self.conjunct.binding.scheme.get_or_insert(scheme) == scheme
    }

    fn with_method(&mut self, method: &'a str) -> bool {
        if !value::is_method(method) {
            return self.weaken(Standing::Unlikely, Reason::Method);
        }
        *self.conjunct.area.method.get_or_insert(method) == method
    }

    fn without_method(&mut self, method: &'a str) -> bool {
        if !value::is_method(method) {
            return self.weaken(Standing::Likely, Reason::Method);
        }
        let area = Element { method: Some(method), ..Element::everything() };
        self.conjunct.except.push(Except { area, certain: true });
        true
    }

    fn with(&mut self, condition: Condition<'a>) -> bool {
        let conditions = &mut self.conjunct.area.conditions;
        match conditions.binary_search_by(|present| present.name.cmp(&condition.name)) {
            Err(at) => conditions.insert(at, condition),
            Ok(at) => {
                let Some(present) = conditions.get_mut(at) else { return true };
                match (&present.value, &condition.value) {
                    (mine, theirs) if mine == theirs => {}
                    (Value::Exact(_), Value::Exact(_)) => self.conjunct.weaken(Standing::Unlikely, Reason::Conditions),
                    (Value::Exact(_), Value::Regex(_)) | (Value::Regex(_), Value::Regex(_)) => {
                        self.conjunct.weaken(Standing::Likely, Reason::Conditions);
                    }
                    (Value::Regex(_), Value::Exact(_)) => {
                        *present = condition;
                        self.conjunct.weaken(Standing::Likely, Reason::Conditions);
                    }
                }
            }
        }
        if too_many(&self.conjunct.area.conditions) {
            self.conjunct.area.conditions.pop();
            self.conjunct.weaken(Standing::Unlikely, Reason::Conditions);
        }
        true
    }
}

impl<'a> Conjunct<'a> {
    /// Makes it less sure; the worst reason stays.
    pub(super) fn weaken(&mut self, standing: Standing, reason: Reason) {
        if standing > self.standing {
            self.standing = standing;
            self.reason = Some(reason);
        }
    }

    /// Whether it looks at nothing but host and path, and is certain.
    pub(super) fn is_plain(&self) -> bool {
        self.standing == Standing::Certain
            && self.except.is_empty()
            && self.not_hosts.is_empty()
            && self.area.is_plain()
            && !self.area.path.is_regex()
    }

    /// Whether it takes every request of its hosts.
    pub(super) fn is_total(&self) -> bool {
        self.standing == Standing::Certain && self.except.is_empty() && self.area.is_everything()
    }

    fn placed(mut self, place: path::Place<'a>) -> Option<Conjunct<'a>> {
        self.area.path = place.path;
        self.hint = place.hint;
        self.written = place.written;
        self.except.extend(place.except);
        if let Some((standing, reason)) = place.doubt {
            self.weaken(standing, reason);
        }
        Some(self)
    }

    /// Whether what it does not take is all there is.
    fn is_empty(&self) -> bool {
        self.except.iter().any(|except| {
            except.certain && matches!(self.area.meet(&except.area), Meet::Known(meet) if meet == self.area)
        })
    }
}
