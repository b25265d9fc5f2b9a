//! What crosses the boundary between the engine and whatever understands a vendor.
//!
//! A source (the engine itself for plain Ingress, a plugin for every vendor) reads objects and answers with a
//! [`Table`]: listeners, and rules in the order in which the source decides. It names what it read by [`FactId`] and
//! never by file or line. Nothing here does IO; everything is data that serde can write.

pub mod action;
pub mod fact;
pub mod finding;
pub mod listener;
pub mod predicate;
pub mod rule;
pub mod step;
pub mod want;

pub use action::{Action, Backend, Redirect, Response};
pub use fact::{FactId, ObjectId, ObjectRef};
pub use finding::{Finding, Severity};
pub use listener::{Certificate, Listener, ListenerId, Protocol};
pub use predicate::{Anchoring, Atom, Dialect, Expr, HostMatch, PathMatch, Regex, Scheme, StringMatch, WildcardDepth};
pub use rule::{Rule, RuleId, Table};
pub use step::{HeaderChange, PathRewrite, Sourced, Step};
pub use want::{OnLoss, Want};
