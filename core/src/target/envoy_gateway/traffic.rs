//! BackendTrafficPolicy: limits of requests and bodies, times, further tries, the choice of endpoints.

mod others;
mod pages;
mod rate;
mod resilience;

pub(super) use pages::pages;
pub(super) use rate::rate;
pub(super) use resilience::{check, concurrency, ejection, fault};

use super::API;
use crate::emit::Node;
use crate::grant::timeouts::duration;
use crate::grant::{Grant, Shortfall};
use crate::target::{Attach, Part, PolicyKind};
use gatewright_contract::collections::Arrange;
use gatewright_contract::{Compression, LoadBalancing, Retry, SessionAffinity, Timeouts};

static POLICY: PolicyKind = PolicyKind { api_version: API, kind: "BackendTrafficPolicy", on: Attach::Route };

/// Bodies up to this many bytes are limited: a limit means that all of a body is held in memory.
const MOST_HELD: u64 = 16 << 20;
/// The longest time the format can say, in milliseconds: 99999 hours.
const LONGEST: u64 = 99_999 * 3_600_000;

/// `requestBuffer`.
pub(super) fn body(bytes: u64) -> Option<Grant> {
    if bytes == 0 {
        // There is no limit unless one is set.
        return None;
    }
    if bytes > MOST_HELD {
        let why =
            format!("a limit means that whole bodies are held in memory, and {bytes} bytes are too many for that");
        return Some(Grant::Refused(Shortfall::new(
            why,
            "limit large bodies in the application: nothing else does now",
        )));
    }
    let why =
        "bodies are held in memory until they are whole, so streams, upgrades and WebSockets no longer work there";
    let advice = "take `requestBuffer` out of the policy where requests are upgraded or streamed";
    let part =
        Part::of_requests(&POLICY, &["requestBuffer", "limit"], Node::int(i64::try_from(bytes).unwrap_or(i64::MAX)));
    Some(Grant::Policy(vec![part], Some(Shortfall::new(why.to_owned(), advice))))
}

/// `compressor`, which chooses by the type of an answer as Envoy does.
pub(super) fn compression(wanted: &Compression) -> Grant {
    /// Envoy compresses nothing shorter.
    const LEAST: u64 = 30;
    let known = [("brotli", "Brotli"), ("gzip", "Gzip"), ("zstd", "Zstd")];
    let kinds = wanted.algorithms.iter().filter_map(|name| known.iter().find(|(known, _)| known == name));
    let bytes = wanted.from_bytes.map(|bytes| Node::int(i64::try_from(bytes.max(LEAST)).unwrap_or(i64::MAX)));
    let compressors = kinds.map(|(_, kind)| {
        let mut members: Vec<(&str, Node)> = bytes.iter().map(|bytes| ("minContentLength", bytes.clone())).collect();
        members.push(("type", Node::str(*kind)));
        Node::map(members)
    });
    let part = Part::of_backends(&POLICY, &["compressor"], Node::list(compressors));
    let why = "answers are compressed by Envoy's list of content types: texts, JSON, JavaScript and SVG".to_owned();
    Grant::Policy(vec![part], Some(Shortfall::new(why, "nothing to do unless fonts or feeds must be compressed")))
}

/// `timeout`.
pub(super) fn timeouts(timeouts: &Timeouts) -> Option<Grant> {
    let idle = timeouts.read.max(timeouts.send);
    idle.or(timeouts.connect)?;
    let time = |milliseconds: u64| Node::str(duration(milliseconds.clamp(1, LONGEST)));
    let mut parts = Vec::new();
    if let Some(connect) = timeouts.connect {
        parts.push(Part::of_backends(&POLICY, &["timeout", "tcp", "connectTimeout"], time(connect)));
    }
    let Some(idle) = idle else { return Some(Grant::Policy(parts, None)) };
    // A total of its own would cut long answers off.
    parts.push(Part::of_backends(&POLICY, &["timeout", "http", "requestTimeout"], Node::str("0s")));
    parts.push(Part::of_backends(&POLICY, &["timeout", "http", "streamIdleTimeout"], time(idle)));
    let why =
        format!("{} may pass without any byte in either direction, where each had a time of its own", duration(idle));
    let advice = "nothing to do unless a backend counts on the shorter of the two times";
    let differs = timeouts.read != timeouts.send;
    Some(Grant::Policy(parts, differs.then(|| Shortfall::new(why, advice))))
}

