//! Policies of the target's own: one of a kind for a whole route, or for those of its rules that need it.
//!
//! Of policies of one kind an implementation obeys the closest one alone, so whatever a rule needs of a kind stands in
//! one object. Rules and routes of a namespace that need the same share it.

use super::extension::named_after;
use super::gateway::{GROUP, metadata, object, printed};
use super::layout::{Ending, Plan, attached};
use super::names::Names;
use super::node::{Key, Manifest, Node, Value};
use crate::lower::{Route, RouteRule};
use crate::source::Set;
use crate::target::{Attach, Part, PolicyKind, Room};
use gatewright_contract::{FactId, ObjectId, Sourced};
use std::collections::{BTreeMap, BTreeSet};

/// A policy's content, without facts: places and values, sorted.
type Content<'p> = Vec<(&'static [&'static str], &'p Node)>;
/// What tells policies apart: namespace, kind and content.
type Asked = (String, &'static PolicyKind, Vec<Part>);

/// Every policy that is asked for.
#[derive(Default)]
pub(super) struct Policies {
    asked: BTreeMap<Asked, Policy>,
}

/// What a policy is for, and why.
struct Policy {
    targets: Vec<Node>,
    /// The facts of each place.
    from: BTreeMap<&'static [&'static str], Vec<FactId>>,
    /// The object of the input whose route asked first.
    object: ObjectId,
    wanted: String,
}

/// A part in its place, with facts.
#[derive(Clone)]
struct Placed {
    at: &'static [&'static str],
    value: Node,
    room: Room,
}

/// The names of a route's rules: those that a policy is for and others are not.
pub(super) fn sections(route: &Route) -> Vec<Option<String>> {
    let mut named: BTreeSet<usize> = BTreeSet::new();
    for kind in kinds(route, Attach::Route) {
        if !is_common(route, kind) {
            let asking = route.rules.iter().enumerate().filter(|(_, rule)| !content(rule, kind).is_empty());
            named.extend(asking.map(|(at, _)| at));
        }
    }
    (0..route.rules.len()).map(|at| named.contains(&at).then(|| section(at))).collect()
}

fn section(at: usize) -> String {
    format!("rule-{}", at + 1)
}

/// The kinds of policies that a route's rules ask for.
fn kinds(route: &Route, on: Attach) -> BTreeSet<&'static PolicyKind> {
    route.rules.iter().flat_map(parts).map(|part| part.value.policy).filter(|kind| kind.on == on).collect()
}

fn parts(rule: &RouteRule) -> impl Iterator<Item = &Sourced<Part>> {
    rule.extras.iter().flat_map(|extras| &extras.parts)
}

/// Whether all rules of a route ask for the same policy of a kind.
fn is_common(route: &Route, kind: &'static PolicyKind) -> bool {
    let mut contents = route.rules.iter().map(|rule| content(rule, kind));
    let first = contents.next();
    contents.all(|content| Some(content) == first)
}

fn content<'p>(rule: &'p RouteRule, kind: &'static PolicyKind) -> Content<'p> {
    let mut content: Content<'p> =
        parts(rule).filter(|part| part.value.policy == kind).map(|part| (part.value.at, &part.value.value)).collect();
    content.sort_unstable();
    content
}

