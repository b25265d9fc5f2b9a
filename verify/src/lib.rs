//! What would the Gateway API answer, and is it what was answered before?
//!
//! [`Model`] reads printed objects and answers requests as the specification has it. [`plain`] answers as the
//! documentation of Ingress has it. [`compare::same`] says in what two answers differ, and [`Findings`] which findings
//! said so. Nothing here shares code with the translation.

mod announce;
pub mod compare;
pub mod expr;
mod host;
mod model;
mod pattern;
mod place;
pub mod plain;
mod probe;
mod request;
pub mod source;
mod traits;
mod tree;

pub use announce::{Announced, Findings};
pub use model::Model;
pub use probe::{Probes, probes};
pub use traits::{FallThrough, HeaderValues, Paths, RegexRank, Traits};
