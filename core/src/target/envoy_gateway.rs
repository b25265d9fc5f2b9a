//! Envoy Gateway: which facts lowering needs, and what its own filters grant.

mod backend;
mod client;
mod filter;
mod grant;
mod rewrite;
mod security;
mod traffic;

use super::{DirectResponse, HostFallThrough, Own, Profile, RegexRank};
use gatewright_contract::{Anchoring, Dialect, WildcardDepth};

/// Group and version of its own objects.
const API: &str = "gateway.envoyproxy.io/v1alpha1";

static OWN: Own = Own { grants: grant::grants, filters: filter::filters, stand_in: Some(&backend::STAND_IN) };

impl Profile {
    /// Envoy Gateway in a release such as `1.9`.
    ///
    /// It tries Exact, then RegularExpression, then PathPrefix, longer values first within each. An Envoy virtual host
    /// that a request's host picks keeps the request, whether or not one of its routes takes it.
    pub fn envoy_gateway(version: Option<&'static str>) -> Profile {
        Profile {
            name: "envoy-gateway",
            version,
            gateway_class: Some("eg"),
            regex_rank: RegexRank::AbovePrefix,
            regex_dialect: Dialect::Re2,
            regex_anchoring: Anchoring::Full,
            host_fall_through: HostFallThrough::No,
            direct_response: DirectResponse::Yes,
            wildcard_depth: WildcardDepth::Any,
            own: &OWN,
        }
    }
}
