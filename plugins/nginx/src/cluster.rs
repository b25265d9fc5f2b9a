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
use std::cmp::{Ordering, Reverse};

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

/// The Ingresses in the order in which the controller asked them: the oldest first, and of equally old ones the one whose
/// `namespace/name` sorts last.
pub fn members<'r>(sites: &[Site<'r>], effects: Vec<Effects>) -> Vec<Member<'r>> {
    let mut members: Vec<Member<'r>> = sites
        .iter()
        .zip(effects)
        .map(|(site, effects)| Member { site: *site, gateway: site.view().gateway().unwrap_or_default(), effects })
        .collect();
    members.sort_by(|one, other| age(&one.site, &other.site));
    members
}

fn age(one: &Site<'_>, other: &Site<'_>) -> Ordering {
    let key = |site: &Site<'_>| {
        let created = site.view().created().map(str::to_owned);
        (created.is_none(), created, Reverse(site.ingress.key()))
    };
    key(one).cmp(&key(other))
}