impl Policies {
    /// Adds what the rules of a route ask for, which is printed as an object of this kind and name.
    pub(super) fn attach(&mut self, route: &Route, (kind, name): (&'static str, &str), (namespace, set): (&str, &Set)) {
        for policy in kinds(route, Attach::Route) {
            if is_common(route, policy) {
                let rules: Vec<&RouteRule> = route.rules.iter().collect();
                self.add(
                    (&rules, policy),
                    target((kind, name), None),
                    (route.object, namespace),
                    named_after(route, set),
                );
                continue;
            }
            for (at, rule) in route.rules.iter().enumerate() {
                if !content(rule, policy).is_empty() {
                    let target = target((kind, name), Some(section(at)));
                    self.add((&[rule], policy), target, (route.object, namespace), named_after(route, set));
                }
            }
        }
    }

    /// Adds what the rules of a route ask of the listeners with TLS that it is attached to.
    pub(super) fn attach_listeners(&mut self, route: &Route, plan: &Plan) {
        for policy in kinds(route, Attach::Listener) {
            let asking: Vec<&RouteRule> = route.rules.iter().filter(|rule| !content(rule, policy).is_empty()).collect();
            for (holder, index) in attached(plan, route) {
                let Some(holder) = plan.holders.get(holder) else { continue };
                let Some(listener) = holder.listeners.get(index) else { continue };
                if listener.ending == Ending::Https {
                    let target = target((holder.kind.name(), &holder.name), Some(listener.name.clone()));
                    let place = (route.object, holder.namespace.as_str());
                    self.add((&asking, policy), target, place, listener.name.clone());
                }
            }
        }
    }

    /// Adds a target for rules that all ask for the same.
    fn add(
        &mut self,
        (rules, kind): (&[&RouteRule], &'static PolicyKind),
        target: Node,
        (object, namespace): (ObjectId, &str),
        wanted: String,
    ) {
        let mine = |rule: &RouteRule| {
            let mine: Vec<Part> =
                parts(rule).filter(|part| part.value.policy == kind).map(|part| part.value.clone()).collect();
            mine
        };
        let mut all = rules.first().map(|rule| mine(rule)).unwrap_or_default();
        all.sort();
        let policy = self.asked.entry((namespace.to_owned(), kind, all)).or_insert_with(|| Policy {
            targets: Vec::new(),
            from: BTreeMap::new(),
            object,
            wanted,
        });
        if !policy.targets.contains(&target) {
            policy.targets.push(target);
        }
        for part in rules.iter().flat_map(|rule| parts(rule)).filter(|part| part.value.policy == kind) {
            policy.from.entry(part.value.at).or_default().extend_from_slice(&part.from);
        }
    }

    /// The objects, by kind, namespace and name.
    pub(super) fn manifests(self, names: &mut Names, set: &Set) -> Vec<Manifest> {
        let mut manifests = Vec::with_capacity(self.asked.len());
        for ((namespace, kind, parts), policy) in self.asked {
            let name = names.take(kind.kind, &namespace, &policy.wanted);
            let metadata = metadata(&name, printed(&namespace, set), &BTreeMap::new());
            let spec = spec(parts, &policy, &namespace);
            let facts: Vec<FactId> = policy.from.values().flatten().copied().collect();
            manifests.push(Manifest {
                api_version: kind.api_version,
                kind: kind.kind,
                origin: format!("Ingress {}", set.ledger.name(policy.object)),
                root: object((kind.api_version, kind.kind), metadata, spec).because(&facts),
                namespace,
                name,
            });
        }
        manifests.sort_by(|one, other| {
            (one.kind, &one.namespace, &one.name).cmp(&(other.kind, &other.namespace, &other.name))
        });
        manifests
    }
}

/// What a policy is for.
fn target((kind, name): (&'static str, &str), section: Option<String>) -> Node {
    let mut members =
        vec![("group", Node::str(GROUP)), ("kind", Node::str(kind)), ("name", Node::str(name.to_owned()))];
    members.extend(section.map(|section| ("sectionName", Node::str(section))));
    Node::map(members)
}

fn spec(parts: Vec<Part>, policy: &Policy, namespace: &str) -> Node {
    let placed: Vec<Placed> = parts
        .into_iter()
        .map(|part| {
            let facts = policy.from.get(part.at).map(Vec::as_slice).unwrap_or_default();
            Placed { at: part.at, value: at_home(part.value, namespace).because(facts), room: part.room }
        })
        .collect();
    let mut members = vec![(Key::Borrowed("targetRefs"), Node::list(policy.targets.iter().cloned()))];
    members.extend(grown(placed));
    Value::Map(members.into_boxed_slice()).into()
}

/// The members that parts make together, sorted as they are.
fn grown(parts: Vec<Placed>) -> Vec<(Key, Node)> {
    let mut members = Vec::new();
    for group in parts.chunk_by(|one, other| one.at.first() == other.at.first()) {
        let Some((name, below)) = group.first().and_then(|part| part.at.split_first()) else { continue };
        let node = match group {
            [only] if below.is_empty() && only.room == Room::One => only.value.clone(),
            many if below.is_empty() => Node::list(many.iter().map(|part| part.value.clone())),
            deeper => {
                let inner = deeper
                    .iter()
                    .filter_map(|part| part.at.split_first().map(|(_, below)| Placed { at: below, ..part.clone() }));
                Value::Map(grown(inner.collect()).into_boxed_slice()).into()
            }
        };
        members.push((Key::Borrowed(*name), node));
    }
    members
}

/// The same without the namespace in references that stay in it.
fn at_home(node: Node, namespace: &str) -> Node {
    let value = match node.value {
        Value::Map(entries) => {
            let is_reference = entries.iter().any(|(key, _)| key == "name");
            let home = |(key, value): &(Key, Node)| {
                is_reference && key == "namespace" && value.value == Value::Str(Key::Owned(namespace.to_owned()))
            };
            let kept = entries.into_iter().filter(|entry| !home(entry));
            Value::Map(kept.map(|(key, value)| (key, at_home(value, namespace))).collect())
        }
        Value::List(items) => Value::List(items.into_iter().map(|item| at_home(item, namespace)).collect()),
        plain @ (Value::Str(_) | Value::Int(_) | Value::Bool(_)) => plain,
    };
    Node { value, facts: node.facts }
}
