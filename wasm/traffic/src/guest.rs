//! A plugin that JavaScript runs, asked what it answered.

use gatewright_contract::{Fault, SimRequest, SimResponse};
use gatewright_plugin_host::simulated;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A loaded plugin of the package.
    pub type Guest;

    #[wasm_bindgen(method, catch)]
    fn simulate(this: &Guest, request: &str) -> Result<String, JsValue>;
}

/// Asks; the answer is held against the contract.
pub(crate) fn ask(guest: &Guest, request: &SimRequest) -> Result<SimResponse, Fault> {
    let asked = serde_json::to_string(request).map_err(|error| Fault::new(error.to_string()))?;
    simulated(&guest.simulate(&asked).map_err(|error| Fault::new(message(&error)))?, request)
}

/// What a thrown value says.
fn message(error: &JsValue) -> String {
    let said = js_sys::Reflect::get(error, &JsValue::from_str("message")).ok().and_then(|message| message.as_string());
    said.or_else(|| error.as_string()).unwrap_or_else(|| "it failed and said nothing".to_owned())
}
