//! Would the API server accept this object? Asked of every output before it is printed.
//!
//! The facts come from the custom resource definitions of the Gateway API, as generated data ([`schema`], `generated`);
//! what those definitions say as expressions is written by hand in [`rules`], one function for each. The check reads
//! an object once, sees the defaults that the API server would add, and allocates nothing while all is well.

mod broken;
mod condition;
#[rustfmt::skip]
mod generated;
mod metadata;
mod path;
mod pattern;
mod quantity;
mod rules;
mod schema;
mod syntax;
#[cfg(test)]
mod tests;
mod unique;
mod view;
mod walk;

use crate::emit::Manifest;
use crate::options::{Channel, GatewayApi};
pub use broken::Broken;
pub use generated::pattern::Pattern;
pub use generated::rule::Rule;
use generated::served::SERVED;
use schema::Schema;
use std::fmt;
use walk::Walk;

/// One reason why an object would be refused.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// Where, as a JSON pointer; empty for the object itself.
    pub pointer: String,
    /// What does not hold.
    pub rule: Broken,
    /// The same for a person, on one line.
    pub message: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pointer = if self.pointer.is_empty() { "/" } else { &self.pointer };
        write!(f, "{pointer}: {}", self.message)
    }
}

/// A kind in one of its versions, and what it must look like in each release and channel.
struct Served {
    api_version: &'static str,
    kind: &'static str,
    /// In the order of [`edition`]; `None` where it is not served.
    schemas: [Option<&'static Schema>; 8],
}

/// Everything for which the API server of that release and channel would refuse the object; empty means it accepts it.
pub fn check(manifest: &Manifest, release: GatewayApi, channel: Channel) -> Vec<Violation> {
    let mut walk = Walk::default();
    match served(manifest, release, channel) {
        Ok(schema) => walk.object(manifest, schema),
        Err(message) => walk.report(&path::Path::Root, Broken::Served, message),
    }
    walk.found
}

fn served(manifest: &Manifest, release: GatewayApi, channel: Channel) -> Result<&'static Schema, String> {
    let entry = SERVED.iter().find(|entry| entry.kind == manifest.kind && entry.api_version == manifest.api_version);
    entry.and_then(|entry| *entry.schemas.get(edition(release, channel))?).ok_or_else(|| {
        format!(
            "{} {} is not served by Gateway API {}, {} channel",
            manifest.api_version,
            manifest.kind,
            release.name(),
            match channel {
                Channel::Standard => "standard",
                Channel::Experimental => "experimental",
            }
        )
    })
}

/// Whether a text is a DNS name in lower case.
pub(crate) fn is_subdomain(text: &str) -> bool {
    text.len() <= 253 && syntax::subdomain(text)
}

/// Index of a release and channel in [`Served::schemas`].
fn edition(release: GatewayApi, channel: Channel) -> usize {
    let release = match release {
        GatewayApi::V1_4 => 0,
        GatewayApi::V1_5 => 2,
        GatewayApi::V1_6 => 4,
        GatewayApi::V1_7 => 6,
    };
    match channel {
        Channel::Standard => release,
        Channel::Experimental => release + 1,
    }
}
