//! The Gatewright engine: Kubernetes Ingress text in, Gateway API text and findings out. No IO, no clock, no threads.
//!
//! ```text
//! text -> yaml::Tree -> source::Set -> Table -> granted Table -> lower::Routes -> emit::Output
//!      parse        read         translate   grant           lower           emit + check
//! ```

mod accepted;
pub mod check;
mod convert;
pub mod diagnostic;
pub mod emit;
pub mod explain;
pub mod grant;
pub mod ide;
pub mod input;
pub mod lower;
pub mod options;
pub mod plugins;
pub mod report;
pub mod source;
mod stage;
pub mod target;
pub mod translate;
pub mod yaml;

pub use convert::convert;
pub use stage::{Stage, stage};
