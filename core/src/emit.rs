//! Gateway API objects as text.

mod certificates;
mod extension;
mod extras;
mod filter;
mod gateway;
mod grants;
mod layout;
mod names;
mod node;
mod reach;
mod route;
mod share;
pub mod write;

pub use node::{Key, Manifest, Node, Value};

use crate::lower::Route;
use crate::options::Options;
use crate::source::Set;
use crate::translate::Translated;
use extension::Extensions;

/// Makes the objects, in the order they are printed: Gateways, ListenerSets, ReferenceGrants, routes, objects
/// of the target's own.
pub fn emit(translated: &Translated, routes: Vec<Route>, set: &mut Set, options: &Options) -> Vec<Manifest> {
    let mut plan = layout::plan(translated, &routes, set, options);
    let mut manifests = gateway::holders(&plan, set);
    manifests
        .sort_by(|one, other| (one.kind, &one.namespace, &one.name).cmp(&(other.kind, &other.namespace, &other.name)));
    manifests.extend(grants::grants(&mut plan, &routes, set));
    plan.forget_listeners();
    let extensions = Extensions::of(&routes, &mut plan.names, (set, options));
    manifests.extend(route::routes(routes, (&mut plan, &extensions), (translated, set)));
    manifests.extend(extensions.manifests(set));
    manifests
}
