//! What does a want say in a policy of a target's own?
//!
//! A target says it in parts: a kind of policy, a place in its `spec`, a value. Everything else is the same for all
//! targets: parts of one rule become one policy of a kind, a policy is for a whole route or for rules by their names,
//! and two parts that disagree are told before anything is made.

use crate::emit::Node;
use serde::Serialize;

/// A kind of policy that a target reads beside routes.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PolicyKind {
    /// `group/version`.
    pub api_version: &'static str,
    /// The kind.
    pub kind: &'static str,
    /// What it is for.
    pub on: Attach,
}

/// What a policy is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attach {
    /// A route, or rules of it by their names.
    Route,
    /// Gateways and ListenerSets, or listeners of either by their names.
    Listener,
    /// Gateways, or listeners of them by their names.
    GatewayListener,
    /// Nothing by itself: Gateways name it as what the program that runs for them is set to.
    Infrastructure,
    /// The configuration that is made for the listeners a rule is reached through: patches of it, by [`Raw`].
    Configuration,
}

impl Attach {
    /// Whether it is for all that comes through a listener, so that rules must agree about it.
    pub(crate) fn is_of_listeners(self) -> bool {
        match self {
            Attach::Listener | Attach::GatewayListener | Attach::Infrastructure => true,
            Attach::Route | Attach::Configuration => false,
        }
    }
}

/// How patches of the configuration that a target makes of its objects are written.
#[derive(Debug)]
pub struct Raw {
    /// The name of the configuration of a listener. Listeners may share one.
    pub configuration: fn(&Listening<'_>) -> String,
    /// The `spec` of the object with the patches for a Gateway of this name: each with the name of a configuration.
    pub spec: fn(&str, Vec<(String, Node)>) -> Node,
}

/// Where a listener stands.
#[derive(Clone, Copy, Debug)]
pub struct Listening<'p> {
    /// Namespace and name of its Gateway.
    pub gateway: (&'p str, &'p str),
    /// Namespace and name of the ListenerSet it is in, if it is in one.
    pub set: Option<(&'p str, &'p str)>,
    /// Its name.
    pub name: &'p str,
    /// The name of the first listener of the Gateway on the same port, where both are in clear text.
    pub first_plain: Option<&'p str>,
}

/// A part of a policy's `spec`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Part {
    /// The kind of policy.
    pub policy: &'static PolicyKind,
    /// Its place below `spec`, member by member.
    pub at: &'static [&'static str],
    /// What stands there, without facts. A reference to another namespace names it, also where that is the policy's own.
    pub value: Node,
    /// What it is about.
    pub concern: Concern,
    /// How many wants may say something there.
    pub room: Room,
}

/// What a part of a policy is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Concern {
    /// The request, whoever answers it.
    Request,
    /// The way to a backend: nothing where there is none.
    Backend,
}

/// How many values there is room for in one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Room {
    /// One.
    One,
    /// A list of at most so many.
    Many(usize),
}

impl Part {
    /// A part about requests, alone in its place.
    pub fn of_requests(policy: &'static PolicyKind, at: &'static [&'static str], value: Node) -> Part {
        Part { policy, at, value, concern: Concern::Request, room: Room::One }
    }

    /// A part about the way to a backend, alone in its place.
    pub fn of_backends(policy: &'static PolicyKind, at: &'static [&'static str], value: Node) -> Part {
        Part { concern: Concern::Backend, ..Part::of_requests(policy, at, value) }
    }

    /// The same as one of a list of at most so many.
    #[must_use]
    pub fn among(self, most: usize) -> Part {
        Part { room: Room::Many(most), ..self }
    }
}
