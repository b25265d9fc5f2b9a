//! Envoy Gateway: which facts lowering needs, and what its own filters grant.

mod backend;
mod client;
mod filter;
mod firewall;
mod format;
mod grant;
mod identity;
mod patch;
mod proxy;
mod rewrite;
mod security;
mod traffic;

use super::{DirectResponse, HeaderValues, HostFallThrough, Notes, Own, Paths, Profile, RegexRank};
use gatewright_contract::{Anchoring, Dialect, WildcardDepth};

/// Group and version of its own objects.
const API: &str = "gateway.envoyproxy.io/v1alpha1";

static OWN: Own = Own {
    grants: grant::grants,
    filters: filter::filters,
    text: filter::text,
    header_values: HeaderValues::Formatted,
    stand_in: Some(&backend::STAND_IN),
    raw: Some(&patch::RAW),
};

static NOTES: Notes = Notes {
    about: "Envoy Gateway. With `@1.8` nothing is written that release 1.8 does not take.",
    least: "run Envoy Gateway 1.9 or later with its own definitions (SecurityPolicy, BackendTrafficPolicy, \
            ClientTrafficPolicy, HTTPRouteFilter, Backend, EnvoyProxy), or pass --target envoy-gateway@1.8",
    settings: SETTINGS,
    defaults: DEFAULTS,
};

static NOTES_1_8: Notes = Notes {
    about: "Envoy Gateway. What is written is taken by releases 1.8 and 1.9 alike; 1.9 has ClientTrafficPolicy for \
            ListenerSets, and a time for the headers of a request.",
    least: "run Envoy Gateway 1.8 or later with its own definitions (SecurityPolicy, BackendTrafficPolicy, \
            ClientTrafficPolicy, HTTPRouteFilter, Backend, EnvoyProxy)",
    settings: SETTINGS,
    defaults: DEFAULTS,
};

const SETTINGS: &[(&str, &str)] = &[
    ("Backend", "set `extensionApis.enableBackend: true` in the configuration of Envoy Gateway"),
    (
        "EnvoyPatchPolicy",
        "set `extensionApis.enableEnvoyPatchPolicy: true` in the configuration of Envoy Gateway, where `mergeGateways` and \
         `XDSNameSchemeV2` must be off; its status says `Programmed` where every patch fits. Look at it after each upgrade",
    ),
    (
        "SecurityPolicy",
        "lists of addresses see the address of the connection, unless a ClientTrafficPolicy for the Gateway says who is \
         believed; behind a load balancer that hides it put the source controller's own settings into the input, or set \
         `clientIPDetection` or `proxyProtocol` by hand",
    ),
    (
        "ClientTrafficPolicy",
        "one for a listener takes the place of the Gateway's as a whole; with `clientIPDetection` nobody but the load \
         balancers it names should reach the Gateway",
    ),
    (
        "EnvoyProxy",
        "one that a Gateway names takes the place of the one that its GatewayClass names: put what that says into it, and \
         name your own in `infrastructure.parametersRef` where you have one",
    ),
    (
        "BackendTrafficPolicy",
        "under `rateLimit.local` each Envoy counts for itself. Run 1.9.2, 1.8.5 or later: releases before tell no more than \
         twenty clients apart. Under `rateLimit.global` there is one count, which needs Redis: `rateLimit.backend` in the \
         configuration of Envoy Gateway, without which the policy is refused and its routes answer 500",
    ),
];

const DEFAULTS: &[&str] = &[
    "a request is ended after 15 seconds unless a policy says otherwise",
    "a backend is sent 1024 requests at a time, and others are answered 503, unless a policy says otherwise",
    "bodies have no limit unless a policy sets one, and are not buffered",
    "a failed request is not tried again unless a policy says so",
    "a request with an underscore in a header's name is refused (400) unless a ClientTrafficPolicy sets \
     `headers.withUnderscoresAction`",
    "of policies of one kind only the closest holds: a policy of a route replaces that of its Gateway as a whole",
];

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
            notes: if version == Some("1.8") { &NOTES_1_8 } else { &NOTES },
        }
    }
}
