//! Where the annotations of cert-manager and external-dns go among Gateways and ListenerSets.
//!
//! cert-manager issues what the listeners of an annotated Gateway or ListenerSet name, only in that object's own
//! namespace, and for all of its listeners: <https://cert-manager.io/docs/usage/gateway/>. external-dns reads `target`
//! from the Gateway: <https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/gateway-api/>.

use super::layout::Holder;
use crate::report::Outcome;
use crate::source::Set;
use crate::translate::{Carried, CarriedTo, Translated};
use gatewright_contract::collections::{SortedMap, SortedSet};
use gatewright_contract::{Listener, ObjectId, Severity, Sourced};

type Annotations = SortedMap<String, Sourced<String>>;
type Group<'l> = ((String, Annotations), Vec<&'l Listener>);

/// Listeners by namespace and by the annotations their Ingresses had: one ListenerSet each.
pub(super) fn groups<'l>(listeners: &[&'l Listener], translated: &Translated, set: &mut Set) -> Vec<Group<'l>> {
    let carried = carried(translated, CarriedTo::Certificates);
    let mut groups: SortedMap<(String, Vec<(String, String)>), Group<'l>> = SortedMap::new();
    for listener in listeners {
        let annotations = of_listener(listener, &carried, set);
        let texts = annotations.iter().map(|(key, value)| (key.clone(), value.value.clone())).collect();
        let group = groups.entry((listener.namespace.clone(), texts));
        let ((_, merged), members) =
            group.or_insert_with(|| ((listener.namespace.clone(), Annotations::new()), Vec::new()));
        merge(merged, annotations);
        members.push(listener);
    }
    for group in groups.values() {
        for annotation in group.0.1.values() {
            set.ledger.used(&annotation.from);
        }
    }
    groups.into_values().collect()
}

/// A Gateway is annotated only where every listener asked for the same and every Secret lies beside it.
pub(super) fn on_gateway(gateway: &mut Holder, listeners: &[&Listener], translated: &Translated, set: &mut Set) {
    let carried = carried(translated, CarriedTo::Certificates);
    let mine: SortedSet<ObjectId> = listeners.iter().flat_map(|listener| objects(listener, set)).collect();
    let mut wanted: Vec<Annotations> = listeners.iter().map(|listener| of_listener(listener, &carried, set)).collect();
    let beside = listeners.iter().all(|listener| listener.namespace == gateway.namespace);
    let texts = |annotations: &Annotations| -> Vec<(String, String)> {
        annotations.iter().map(|(key, value)| (key.clone(), value.value.clone())).collect()
    };
    let alike = wanted.windows(2).all(|pair| match pair {
        [one, other] => texts(one) == texts(other),
        _ => true,
    });
    if beside && alike {
        for annotations in wanted.drain(..) {
            for annotation in annotations.values() {
                set.ledger.used(&annotation.from);
            }
            merge(&mut gateway.annotations, annotations);
        }
        return;
    }
    let (why, help) = if beside {
        (
            "cert-manager would issue for every listener of the shared Gateway, and not all Ingresses asked for the same",
            "use --gateways listenersets, or write a Certificate for each Secret",
        )
    } else {
        (
            "cert-manager only issues Secrets in the namespace of the annotated Gateway, and this Gateway is in another",
            "use --gateways listenersets or per-namespace, or write a Certificate for each Secret before the Ingress is deleted",
        )
    };
    for one in carried.iter().filter(|one| mine.contains(&one.object)) {
        set.ledger.settle(one.fact, Outcome::Unsupported, why, Some(help));
        let text = format!("`{}` cannot move to Gateway {}: {why}", one.key, gateway.name);
        set.ledger.say(Severity::Warning, "core/certificate-annotation", &[one.fact], (text, help));
    }
}

/// What external-dns reads from a Gateway applies to all of its routes, so all must have asked for the same.
pub(super) fn on_every_gateway(
    gateway: &mut Holder,
    members: &SortedSet<ObjectId>,
    translated: &Translated,
    set: &mut Set,
) {
    let carried = carried(translated, CarriedTo::Gateway);
    let mut by_key: SortedMap<&str, Vec<&Carried>> = SortedMap::new();
    for one in carried {
        if members.contains(&one.object) {
            by_key.entry(&one.key).or_default().push(one);
        }
    }
    for (key, all) in by_key {
        let values: SortedSet<&str> = all.iter().map(|one| one.value.as_str()).collect();
        let facts: Vec<_> = all.iter().map(|one| one.fact).collect();
        let Some(value) = values.first().filter(|_| values.len() == 1) else {
            let why = "it is read from the Gateway, which all Ingresses of the class share, and they disagree";
            let help = "use --gateways per-namespace, or give each target a Gateway of its own";
            for fact in &facts {
                set.ledger.settle(*fact, Outcome::Unsupported, why, Some(help));
            }
            let text = format!("`{key}` has {} values among the Ingresses of Gateway {}", values.len(), gateway.name);
            set.ledger.say(Severity::Warning, "core/gateway-wide-annotation", &facts, (text, help));
            continue;
        };
        if all.len() < members.len() {
            let why = "it is read from the Gateway and now holds for every host of it";
            let help = "use --gateways per-namespace where other hosts must keep another target";
            for fact in &facts {
                set.ledger.settle(*fact, Outcome::Approximate, why, Some(help));
            }
            let text = format!("`{key}` now holds for every host of Gateway {}", gateway.name);
            set.ledger.say(Severity::Warning, "core/gateway-wide-annotation", &facts, (text, help));
        }
        set.ledger.used(&facts);
        gateway.annotations.insert(key.to_owned(), Sourced { value: (*value).to_owned(), from: facts });
    }
}

fn carried(translated: &Translated, to: CarriedTo) -> Vec<&Carried> {
    translated.carried.iter().filter(|one| one.to == to).collect()
}

/// The annotations of the first of a listener's Ingresses that has any.
fn of_listener(listener: &Listener, carried: &[&Carried], set: &Set) -> Annotations {
    for object in objects(listener, set) {
        let start = carried.partition_point(|one| one.object < object);
        let mine = carried.iter().skip(start).take_while(|one| one.object == object);
        let annotations: Annotations =
            mine.map(|one| (one.key.clone(), Sourced { value: one.value.clone(), from: vec![one.fact] })).collect();
        if !annotations.is_empty() {
            return annotations;
        }
    }
    Annotations::new()
}

fn objects(listener: &Listener, set: &Set) -> Vec<ObjectId> {
    let mut objects: Vec<ObjectId> =
        listener.from.iter().filter_map(|fact| set.ledger.get(*fact)).map(|fact| fact.object).collect();
    objects.dedup();
    objects
}

fn merge(into: &mut Annotations, annotations: Annotations) {
    for (key, value) in annotations {
        into.entry(key).and_modify(|known| known.from.extend(value.from.iter().copied())).or_insert(value);
    }
}

/// Annotations of Ingresses that have no listener with a certificate.
pub(super) fn settle_rest(translated: &Translated, set: &mut Set) {
    for one in carried(translated, CarriedTo::Certificates) {
        if set.ledger.is_open(one.fact) {
            set.ledger.settle(one.fact, Outcome::Inert, "the Ingress has no listener that it could issue for", None);
        }
    }
    for one in carried(translated, CarriedTo::Gateway) {
        if set.ledger.is_open(one.fact) {
            set.ledger.settle(one.fact, Outcome::Inert, "no route was made of this Ingress", None);
        }
    }
}
