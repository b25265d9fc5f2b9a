//! How does a value cross between JavaScript and the engine?

use crate::Failure;
use gatewright_contract::Node;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

/// A value for JavaScript. By way of JSON, which the browser reads quicker than it takes objects member by member, and for
/// which the code is here already.
pub(crate) fn given<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    let text = serde_json::to_string(value).map_err(Failure::argument)?;
    js_sys::JSON::parse(&text)
}

/// A value of JavaScript; nothing said is as `{}`.
pub(crate) fn taken<T: DeserializeOwned>(value: JsValue) -> Result<T, Failure> {
    let value = if value.is_undefined() {
        Node::map::<&str>([])
    } else {
        serde_wasm_bindgen::from_value(value).map_err(Failure::argument)?
    };
    T::deserialize(&value).map_err(Failure::argument)
}