/// `retry`.
pub(super) fn retry(retry: &Retry) -> Grant {
    let tries =
        |further: u32| Part::of_backends(&POLICY, &["retry", "numRetries"], Node::int(further.min(i32::MAX as u32)));
    if retry.attempts == 1 {
        // There is no further try unless one is asked for, which may be for all rules of the gateway.
        return Grant::Policy(vec![tries(0)], None);
    }
    let mut lost = Vec::new();
    if retry.attempts == 0 {
        lost.push("there are two further tries, not as many as endpoints".to_owned());
    }
    if retry.timeout.is_some() {
        lost.push("the time for all tries is not limited".to_owned());
    }
    let mut codes: Vec<u16> = retry.statuses.iter().copied().filter(|code| (400..=599).contains(code)).collect();
    codes.arrange();
    codes.dedup();
    let repeats = retry.conditions.iter().any(|condition| condition == "non-idempotent");
    let reached = !codes.is_empty() || retry.conditions.iter().any(|condition| condition == "timeout");
    let mut triggers = vec!["connect-failure", "reset-before-request"];
    if repeats {
        triggers.extend(retry.conditions.iter().any(|condition| condition == "timeout").then_some("reset"));
        triggers.extend((!codes.is_empty()).then_some("retriable-status-codes"));
    } else if reached {
        codes.clear();
        lost.push(
            "what reached a backend is not sent again: a policy cannot leave POST out, and would repeat it".to_owned(),
        );
    }
    let known = ["connect-failure", "timeout", "non-idempotent"];
    let others = retry.conditions.iter().filter(|condition| !known.contains(&condition.as_str()));
    lost.extend(others.map(|other| format!("`{other}` leads to no other try")));
    triggers.arrange();
    let further = retry.attempts.checked_sub(1).unwrap_or(2);
    let mut on = vec![("triggers", Node::list(triggers.into_iter().map(Node::str)))];
    if !codes.is_empty() {
        on.push(("httpStatusCodes", Node::list(codes.into_iter().map(Node::int))));
    }
    let parts = vec![tries(further), Part::of_backends(&POLICY, &["retry", "retryOn"], Node::map(on))];
    let advice = "try it with a backend that fails";
    Grant::Policy(parts, (!lost.is_empty()).then(|| Shortfall::new(lost.join("; "), advice)))
}

/// `loadBalancer` by a cookie that Envoy itself gives out.
pub(super) fn affinity(affinity: &SessionAffinity) -> Grant {
    let mut lost = vec!["clients stay with an endpoint by a hash, and some move when endpoints come and go".to_owned()];
    let mut attributes: Vec<(&'static str, Node)> = Vec::new();
    for (name, value) in &affinity.attributes {
        match name.as_str() {
            "domain" => attributes.push(("Domain", Node::str(value.clone()))),
            "samesite" => attributes.push(("SameSite", Node::str(value.clone()))),
            "path" if value == "/" => {}
            other => lost.push(format!("the cookie's attribute `{other}` is Envoy's own choice")),
        }
    }
    let life = affinity.max_age.unwrap_or(0).saturating_mul(1000).min(LONGEST);
    let mut cookie = vec![("name", Node::str(affinity.cookie.clone())), ("ttl", Node::str(duration(life)))];
    if !attributes.is_empty() {
        cookie.push(("attributes", Node::map(attributes)));
    }
    let hash = Node::map([("type", Node::str("Cookie")), ("cookie", Node::map(cookie))]);
    let advice = "every client is given a new cookie once; sessions that must never move belong in a shared store";
    Grant::Policy(vec![hashed(hash)], Some(Shortfall::new(lost.join("; "), advice)))
}

/// `loadBalancer`.
pub(super) fn balancing(balancing: &LoadBalancing) -> Grant {
    let refused = |why: &str, advice: &str| Grant::Refused(Shortfall::new(why.to_owned(), advice));
    let plain =
        |kind: &'static str| Part::of_backends(&POLICY, &["loadBalancer"], Node::map([("type", Node::str(kind))]));
    let named = |name: &str| Node::list([Node::map([("name", Node::str(name.to_owned()))])]);
    let hash = |kind: &'static str, member: Option<(&'static str, Node)>| {
        let members = std::iter::once(("type", Node::str(kind))).chain(member);
        Grant::Policy(vec![hashed(Node::map(members))], None)
    };
    match balancing {
        LoadBalancing::RoundRobin => Grant::Policy(vec![plain("RoundRobin")], None),
        LoadBalancing::LeastRequests => Grant::Policy(vec![plain("LeastRequest")], None),
        LoadBalancing::PeakEwma => {
            let why = "of two endpoints the one with fewer requests is chosen, not the one that was faster".to_owned();
            let short = Shortfall::new(why, "nothing to do unless endpoints differ much in speed");
            Grant::Policy(vec![plain("LeastRequest")], Some(short))
        }
        LoadBalancing::HashAddress => hash("SourceIP", None),
        LoadBalancing::HashHeader(name) => hash("Headers", Some(("headers", named(name)))),
        LoadBalancing::HashQuery(name) => hash("QueryParams", Some(("queryParams", named(name)))),
        LoadBalancing::HashCookie(name) => {
            hash("Cookie", Some(("cookie", Node::map([("name", Node::str(name.clone()))]))))
        }
        LoadBalancing::HashPath => {
            // Envoy keeps the path among the headers.
            let hash = Node::map([("type", Node::str("Headers")), ("headers", named(":path"))]);
            let why = "the hash is of the path with its query, as the backend gets it".to_owned();
            let short = Shortfall::new(why, "nothing to do unless the query must not count, or the path is rewritten");
            Grant::Policy(vec![hashed(hash)], Some(short))
        }
        LoadBalancing::HashOther(_) => {
            refused("a hash is made of one header, cookie, parameter or address", "hash one of these")
        }
        LoadBalancing::ServiceAddress => {
            refused("endpoints are asked, not the Service's own address", "set `routingType: Service` in an EnvoyProxy")
        }
    }
}

fn hashed(hash: Node) -> Part {
    let balancer = Node::map([("type", Node::str("ConsistentHash")), ("consistentHash", hash)]);
    Part::of_backends(&POLICY, &["loadBalancer"], balancer)
}
