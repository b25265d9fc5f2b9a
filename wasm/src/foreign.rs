//! A plugin that JavaScript runs: what crosses is text, and every text is held against the contract.

use crate::Failure;
use crate::docs::elsewhere;
use gatewright_contract::{Fault, Manifest, Plugin, Request, Response, SimRequest, SimResponse};
use gatewright_plugin_host::{described, translated};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A loaded plugin of the package: three functions from text to text.
    pub type Guest;

    #[wasm_bindgen(method, catch)]
    fn describe(this: &Guest) -> Result<String, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn translate(this: &Guest, request: &str) -> Result<String, JsValue>;
}

/// A plugin and what it said of itself.
pub(crate) struct Foreign {
    guest: Guest,
    manifest: Manifest,
}

impl Foreign {
    /// Asks a plugin what it is.
    pub(crate) fn load(guest: Guest) -> Result<Foreign, Failure> {
        let text = guest.describe().map_err(|error| Failure::plugin(message(&error)))?;
        let wrong = |why| Failure::plugin(format!("its manifest is wrong: {why}"));
        let manifest = described(&text).map_err(wrong)?;
        Ok(Foreign { guest, manifest })
    }
}

impl Plugin for Foreign {
    fn describe(&self) -> Manifest {
        self.manifest.clone()
    }

    fn translate(&self, request: &Request) -> Result<Response, Fault> {
        let request = request.letter(self.manifest.facts).map_err(|error| Fault::new(error.to_string()))?;
        translated(&self.guest.translate(&request).map_err(|error| Fault::new(message(&error)))?)
    }

    fn simulate(&self, _: &SimRequest) -> Result<SimResponse, Fault> {
        Err(elsewhere())
    }
}

/// What a thrown value says.
fn message(error: &JsValue) -> String {
    let said = js_sys::Reflect::get(error, &JsValue::from_str("message")).ok().and_then(|message| message.as_string());
    said.or_else(|| error.as_string()).unwrap_or_else(|| "it failed and said nothing".to_owned())
}
