//! Which features are there? Each is a file here and a document beside it.

pub mod allow_from;
pub mod request_headers;
pub mod strip_prefix;

use gatewright_plugin_sdk::AppliedFeature;

/// Every feature.
pub const ALL: &[AppliedFeature] = &[allow_from::FEATURE, request_headers::FEATURE, strip_prefix::FEATURE];
