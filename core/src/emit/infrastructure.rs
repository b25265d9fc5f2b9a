//! What do Gateways say of the program that runs for them, in an object of the target's own?

use super::gateway::{metadata, object, origin, printed};
use super::layout::{HolderKind, Plan};
use super::node::{Manifest, Node, Value};
use super::policy::members;
use crate::source::Set;
use crate::target::{Attach, Part};
use crate::translate::Translated;
use gatewright_contract::collections::{Arrange, SortedMap};
use gatewright_contract::{FactId, Sourced};

/// The object of each Gateway that has one, by its place among the holders.
#[derive(Default)]
pub(super) struct Infrastructure {
    named: SortedMap<usize, Named>,
}

struct Named {
    name: String,
    parts: Vec<Sourced<Part>>,
}

impl Infrastructure {
    /// Those of all Gateways.
    pub(super) fn of(plan: &mut Plan, translated: &Translated) -> Infrastructure {
        let mut named = SortedMap::new();
        for (at, holder) in plan.holders.iter().enumerate() {
            let parts = translated.gateways.get(&holder.key).map(|gateway| gateway.parts.as_slice());
            let mut parts: Vec<Sourced<Part>> =
                parts.unwrap_or_default().iter().filter(|part| is_here(part)).cloned().collect();
            parts.arrange_by(|one, other| one.value.cmp(&other.value));
            let Some(first) =
                parts.first().filter(|_| holder.kind == HolderKind::Gateway && !holder.listeners.is_empty())
            else {
                continue;
            };
            let name = plan.names.take(first.value.policy.kind, &holder.namespace, &holder.name);
            named.insert(at, Named { name, parts });
        }
        Infrastructure { named }
    }

    /// `infrastructure` of a Gateway.
    pub(super) fn reference(&self, holder: usize) -> Option<Node> {
        let Named { name, parts } = self.named.get(&holder)?;
        let policy = parts.first()?.value.policy;
        let group = policy.api_version.split('/').next().unwrap_or_default();
        let reference = Node::map([
            ("group", Node::str(group)),
            ("kind", Node::str(policy.kind)),
            ("name", Node::str(name.clone())),
        ]);
        Some(Node::map([("parametersRef", reference)]).because(&facts(parts)))
    }

    /// The objects, by namespace and name.
    pub(super) fn manifests(self, plan: &Plan, set: &Set) -> Vec<Manifest> {
        let mut manifests = Vec::with_capacity(self.named.len());
        for (at, Named { name, parts }) in self.named {
            let (Some(holder), Some(first)) = (plan.holders.get(at), parts.first()) else { continue };
            let policy = first.value.policy;
            let facts = facts(&parts);
            let spec: Node = Value::Map(members(parts, &holder.namespace).into_boxed_slice()).into();
            let metadata = metadata(&name, printed(&holder.namespace, set), &SortedMap::new());
            manifests.push(Manifest {
                api_version: policy.api_version,
                kind: policy.kind,
                namespace: holder.namespace.clone(),
                origin: origin(holder),
                root: object((policy.api_version, policy.kind), metadata, spec).because(&facts),
                name,
            });
        }
        manifests.arrange_by(|one, other| (&one.namespace, &one.name).cmp(&(&other.namespace, &other.name)));
        manifests
    }
}

/// Whether a part is said of the program, not of what comes through it.
pub(super) fn is_here(part: &Sourced<Part>) -> bool {
    part.value.policy.on == Attach::Infrastructure
}

fn facts(parts: &[Sourced<Part>]) -> Vec<FactId> {
    parts.iter().flat_map(|part| part.from.iter().copied()).collect()
}
