//! What of the output is printed? What the API server would accept; anything else is a bug, and is said to be one.
//!
//! A policy that is not printed may have been a guard, so the rules it was for lead nowhere then: those of the routes it names,
//! or of every route of the Gateway it names.

use crate::check;
use crate::emit::{Key, Manifest, Node, Value};
use crate::options::Options;
use crate::source::Set;
use gatewright_contract::collections::SortedSet;
use gatewright_contract::{Finding, Severity};

/// Kind, namespace and name.
type Name = (String, String, String);

/// Keeps what would be accepted.
pub(crate) fn accepted(outputs: Vec<Manifest>, set: &mut Set, options: &Options) -> Vec<Manifest> {
    let mut kept = Vec::with_capacity(outputs.len());
    let mut unguarded: SortedSet<Name> = SortedSet::new();
    for manifest in outputs {
        let violations = check::check(&manifest, options.gateway_api, options.channel);
        if violations.is_empty() {
            kept.push(manifest);
            continue;
        }
        unguarded.extend(targets(&manifest));
        for violation in violations {
            let name = format!("{} {}/{}", manifest.kind, manifest.namespace, manifest.name);
            set.ledger.find(Finding {
                code: "core/output-refused".to_owned(),
                severity: Severity::Error,
                message: format!("{name} is not printed: {} at {}", violation.message, violation.pointer),
                help: Some("this is a bug in Gatewright: please report it with this part of the input".to_owned()),
                at: manifest.root.facts.iter().copied().take(3).collect(),
                object: None,
                announces: None,
            });
        }
    }
    for manifest in &mut kept {
        let name = (manifest.kind.to_owned(), manifest.namespace.clone(), manifest.name.clone());
        if unguarded.contains(&name) || parents(manifest).any(|parent| unguarded.contains(&parent)) {
            leads_nowhere(&mut manifest.root);
        }
    }
    kept
}

/// What a policy is for.
fn targets(policy: &Manifest) -> impl Iterator<Item = Name> {
    references(policy, "targetRefs")
        .filter_map(|target| Some((text(target, "kind")?, policy.namespace.clone(), text(target, "name")?)))
}

/// What a route is attached to.
fn parents(route: &Manifest) -> impl Iterator<Item = Name> {
    references(route, "parentRefs").filter_map(|parent| {
        let kind = text(parent, "kind").unwrap_or_else(|| "Gateway".to_owned());
        let namespace = text(parent, "namespace").unwrap_or_else(|| route.namespace.clone());
        Some((kind, namespace, text(parent, "name")?))
    })
}

fn references<'m>(manifest: &'m Manifest, list: &str) -> impl Iterator<Item = &'m Node> + use<'m> {
    let list = manifest.root.get("spec").and_then(|spec| spec.get(list));
    let items: &[Node] = match list.map(|list| &list.value) {
        Some(Value::List(items)) => items,
        Some(Value::Str(_) | Value::Int(_) | Value::Bool(_) | Value::Map(_)) | None => &[],
    };
    items.iter()
}

fn text(node: &Node, name: &str) -> Option<String> {
    match &node.get(name)?.value {
        Value::Str(text) => Some(text.clone().into_owned()),
        Value::Int(_) | Value::Bool(_) | Value::List(_) | Value::Map(_) => None,
    }
}

/// Takes backends and filters from every rule of a route: such a rule answers 500, by the specification.
fn leads_nowhere(node: &mut Node) {
    match &mut node.value {
        Value::Map(entries) => {
            let stays = |key: &Key| key != "backendRefs" && key != "filters";
            let kept = std::mem::take(entries).into_iter().filter(|(key, _)| stays(key));
            *entries = kept.collect();
            entries.iter_mut().for_each(|(_, below)| leads_nowhere(below));
        }
        Value::List(items) => items.iter_mut().for_each(leads_nowhere),
        Value::Str(_) | Value::Int(_) | Value::Bool(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::accepted;
    use crate::emit::{Manifest, Node, Value};
    use crate::options::Options;
    use crate::source::Set;

    fn manifest(kind: &'static str, api_version: &'static str, spec: Node) -> Manifest {
        let metadata = Node::map([("name", Node::str("web")), ("namespace", Node::str("shop"))]);
        let members =
            [("apiVersion", Node::str(api_version)), ("kind", Node::str(kind)), ("metadata", metadata), ("spec", spec)];
        let (namespace, name) = ("shop".to_owned(), "web".to_owned());
        Manifest { api_version, kind, namespace, name, origin: String::new(), root: Node::map(members) }
    }

    /// A route of the Gateway `edge`, and a policy that the check refuses for this target: what is left of the route's rules.
    fn left_of_rules(target: (&'static str, &'static str)) -> Vec<Option<Value>> {
        let backend = Node::map([("name", Node::str("web")), ("port", Node::int(80))]);
        let rules = Node::list([Node::map([("backendRefs", Node::list([backend]))])]);
        let parent = Node::map([("name", Node::str("edge"))]);
        let spec = Node::map([("parentRefs", Node::list([parent])), ("rules", rules)]);
        let route = manifest("HTTPRoute", "gateway.networking.k8s.io/v1", spec);
        let target = [("group", "gateway.networking.k8s.io"), ("kind", target.0), ("name", target.1)];
        let target = Node::map(target.map(|(name, text)| (name, Node::str(text))));
        let spec = Node::map([("targetRefs", Node::list([target])), ("nonsense", Node::bool(true))]);
        let policy = manifest("SecurityPolicy", "gateway.envoyproxy.io/v1alpha1", spec);
        let kept = accepted(vec![route, policy], &mut Set::default(), &Options::default());
        kept.iter()
            .map(|one| one.root.get("spec").and_then(|spec| spec.get("rules")).map(|rules| rules.value.clone()))
            .collect()
    }

    #[test]
    fn a_route_whose_policy_is_refused_leads_nowhere() {
        let nowhere = vec![Some(Value::List(Box::new([Node::map([])])))];
        assert_eq!(left_of_rules(("HTTPRoute", "web")), nowhere);
        assert_eq!(left_of_rules(("Gateway", "edge")), nowhere, "every route of the Gateway");
        assert_ne!(left_of_rules(("HTTPRoute", "other")), nowhere);
        assert_ne!(left_of_rules(("Gateway", "other")), nowhere);
    }
}
