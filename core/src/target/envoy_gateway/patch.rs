//! EnvoyPatchPolicy: what no typed field can say, patched into what Envoy Gateway makes of its objects.
//!
//! A patch finds its place by what stands there, for Envoy Gateway's names of routes are its own affair. So it holds for
//! all that is alike on a Gateway. One that finds nothing costs nothing: the policy's status says so.

use super::API;
use crate::emit::Node;
use crate::target::{Attach, Listening, Part, PolicyKind, Raw};
use gatewright_contract::RateLimit;

static PATCHES: PolicyKind = PolicyKind { api_version: API, kind: "EnvoyPatchPolicy", on: Attach::Configuration };

/// Patches a Gateway can have.
const MOST: usize = 4096;
/// What a patch is for.
const ROUTES: &str = "type.googleapis.com/envoy.config.route.v3.RouteConfiguration";

/// How patches are written.
pub(super) static RAW: Raw = Raw { configuration, spec };

/// Listeners with TLS have a configuration each; those in clear text of one port share that of the first.
fn configuration(Listening { gateway: (namespace, gateway), set, name, first_plain }: &Listening<'_>) -> String {
    let name = first_plain.unwrap_or(name);
    match set {
        Some((set_namespace, set)) => format!("{namespace}/{gateway}/{set_namespace}/{set}/{name}"),
        None => format!("{namespace}/{gateway}/{name}"),
    }
}

fn spec(gateway: &str, patches: Vec<(String, Node)>) -> Node {
    let target =
        [("group", "gateway.networking.k8s.io"), ("kind", "Gateway")].map(|(key, value)| (key, Node::str(value)));
    let target = Node::map(target.into_iter().chain([("name", Node::str(gateway.to_owned()))]));
    let patches = patches.into_iter().map(|(name, operation)| {
        Node::map([("type", Node::str(ROUTES)), ("name", Node::str(name)), ("operation", operation)])
    });
    Node::map([("targetRef", target), ("type", Node::str("JSONPatch")), ("jsonPatches", Node::list(patches))])
}

/// The status of requests over a limit, and how many pass at once, for all limits of so many requests in so many seconds;
/// none where Envoy does not know the status.
pub(super) fn rate(limit: &RateLimit, (requests, seconds): (u32, u64)) -> Vec<Part> {
    const LIMITS: &str = "..typed_per_filter_config['envoy.filters.http.local_ratelimit']";
    if !is_known(limit.status) {
        return Vec::new();
    }
    let alike = format!(
        "{LIMITS}.descriptors[?(@.token_bucket.tokens_per_fill == {requests} && @.token_bucket.fill_interval == '{seconds}s')]"
    );
    // The first request is none of those that pass at once beyond the rate.
    let at_once = u32::try_from(limit.burst.saturating_add(1)).unwrap_or(u32::MAX);
    vec![
        part(LIMITS.to_owned(), ("add", "/status"), Node::map([("code", Node::int(limit.status))])),
        part(alike, ("replace", "/token_bucket/max_tokens"), Node::int(at_once)),
    ]
}

/// The statuses that Envoy has names for, from 400: any other costs the whole configuration.
fn is_known(status: u16) -> bool {
    matches!(status, 400..=417 | 421..=424 | 426 | 428 | 429 | 431 | 500..=508 | 510 | 511)
}

fn part(json_path: String, (operation, path): (&'static str, &'static str), value: Node) -> Part {
    let patch =
        [("op", Node::str(operation)), ("jsonPath", Node::str(json_path)), ("path", Node::str(path)), ("value", value)];
    Part::of_backends(&PATCHES, &["jsonPatches"], Node::map(patch)).among(MOST)
}

#[cfg(test)]
mod tests {
    use super::{configuration, rate};
    use crate::target::Listening;
    use gatewright_contract::RateLimit;

    #[test]
    fn configurations_are_named_after_listeners() {
        let gateway = ("infra", "web");
        let https = Listening { gateway, set: None, name: "https-a", first_plain: None };
        assert_eq!(configuration(&https), "infra/web/https-a");
        assert_eq!(configuration(&Listening { name: "http-b", first_plain: Some("http"), ..https }), "infra/web/http");
        let set = Some(("shop", "certificates"));
        assert_eq!(configuration(&Listening { set, ..https }), "infra/web/shop/certificates/https-a");
    }

    #[test]
    fn a_status_without_a_name_is_not_written() {
        let limit = |status| RateLimit { status, burst: 20, ..RateLimit::new(5, 1) };
        assert_eq!(rate(&limit(444), (5, 1)), []);
        let patches = format!("{:?}", rate(&limit(503), (5, 1)));
        assert!(patches.contains("tokens_per_fill == 5 && @.token_bucket.fill_interval == '1s'"), "{patches}");
        assert!(patches.contains("Int(21)") && patches.contains("Int(503)"), "{patches}");
    }
}
