//! What did ingress-nginx answer to a request? The crate is one model, and shares nothing with the translation.

mod model;

pub use model::simulate;

/// The plugin whose model it is.
pub const ID: &str = "nginx";
