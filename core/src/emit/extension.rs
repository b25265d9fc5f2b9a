//! Objects of the target's own that rules ask for: each once in a namespace, however many rules ask.

use super::gateway::{metadata, object, printed};
use super::layout::namespace_of;
use super::names::Names;
use super::node::{Manifest, Node};
use super::stand_in::StandIns;
use crate::lower::{Route, RouteRule};
use crate::options::Options;
use crate::source::Set;
use crate::target::{Extension, Naming, Own};
use gatewright_contract::collections::{Arrange, SortedMap};
use gatewright_contract::{FactId, ObjectId};

/// What tells objects apart: namespace, API version, kind and content.
type Key = (String, &'static str, &'static str, Node);

/// Every object that is asked for.
pub(super) struct Extensions {
    own: &'static Own,
    /// What routes refer to in place of Services.
    pub(super) stand_ins: StandIns,
    named: SortedMap<Key, Named>,
}

/// An object and its name.
struct Named {
    name: String,
    from: Vec<FactId>,
    /// The object of the input whose route asked first.
    object: ObjectId,
}

impl Extensions {
    /// What the rules of all routes ask for.
    pub(super) fn of(
        routes: &[Route],
        stand_ins: StandIns,
        (names, set): (&mut Names, &Set),
        options: &Options,
    ) -> Extensions {
        let mut extensions = Extensions { own: options.target.own, stand_ins, named: SortedMap::new() };
        for route in routes {
            let Some(namespace) = namespace_of(route, set) else { continue };
            for extension in route.rules.iter().flat_map(|rule| (extensions.own.filters)(rule)) {
                let key = (namespace.clone(), extension.api_version, extension.kind, extension.spec);
                let named = extensions.named.entry(key).or_insert_with(|| {
                    let wanted = match &extension.naming {
                        Naming::Plain(name) => name.clone(),
                        Naming::AfterRoute(behind) => format!("{}-{behind}", named_after(route, set)),
                    };
                    let name = names.take(extension.kind, &namespace, &wanted);
                    Named { name, from: Vec::new(), object: route.object }
                });
                named.from.extend(extension.from);
            }
        }
        extensions
    }

    /// The filters of a rule that refer to such objects.
    pub(super) fn filters(&self, rule: &RouteRule, namespace: &str) -> Vec<Node> {
        let asked = (self.own.filters)(rule);
        asked.into_iter().filter_map(|extension| self.filter(extension, namespace)).collect()
    }

    fn filter(&self, Extension { api_version, kind, spec, from, .. }: Extension, namespace: &str) -> Option<Node> {
        let named = self.named.get(&(namespace.to_owned(), api_version, kind, spec))?;
        let (group, _) = api_version.split_once('/')?;
        let reference = Node::map([
            ("group", Node::str(group)),
            ("kind", Node::str(kind)),
            ("name", Node::str(named.name.clone())),
        ]);
        Some(Node::map([("type", Node::str("ExtensionRef")), ("extensionRef", reference)]).because(&from))
    }

    /// The objects, by kind, namespace and name.
    pub(super) fn manifests(self, set: &Set) -> Vec<Manifest> {
        let mut manifests: Vec<Manifest> = Vec::with_capacity(self.named.len());
        for ((namespace, api_version, kind, spec), Named { name, from, object: asking }) in self.named {
            let metadata = metadata(&name, printed(&namespace, set), &SortedMap::new());
            manifests.push(Manifest {
                api_version,
                kind,
                origin: format!("Ingress {}", set.ledger.name(asking)),
                root: object((api_version, kind), metadata, spec).because(&from),
                namespace,
                name,
            });
        }
        manifests.extend(self.stand_ins.manifests(set));
        manifests.arrange_by(|one, other| {
            (one.kind, &one.namespace, &one.name).cmp(&(other.kind, &other.namespace, &other.name))
        });
        manifests
    }
}

/// The name of the object a route is made of.
pub(super) fn named_after(route: &Route, set: &Set) -> String {
    let record = set.ledger.objects.get(route.object.0 as usize);
    record.and_then(|record| record.reference.name.clone()).unwrap_or_else(|| "route".to_owned())
}
