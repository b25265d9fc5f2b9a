//! What must the traffic check know of a conversion? It is a module of its own, and reads this letter.

use crate::Failure;
use gatewright_contract::{Manifest, Plugin};
use gatewright_core::ide::Desk;

/// The conversion as the models are told of it, and who took part; a JSON text.
///
/// # Errors
/// When it cannot be written down.
pub fn letter(desk: &Desk, plugins: &[&dyn Plugin]) -> Result<String, Failure> {
    let brief = gatewright_brief::of_conversion((&desk.input, &desk.options), (&desk.report, &desk.printed));
    let manifests: Vec<Manifest> =
        plugins.iter().map(|plugin| Manifest { features: Vec::new(), ..plugin.describe() }).collect();
    serde_json::to_string(&(brief, manifests)).map_err(Failure::argument)
}
