//! `request-headers`: headers that the backend gets.

use gatewright_plugin_sdk::contract::{HeaderChange, Step};
use gatewright_plugin_sdk::value::Headers;
use gatewright_plugin_sdk::{Answer, AppliedFeature, Feature, Key, View};

const REQUEST_HEADERS: Key<Headers> =
    Key::new("request-headers", "none", "Headers that every request is given, one a line");

/// The feature.
pub const FEATURE: AppliedFeature =
    Feature { name: "request-headers", keys: &[&REQUEST_HEADERS], doc: include_str!("request_headers.md") }
        .applied_by(apply);

fn apply(ingress: View<'_>, answer: &mut Answer) {
    let Some(headers) = REQUEST_HEADERS.take(ingress, answer) else { return };
    let change = HeaderChange { set: headers.value.0, ..HeaderChange::default() };
    answer.step(ingress.id(), Step::RequestHeaders(change), vec![headers.fact]);
}
