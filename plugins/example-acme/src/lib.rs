//! A Gatewright plugin: the annotations of `acme.example`.
//!
//! Each feature is a file in `features` and a document beside it.

pub mod features;

use gatewright_plugin_sdk::{Annotations, export};

/// The plugin.
pub const PLUGIN: Annotations = Annotations {
    id: "example-acme",
    version: env!("CARGO_PKG_VERSION"),
    title: "The annotations of acme.example",
    prefix: "acme.example",
    features: features::ALL,
};

export!(PLUGIN);

#[cfg(test)]
mod tests {
    use crate::PLUGIN;
    use gatewright_plugin_sdk::testing::{self, Case, Mismatch};

    #[test]
    fn the_manifest_is_sound() -> Result<(), Mismatch> {
        testing::manifest(&PLUGIN)
    }

    #[test]
    fn every_example_holds() -> Result<(), Mismatch> {
        testing::examples(&PLUGIN)
    }

    #[test]
    fn a_slip_in_a_name_is_named() {
        let answer = Case::annotated(&[("acme.example/request-haeders", "X-Team: shop")]).answer(&PLUGIN).unwrap();
        assert!(answer.contains("acme.example/request-haeders: invalid"), "{answer}");
        assert!(answer.contains("did you mean `acme.example/request-headers`?"), "{answer}");
    }
}
