//! Envoy Gateway: which facts lowering needs, and what its own filters grant.

mod backend;
mod client;
mod filter;
mod grant;
mod rewrite;
mod security;
mod traffic;

use super::{DirectResponse, HostFallThrough, Notes, Own, Paths, Profile, RegexRank};
use gatewright_contract::{Anchoring, Dialect, WildcardDepth};

/// Group and version of its own objects.
const API: &str = "gateway.envoyproxy.io/v1alpha1";

static OWN: Own = Own { grants: grant::grants, filters: filter::filters, stand_in: Some(&backend::STAND_IN) };

static NOTES: Notes = Notes {
    about: "Envoy Gateway. What is written is taken by releases 1.8 and 1.9 alike.",
    least: "run Envoy Gateway 1.8 or later with its own definitions (SecurityPolicy, BackendTrafficPolicy, \
            ClientTrafficPolicy, HTTPRouteFilter, Backend)",
    settings: &[
        ("Backend", "set `extensionApis.enableBackend: true` in the configuration of Envoy Gateway"),
        (
            "SecurityPolicy",
            "lists of addresses see the address of the connection; behind a load balancer set `clientIPDetection` or \
             `proxyProtocol` in a ClientTrafficPolicy for the Gateway",
        ),
        (
            "BackendTrafficPolicy",
            "rate limits are local to each Envoy; for one count of all write `rateLimit.global`, which needs Redis and \
             `rateLimit` in the configuration of Envoy Gateway",
        ),
    ],
    defaults: &[
        "a request is ended after 15 seconds unless a policy says otherwise",
        "bodies have no limit unless a policy sets one, and are not buffered",
        "a failed request is not tried again unless a policy says so",
        "of policies of one kind only the closest holds: a policy of a route replaces that of its Gateway as a whole",
    ],
};

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
            paths: Paths::Normal,
            own: &OWN,
            notes: &NOTES,
        }
    }
}
