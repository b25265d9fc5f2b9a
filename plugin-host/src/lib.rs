//! Loads plugins from `.wasm` files, metered and walled in.
//!
//! A plugin is a WebAssembly component of the world in `contract/wit`, or the bare core module of one. It imports
//! nothing, so it sees no file, clock, network or chance. Each call runs in an instance of its own with fuel, a
//! deadline and limits of memory, stack and answer that grow with the request. A plugin that breaks one gets a
//! [`gatewright_contract::Fault`]; a file that is no plugin gets a [`HostError`].

#[cfg(feature = "native")]
mod binary;
#[cfg(feature = "native")]
mod budget;
#[cfg(feature = "native")]
mod cache;
#[cfg(feature = "native")]
mod call;
#[cfg(feature = "native")]
mod clock;
#[cfg(feature = "native")]
mod error;
#[cfg(feature = "native")]
mod host;
#[cfg(feature = "native")]
mod image;
mod letter;
#[cfg(feature = "native")]
mod lift;
#[cfg(feature = "native")]
mod loaded;
mod manifest;
mod plain;
mod said;

#[cfg(feature = "native")]
pub use budget::Budget;
#[cfg(feature = "native")]
pub use error::HostError;
#[cfg(feature = "native")]
pub use host::{Host, component};
#[cfg(feature = "native")]
pub use loaded::{Loaded, Measured};
pub use plain::readable;
pub use said::{described, simulated, translated};
