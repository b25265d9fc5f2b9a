//! What would the Gateway API answer, and is it what was answered before?
//!
//! [`Model`] reads printed objects and answers requests as the specification has it. [`plain`] answers as the
//! documentation of Ingress has it. [`compare::same`] says in what two answers differ, and [`Findings`] which findings
//! said so. Nothing here shares code with the translation.

mod account;
mod announce;
mod before;
mod brief;
mod check;
pub mod compare;
pub mod expr;
mod host;
mod model;
mod pattern;
mod place;
pub mod plain;
mod probe;
mod request;
mod rows;
pub mod source;
mod traced;
mod traits;
mod tree;
pub mod written;

pub use account::{Account, Announcement, Counts};
pub use announce::{Announced, Findings};
pub use brief::{Brief, Services, Told};
pub use check::{Asked, Check, trace};
pub use model::Model;
pub use probe::{Probes, probes};
pub use rows::{Row, rows};
pub use traced::{Deciders, Traced};
pub use traits::{FallThrough, HeaderValues, Paths, RegexRank, Traits};
