//! Gateway API objects as text.

mod backend_tls;
mod certificates;
mod extension;
mod extras;
mod filter;
mod gateway;
mod grants;
mod grpc;
mod infrastructure;
mod layout;
mod names;
mod node;
mod passthrough;
mod patch;
mod policy;
mod reach;
mod route;
mod share;
mod stand_in;
#[cfg(test)]
mod tests;
pub mod write;

pub use node::{Key, Manifest, Node, Value};

use crate::lower::Route;
use crate::options::Options;
use crate::source::Set;
use crate::translate::Translated;
use extension::Extensions;
use gatewright_contract::collections::Arrange;
use infrastructure::Infrastructure;
use patch::Patches;
use policy::Policies;
use stand_in::StandIns;

/// Makes the objects, in the order they are printed: Gateways, ListenerSets, ReferenceGrants, routes, policies,
/// objects of the target's own.
pub fn emit(translated: &Translated, mut routes: Vec<Route>, set: &mut Set, options: &Options) -> Vec<Manifest> {
    let passes = passthrough::passes(&routes, set);
    routes.retain(|route| !passthrough::is_all(route));
    let mut plan = layout::plan(translated, (&routes, &passes), set, options);
    let kinds = grpc::kinds(&routes, &plan, set);
    let infrastructure = Infrastructure::of(&mut plan, translated);
    let mut manifests = gateway::holders(&plan, &infrastructure, set);
    manifests.arrange_by(|one, other| {
        (one.kind, &one.namespace, &one.name).cmp(&(other.kind, &other.namespace, &other.name))
    });
    let stand_ins = StandIns::of(&routes, &mut plan.names, (set, options));
    manifests.extend(grants::grants(&mut plan, (&routes, &kinds, &passes), (&stand_ins, set)));
    let tls_routes = passthrough::routes(&passes, &mut plan, (set, options));
    plan.forget_listeners();
    let backend_tls = backend_tls::policies(&routes, &stand_ins, (&mut plan.names, set));
    let extensions = Extensions::of(&routes, stand_ins, (&mut plan.names, set), options);
    let mut policies = Policies::default();
    let mut patches = Patches::new(options.target.own.raw);
    routes.iter().for_each(|route| patches.attach(route, &plan));
    manifests.extend(route::routes((routes, &kinds), (&mut plan, &extensions, &mut policies), (translated, set)));
    manifests.extend(tls_routes);
    manifests.extend(backend_tls);
    policies.attach_gateways(&plan, translated);
    manifests.extend(policies.manifests(&mut plan.names, set));
    manifests.extend(extensions.manifests(set));
    manifests.extend(infrastructure.manifests(&plan, set));
    manifests.extend(patches.manifests(&mut plan, set));
    manifests
}
