//! The contract as JSON Schema, for whoever writes a plugin in another language.

use crate::{Manifest, Request, Response, SimRequest, SimResponse};

/// Each document that crosses the boundary: its name, and its schema as pretty JSON with a line break at the end.
pub fn documents() -> Vec<(&'static str, String)> {
    let print = |schema: schemars::Schema| serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n";
    vec![
        ("manifest", print(schemars::schema_for!(Manifest))),
        ("request", print(schemars::schema_for!(Request))),
        ("response", print(schemars::schema_for!(Response))),
        ("sim-request", print(schemars::schema_for!(SimRequest))),
        ("sim-response", print(schemars::schema_for!(SimResponse))),
    ]
}
