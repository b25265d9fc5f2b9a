//! Policies of the target's own: one of a kind for a whole route, or for those of its rules that need it.
//!
//! Of policies of one kind an implementation obeys the closest one alone, so whatever a rule needs of a kind stands in
//! one object. Rules and routes of a namespace that need the same share it.

use super::extension::named_after;
use super::gateway::{GROUP, metadata, object, origin, printed};
use super::infrastructure::is_here;
use super::layout::{Ending, Holder, Plan, attached};
use super::names::Names;
use super::node::{Key, Manifest, Node, Value};
use super::reach::At;
use crate::lower::{Route, RouteRule};
use crate::source::Set;
use crate::target::{Attach, Part, PolicyKind, Room};
use crate::translate::Translated;
use gatewright_contract::collections::{Arrange, SortedMap, SortedSet};
use gatewright_contract::{FactId, ObjectId, Sourced};

/// A policy's content, without facts: places and values, sorted.
type Content<'p> = Vec<(&'static [&'static str], &'p Node)>;
/// What tells policies apart: namespace, kind and content.
type Asked = (String, &'static PolicyKind, Vec<Part>);

/// Every policy that is asked for.
#[derive(Default)]
pub(super) struct Policies {
    asked: SortedMap<Asked, Policy>,
    /// What is asked of listeners, until all routes have asked.
    listeners: SortedMap<At, (ObjectId, Vec<Sourced<Part>>)>,
}

/// What a policy is for, and why.
struct Policy {
    targets: SortedSet<Node>,
    /// The facts of each place.
    from: SortedMap<&'static [&'static str], Vec<FactId>>,
    /// Who asked first.
    asker: Asker,
}

