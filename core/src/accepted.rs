//! What of the output is printed? What the API server would accept; anything else is a bug, and is said to be one.
//!
//! A policy that is not printed may have been a guard, so the rules it was for lead nowhere then.

use crate::check;
use crate::emit::{Key, Manifest, Node, Value};
use crate::options::Options;
use crate::source::Set;
use gatewright_contract::{Finding, Severity};
use std::collections::BTreeSet;

/// Kind, namespace and name.
type Name = (String, String, String);

/// Keeps what would be accepted.
pub(crate) fn accepted(outputs: Vec<Manifest>, set: &mut Set, options: &Options) -> Vec<Manifest> {
    let mut kept = Vec::with_capacity(outputs.len());
    let mut unguarded: BTreeSet<Name> = BTreeSet::new();
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
        if unguarded.contains(&name) {
            leads_nowhere(&mut manifest.root);
        }
    }
    kept
}

/// What a policy is for.
fn targets(policy: &Manifest) -> impl Iterator<Item = Name> {
    let targets = policy.root.get("spec").and_then(|spec| spec.get("targetRefs"));
    let items: &[Node] = match targets.map(|targets| &targets.value) {
        Some(Value::List(items)) => items,
        Some(Value::Str(_) | Value::Int(_) | Value::Bool(_) | Value::Map(_)) | None => &[],
    };
    let text = |node: &Node, name: &str| match &node.get(name)?.value {
        Value::Str(text) => Some(text.clone().into_owned()),
        Value::Int(_) | Value::Bool(_) | Value::List(_) | Value::Map(_) => None,
    };
    items
        .iter()
        .filter_map(move |target| Some((text(target, "kind")?, policy.namespace.clone(), text(target, "name")?)))
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

    #[test]
    fn a_route_whose_policy_is_refused_leads_nowhere() {
        let backend = Node::map([("name", Node::str("web")), ("port", Node::int(80))]);
        let rules = Node::list([Node::map([("backendRefs", Node::list([backend]))])]);
        let route = manifest("HTTPRoute", "gateway.networking.k8s.io/v1", Node::map([("rules", rules)]));
        let target = [("group", "gateway.networking.k8s.io"), ("kind", "HTTPRoute"), ("name", "web")];
        let target = Node::map(target.map(|(name, text)| (name, Node::str(text))));
        let spec = Node::map([("targetRefs", Node::list([target])), ("nonsense", Node::bool(true))]);
        let policy = manifest("SecurityPolicy", "gateway.envoyproxy.io/v1alpha1", spec);
        let kept = accepted(vec![route, policy], &mut Set::default(), &Options::default());
        assert_eq!(kept.len(), 1);
        let rules = kept[0].root.get("spec").and_then(|spec| spec.get("rules")).map(|rules| rules.value.clone());
        assert_eq!(rules, Some(Value::List(Box::new([Node::map([])]))));
    }
}
