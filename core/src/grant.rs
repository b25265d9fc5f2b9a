//! Which wants can be granted, and what becomes of rules whose wants cannot.

mod affinity;
mod answer;
mod auth;
pub(crate) mod cors;
mod extras;
mod gateway;
mod literal;
mod note;
mod objects;
mod patch;
mod redirect;
mod seat;
mod settle;
mod standard;
mod told;
mod words;

#[cfg(test)]
mod tests;

/// How long a time is, as the Gateway API writes it.
pub mod timeouts;

mod retry;

pub use extras::{AuthFilter, Extras, Field, Placed, RouteRetry, RouteTimeouts, SessionPersistence};
pub(crate) use note::note;
pub use settle::grant;
pub use told::{Remark, Settled};

use crate::options::{Channel, GatewayApi, Options, RawPatches};
use crate::target::{DirectResponse, Part, Profile};
use gatewright_contract::collections::SortedMap;
use gatewright_contract::{FactId, Finding, RuleId, Sourced, Step, Table, Want};
use std::sync::Arc;

/// A table in which every want is settled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Granted {
    /// The table; a closed rule keeps its place and its predicate, has no steps, and responds.
    pub table: Table,
    /// Why a rule is closed.
    pub closed: SortedMap<RuleId, Closed>,
    /// What rules get beyond routing.
    pub extras: SortedMap<RuleId, Extras>,
    /// What gateways get as a whole, by key: parts of policies for their listeners.
    pub gateways: SortedMap<String, Vec<Sourced<Part>>>,
    /// What a person should know.
    pub findings: Vec<Finding>,
    /// What became of facts.
    pub settled: Vec<Settled>,
    /// What must be said of findings that the source made.
    pub remarks: Vec<Remark>,
}

/// Why a rule is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Closed {
    /// The facts that could not be granted.
    pub because: Vec<FactId>,
}

/// How a want is granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Grant {
    /// It asks for nothing that is not done anyway.
    Unasked,
    /// A field of the route's rule says it, or nearly.
    Field(Field, Option<Shortfall>),
    /// Objects of the Gateway API beside the route say it; what they cannot is said when they are made.
    Beside,
    /// The target's own filters and objects say it, or nearly.
    Own(Option<Shortfall>),
    /// A step more on the way says it, or nearly; its values are written as the target reads them.
    Step(Step, Option<Shortfall>),
    /// Policies of the target's own say it, or nearly.
    Policy(Vec<Part>, Option<Shortfall>),
    /// Nothing does.
    Refused(Shortfall),
}

/// What a grant does not reach.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shortfall {
    /// What differs, or why nothing can be done.
    pub why: Arc<str>,
    /// What to do.
    pub advice: Arc<str>,
}

impl Shortfall {
    /// Why, and what to do.
    pub fn new(why: String, advice: &str) -> Shortfall {
        Shortfall { why: why.into(), advice: advice.into() }
    }

    /// The same, naming the targets that keep what this one does not.
    fn kept_by(self, targets: &[&str]) -> Shortfall {
        if targets.is_empty() {
            return self;
        }
        let named: Vec<String> = targets.iter().map(|target| format!("`--target {target}`")).collect();
        Shortfall { advice: format!("{}; {} keeps it", self.advice, named.join(" or ")).into(), ..self }
    }
}

/// What the output is written for.
#[derive(Clone, Copy, Debug)]
pub struct Edition<'o> {
    /// The implementation.
    pub profile: &'o Profile,
    /// The Gateway API release.
    pub release: GatewayApi,
    /// Its channel.
    pub channel: Channel,
    /// Whether raw patches may be written.
    pub raw: RawPatches,
}

impl<'o> Edition<'o> {
    /// As the options say.
    pub fn of(options: &'o Options) -> Edition<'o> {
        Edition {
            profile: &options.target,
            release: options.gateway_api,
            channel: options.channel,
            raw: options.raw_patches,
        }
    }

    /// The same without raw patches.
    pub fn typed(self) -> Edition<'o> {
        Edition { raw: RawPatches::Never, ..self }
    }
}

/// How a want is granted: by the target's own ways, else by objects beside the route, else by fields of its rule.
pub fn grants(want: &Want, edition: Edition<'_>) -> Grant {
    let own = (edition.profile.own.grants)(want, edition).or_else(|| objects::grants(want, edition));
    own.unwrap_or_else(|| standard::grants(want, edition))
}

/// What a closed rule answers where the target can answer at all.
const FORBIDDEN: u16 = 403;
/// What a rule without backends answers, by the specification.
const NO_BACKEND: u16 = 500;

impl Profile {
    /// The status of a request that a closed rule takes.
    pub fn closed_status(&self) -> u16 {
        match self.direct_response {
            DirectResponse::Yes => FORBIDDEN,
            DirectResponse::No => NO_BACKEND,
        }
    }
}
