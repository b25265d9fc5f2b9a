//! Raw patches of the configuration that is made for Gateways: one object for each Gateway, each patch once.

use super::gateway::{metadata, object, origin, printed};
use super::layout::{Ending, Holder, HolderKind, Plan, attached};
use super::node::{Manifest, Node};
use super::reach::At;
use crate::lower::Route;
use crate::source::Set;
use crate::target::{Attach, Listening, Part, PolicyKind, Raw};
use gatewright_contract::collections::{Arrange, SortedMap};
use gatewright_contract::{FactId, Severity};

/// Patches that one object holds: more than a few thousand would be more than the API server stores.
const MOST: usize = 1000;

/// Every patch that is asked for.
pub(super) struct Patches {
    raw: Option<&'static Raw>,
    asked: SortedMap<usize, SortedMap<Patch, Vec<FactId>>>,
}

/// A kind of policy, the name of a configuration, and what is done with it.
type Patch = (&'static PolicyKind, String, Node);

impl Patches {
    /// None yet.
    pub(super) fn new(raw: Option<&'static Raw>) -> Patches {
        Patches { raw, asked: SortedMap::new() }
    }

    /// Notes what the rules of a route ask for, on each listener it is attached to.
    pub(super) fn attach(&mut self, route: &Route, plan: &Plan) {
        let Some(raw) = self.raw else { return };
        let all = route.rules.iter().filter_map(|rule| rule.extras.as_ref()).flat_map(|extras| &extras.parts);
        let mut asked = all.filter(|part| part.value.policy.on == Attach::Configuration).peekable();
        if asked.peek().is_none() {
            return;
        }
        let names: Vec<(usize, String)> =
            attached(plan, route).into_iter().filter_map(|at| named(plan, at, raw)).collect();
        for part in asked {
            let Part { policy, value, .. } = &part.value;
            for (gateway, name) in &names {
                let patches = self.asked.entry(*gateway).or_default();
                let from = patches.entry((policy, name.clone(), value.clone())).or_default();
                from.extend_from_slice(&part.from);
            }
        }
    }

    /// The objects, by namespace and name. Each is said to be raw.
    pub(super) fn manifests(self, plan: &mut Plan, set: &mut Set) -> Vec<Manifest> {
        let Some(raw) = self.raw else { return Vec::new() };
        let mut manifests = Vec::new();
        for (at, patches) in self.asked {
            let Some(holder) = plan.holders.get(at) else { continue };
            let patches: Vec<(Patch, Vec<FactId>)> = patches.into_iter().collect();
            for patches in patches.chunks(MOST) {
                let Some(((kind, _, _), from)) = patches.first() else { continue };
                let name = plan.names.take(kind.kind, &holder.namespace, &holder.name);
                let text = format!(
                    "{} {}/{name} patches what is made of Gateway {}, because --allow-raw says so",
                    kind.kind, holder.namespace, holder.name
                );
                let help = "see --notes for what the installation must allow, and look at its status after every upgrade: no \
                            release promises that such patches fit the next one";
                set.ledger.say(Severity::Warning, "core/raw-patch", from.get(..1).unwrap_or_default(), (text, help));
                manifests.push(manifest((kind, name), (holder, patches), raw, set));
            }
        }
        manifests.arrange_by(|one, other| (&one.namespace, &one.name).cmp(&(&other.namespace, &other.name)));
        manifests
    }
}

fn manifest(
    (kind, name): (&'static PolicyKind, String),
    (holder, patches): (&Holder, &[(Patch, Vec<FactId>)]),
    raw: &Raw,
    set: &Set,
) -> Manifest {
    let facts: Vec<FactId> = patches.iter().flat_map(|(_, from)| from).copied().collect();
    let each =
        patches.iter().map(|((_, configuration, patch), from)| (configuration.clone(), patch.clone().because(from)));
    let spec = (raw.spec)(&holder.name, each.collect());
    let metadata = metadata(&name, printed(&holder.namespace, set), &SortedMap::new());
    Manifest {
        api_version: kind.api_version,
        kind: kind.kind,
        namespace: holder.namespace.clone(),
        origin: format!("{}: RAW PATCHES, because of --allow-raw", origin(holder)),
        root: object((kind.api_version, kind.kind), metadata, spec).because(&facts),
        name,
    }
}

/// The Gateway of a listener, and the name of what is made of the listener.
fn named(plan: &Plan, (at, index): At, raw: &Raw) -> Option<(usize, String)> {
    let holder = plan.holders.get(at)?;
    let listener = holder.listeners.get(index)?;
    let (gateway, set) = match &holder.kind {
        HolderKind::Gateway => (at, None),
        HolderKind::ListenerSet { gateway, namespace } => {
            let is_it = |other: &Holder| {
                other.kind == HolderKind::Gateway && (&other.namespace, &other.name) == (namespace, gateway)
            };
            (plan.holders.iter().position(is_it)?, Some((holder.namespace.as_str(), holder.name.as_str())))
        }
    };
    let of = plan.holders.get(gateway)?;
    let first_plain = match listener.ending {
        Ending::Http => of.listeners.iter().find(|one| one.ending == Ending::Http && one.port == listener.port),
        Ending::Https => None,
        Ending::Passthrough => return None,
    };
    let first_plain = first_plain.map(|first| first.name.as_str());
    let listening = Listening { gateway: (&of.namespace, &of.name), set, name: &listener.name, first_plain };
    Some((gateway, (raw.configuration)(&listening)))
}