/// Who asks for a policy: what it is made for, in words, and how it is called after it.
#[derive(Clone)]
struct Asker {
    object: Option<ObjectId>,
    origin: String,
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
    let mut named: SortedSet<usize> = SortedSet::new();
    for kind in kinds(route) {
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

/// The kinds of policies for routes that a route's rules ask for.
fn kinds(route: &Route) -> SortedSet<&'static PolicyKind> {
    let all = route.rules.iter().flat_map(parts).map(|part| part.value.policy);
    all.filter(|kind| kind.on == Attach::Route).collect()
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
    content.arrange();
    content
}

impl Policies {
    /// Adds what the rules of a route ask for, which is printed as an object of this kind and name.
    pub(super) fn attach(&mut self, route: &Route, (kind, name): (&'static str, &str), (namespace, set): (&str, &Set)) {
        for policy in kinds(route) {
            let asker = || Asker { object: Some(route.object), origin: String::new(), wanted: named_after(route, set) };
            if is_common(route, policy) {
                let asked = united(route.rules.iter().flat_map(parts), policy);
                self.add((asked, policy), target((kind, name), None), (asker(), namespace));
                continue;
            }
            for (at, rule) in route.rules.iter().enumerate() {
                if !content(rule, policy).is_empty() {
                    let target = target((kind, name), Some(section(at)));
                    self.add((united(parts(rule), policy), policy), target, (asker(), namespace));
                }
            }
        }
    }

    /// Notes what the rules of a route ask of the listeners with TLS that it is attached to.
    pub(super) fn attach_listeners(&mut self, route: &Route, plan: &Plan) {
        let asked = || route.rules.iter().flat_map(parts).filter(|part| part.value.policy.on.is_of_listeners());
        if asked().next().is_none() {
            return;
        }
        for at in attached(plan, route) {
            let listener = plan.holders.get(at.0).and_then(|holder| holder.listeners.get(at.1));
            if listener.is_some_and(|listener| listener.ending == Ending::Https) {
                let (_, there) = self.listeners.entry(at).or_insert_with(|| (route.object, Vec::new()));
                asked().for_each(|part| unite(there, part));
            }
        }
    }

    /// Adds what is asked of gateways as a whole, and of listeners. The policy of a listener takes the place of its
    /// gateway's, so it says what that says as well.
    pub(super) fn attach_gateways(&mut self, plan: &Plan, translated: &Translated) {
        let nothing = Vec::new();
        let common = |holder: &Holder| translated.gateways.get(&holder.key).map_or(&nothing, |gateway| &gateway.parts);
        for holder in &plan.holders {
            let parts: Vec<&Sourced<Part>> = common(holder).iter().filter(|part| !is_here(part)).collect();
            for kind in parts.iter().map(|part| part.value.policy).collect::<SortedSet<_>>() {
                let asker = Asker { object: None, origin: origin(holder), wanted: holder.name.clone() };
                let target = target((holder.kind.name(), &holder.name), None);
                self.add((united(parts.iter().copied(), kind), kind), target, (asker, &holder.namespace));
            }
        }
        for ((holder, index), (object, mut parts)) in std::mem::take(&mut self.listeners) {
            let Some(holder) = plan.holders.get(holder) else { continue };
            let Some(listener) = holder.listeners.get(index) else { continue };
            for part in common(holder).iter().filter(|part| !is_here(part)) {
                if !parts.iter().any(|own| own.value.policy == part.value.policy && own.value.at == part.value.at) {
                    parts.push(part.clone());
                }
            }
            for kind in parts.iter().map(|part| part.value.policy).collect::<SortedSet<_>>() {
                let asker = Asker { object: Some(object), origin: String::new(), wanted: listener.name.clone() };
                let target = target((holder.kind.name(), &holder.name), Some(listener.name.clone()));
                self.add((united(parts.iter(), kind), kind), target, (asker, &holder.namespace));
            }
        }
    }

    /// Adds a target for these parts of one kind.
    fn add(
        &mut self,
        (parts, kind): (Vec<Sourced<Part>>, &'static PolicyKind),
        target: Node,
        (asker, namespace): (Asker, &str),
    ) {
        let all = parts.iter().map(|part| part.value.clone()).collect();
        let policy = self.asked.entry((namespace.to_owned(), kind, all)).or_insert_with(|| Policy {
            targets: SortedSet::new(),
            from: SortedMap::new(),
            asker,
        });
        policy.targets.insert(target);
        for part in parts {
            policy.from.entry(part.value.at).or_default().extend(part.from);
        }
    }

    /// The objects, by kind, namespace and name.
    pub(super) fn manifests(self, names: &mut Names, set: &Set) -> Vec<Manifest> {
        let mut manifests = Vec::with_capacity(self.asked.len());
        for ((namespace, kind, parts), policy) in self.asked {
            let name = names.take(kind.kind, &namespace, &policy.asker.wanted);
            let metadata = metadata(&name, printed(&namespace, set), &SortedMap::new());
            let spec = spec(parts, &policy, &namespace);
            let facts: Vec<FactId> = policy.from.values().flatten().copied().collect();
            manifests.push(Manifest {
                api_version: kind.api_version,
                kind: kind.kind,
                origin: match policy.asker.object {
                    Some(object) => format!("Ingress {}", set.ledger.name(object)),
                    None => policy.asker.origin,
                },
                root: object((kind.api_version, kind.kind), metadata, spec).because(&facts),
                namespace,
                name,
            });
        }
        manifests.arrange_by(|one, other| {
            (one.kind, &one.namespace, &one.name).cmp(&(other.kind, &other.namespace, &other.name))
        });
        manifests
    }
}

/// The parts of a kind, each once, sorted.
fn united<'p>(parts: impl Iterator<Item = &'p Sourced<Part>>, kind: &'static PolicyKind) -> Vec<Sourced<Part>> {
    let mut all = Vec::new();
    parts.filter(|part| part.value.policy == kind).for_each(|part| unite(&mut all, part));
    all.arrange_by(|one, other| one.value.cmp(&other.value));
    all
}

/// Adds a part, or its facts where it is there.
fn unite(all: &mut Vec<Sourced<Part>>, part: &Sourced<Part>) {
    match all.iter_mut().find(|there| there.value == part.value) {
        Some(there) => there.from.extend_from_slice(&part.from),
        None => all.push(part.clone()),
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
    let sourced = |part: Part| {
        let from = policy.from.get(part.at).cloned().unwrap_or_default();
        Sourced { value: part, from }
    };
    let mut all = vec![(Key::Borrowed("targetRefs"), Node::list(policy.targets.iter().cloned()))];
    all.extend(members(parts.into_iter().map(sourced).collect(), namespace));
    Value::Map(all.into_boxed_slice()).into()
}

/// The members of a `spec` that sorted parts make.
pub(super) fn members(parts: Vec<Sourced<Part>>, namespace: &str) -> Vec<(Key, Node)> {
    let placed = parts.into_iter().map(|Sourced { value: part, from }| Placed {
        at: part.at,
        value: at_home(part.value, namespace).because(&from),
        room: part.room,
    });
    grown(placed.collect())
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
