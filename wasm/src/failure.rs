//! What can go wrong between JavaScript and the engine? Each failure has a stable code.

use crate::crossing::given;
use serde::Serialize;
use std::fmt;
use wasm_bindgen::JsValue;

/// A failure as it crosses to JavaScript: `{code, message}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// Stable, `engine/slug`.
    pub code: &'static str,
    /// One line for a person.
    pub message: String,
}

impl Failure {
    /// What was passed is not of the type that the declarations ask for.
    pub fn argument(why: impl fmt::Display) -> Failure {
        Failure { code: "engine/bad-argument", message: why.to_string() }
    }

    /// An option has a value that is none of its choices.
    pub fn option(why: impl fmt::Display) -> Failure {
        Failure { code: "engine/bad-option", message: why.to_string() }
    }

    /// A file that is no plugin.
    pub fn plugin(why: impl fmt::Display) -> Failure {
        Failure { code: "engine/bad-plugin", message: why.to_string() }
    }

    /// A question about a conversion, where none was made.
    pub fn nothing_open() -> Failure {
        Failure { code: "engine/nothing-open", message: "no conversion is open; call `open` first".to_owned() }
    }
}

impl From<Failure> for JsValue {
    fn from(failure: Failure) -> JsValue {
        given(&failure).unwrap_or_else(|thrown| thrown)
    }
}
