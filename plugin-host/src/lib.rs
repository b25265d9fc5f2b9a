//! Loads plugins from `.wasm` files, metered and walled in.
//!
//! A plugin is a WebAssembly component of the world in `contract/wit`, or the bare core module of one. It imports
//! nothing, so it sees no file, clock, network or chance. Each call runs in an instance of its own with fuel, a
//! deadline and limits of memory, stack and answer that grow with the request. A plugin that breaks one gets a
//! [`gatewright_contract::Fault`]; a file that is no plugin gets a [`HostError`].

mod binary;
mod budget;
mod cache;
mod call;
mod clock;
mod error;
mod host;
mod image;
mod letter;
mod lift;
mod loaded;
mod manifest;
mod plain;

pub use budget::Budget;
pub use error::HostError;
pub use host::{Host, component};
pub use loaded::{Loaded, Measured};
pub use plain::readable;
