//! How does a plugin's own crate test it? Manifests in, the answer as text out, without the engine.
//!
//! ```
//! use gatewright_plugin_sdk::testing::Case;
//! # use gatewright_plugin_sdk::Annotations;
//! # const PLUGIN: Annotations =
//! #     Annotations { id: "acme", version: "1.0.0", title: "", prefix: "acme.example", features: &[] };
//! let answer = Case::annotated(&[("acme.example/unheard", "yes")]).answer(&PLUGIN).unwrap();
//! assert!(answer.contains("acme.example/unheard: invalid"));
//! ```

mod case;
mod page;

pub use crate::example::Mismatch;
pub use case::Case;

use crate::example::{self, Example, Part};
use gatewright_contract::{Manifest, Plugin, Role};

/// Holds every example of every feature's document against what the plugin answers, and every feature to having one.
///
/// Blocks called `output` and `report` are the engine's to check: `gatewright plugin check` does.
pub fn examples(plugin: &dyn Plugin) -> Result<(), Mismatch> {
    for feature in plugin.describe().features {
        let within = |error: Mismatch| Mismatch::new(format!("feature {}, {error}", feature.name));
        let examples = example::examples(&feature.doc).map_err(within)?;
        if examples.is_empty() {
            return Err(Mismatch::new(format!("feature {}: its document shows no example", feature.name)));
        }
        for example in &examples {
            check(plugin, example).map_err(within)?;
        }
    }
    Ok(())
}

fn check(plugin: &dyn Plugin, example: &Example) -> Result<(), Mismatch> {
    let answer = Case::new(&example.input).answer(plugin)?;
    for shown in example.shows.iter().filter(|shown| shown.part == Part::Answer) {
        shown.holds_in(&answer)?;
    }
    Ok(())
}

/// Whether a host would take a manifest: its names, its prefixes, and a document for every key.
pub fn manifest(plugin: &dyn Plugin) -> Result<(), Mismatch> {
    let manifest = plugin.describe();
    let wrong = |why: String| Err(Mismatch::new(why));
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if manifest.id.is_empty() || !manifest.id.chars().all(plain) {
        return wrong(format!("the id `{}` must be lower-case letters, digits and `-`", manifest.id));
    }
    if manifest.role == Role::Annotations && manifest.claims.prefixes.is_empty() {
        return wrong("a plugin of annotations must claim a prefix".to_owned());
    }
    if let Some(prefix) = manifest.claims.prefixes.iter().find(|prefix| prefix.is_empty() || prefix.contains('/')) {
        return wrong(format!("`{prefix}` is no prefix: it is what stands before the `/`, such as `acme.example`"));
    }
    keys(&manifest)
}

fn keys(manifest: &Manifest) -> Result<(), Mismatch> {
    let mut seen = gatewright_contract::collections::SortedSet::new();
    for feature in &manifest.features {
        for key in &feature.keys {
            if !seen.insert(key.key.as_str()) {
                return Err(Mismatch::new(format!("two features own the key `{}`", key.key)));
            }
            if !feature.doc.contains(&key.key) {
                return Err(Mismatch::new(format!(
                    "the document of feature {} does not name its key `{}`",
                    feature.name, key.key
                )));
            }
        }
    }
    Ok(())
}
