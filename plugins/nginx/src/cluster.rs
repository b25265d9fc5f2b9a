//! All Ingresses as the controller merged them: servers, one for each host, with locations, one for each path.

mod build;
mod canary;
mod host;
mod location;
mod server;

pub use build::build;
pub use canary::{CanaryOf, canaries};
pub use host::{Host, HostProblem};
pub use location::{Kind, Location};
pub use server::{Cluster, Server};

use crate::effects::Effects;
use crate::site::Site;
use gatewright_plugin_sdk::View;
use gatewright_plugin_sdk::contract::collections::Arrange;

/// An Ingress and what its annotations ask for.
#[derive(Clone, Debug)]
pub struct Member<'r> {
    /// The Ingress.
    pub site: Site<'r>,
    /// Its gateway.
    pub gateway: &'r str,
    /// What its annotations ask for.
    pub effects: Effects,
}

impl Member<'_> {
    /// Whether it has paths of its own.
    pub fn serves(&self) -> bool {
        self.effects.dropped.is_none() && self.effects.canary.is_none()
    }
}

/// Puts Ingresses into the order in which the controller asked them: the oldest first, and of equally old ones the one
/// whose `namespace/name` sorts last.
pub fn by_age(ingresses: &mut [View<'_>]) {
    ingresses.arrange_by(|one, other| age(one).cmp(&age(other)).then_with(|| key(other).cmp(key(one))));
}

/// When it was made; one that does not say was made last.
fn age<'r>(view: &View<'r>) -> (bool, Option<&'r str>) {
    let created = view.created();
    (created.is_none(), created)
}

/// `namespace/name`.
fn key<'r>(view: &View<'r>) -> impl Iterator<Item = u8> + use<'r> {
    view.namespace().bytes().chain([b'/']).chain(view.name().bytes())
}

/// The Ingresses, with what their annotations ask for.
pub fn members<'r>(sites: &[Site<'r>], effects: Vec<Effects>) -> Vec<Member<'r>> {
    let gateway = |site: &Site<'r>| site.view().gateway().unwrap_or_default();
    sites.iter().zip(effects).map(|(site, effects)| Member { site: *site, gateway: gateway(site), effects }).collect()
}
