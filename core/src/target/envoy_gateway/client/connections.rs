//! `timeout`, `connection`, `http2` and `headers`: how are connections of clients kept?

use super::{is_1_8, policy};
use crate::emit::Node;
use crate::grant::timeouts::duration;
use crate::grant::{Edition, Grant, Shortfall};
use crate::target::Part;
use gatewright_contract::ClientConnections;

/// The longest time the format can say, in milliseconds: 99999 hours.
const LONGEST: u64 = 99_999 * 3_600_000;

/// How they are kept.
pub(in crate::target::envoy_gateway) fn connections(wanted: &ClientConnections, edition: Edition<'_>) -> Grant {
    let part = |at: &'static [&'static str], value: Node| Part::of_requests(policy(edition), at, value);
    let count = |count: u64| Node::int(i32::try_from(count).unwrap_or(i32::MAX));
    let time = |milliseconds: u64| Node::str(duration(milliseconds.min(LONGEST)));
    let mut parts = Vec::new();
    let most = &["connection", "connectionLimit", "maxRequestsPerConnection"];
    match wanted.idle {
        Some(0) => parts.push(part(most, Node::int(1))),
        Some(idle) => parts.push(part(&["timeout", "http", "idleTimeout"], time(idle))),
        None => {}
    }
    parts.extend(wanted.requests.filter(|requests| *requests > 0).map(|requests| part(most, count(requests))));
    if let Some(within) = wanted.headers_within {
        if is_1_8(edition) {
            let why = "release 1.8 has no time for the headers of a request".to_owned();
            return Grant::Refused(Shortfall::new(why, "use release 1.9, or set `requestReceivedTimeout`"));
        }
        parts.push(part(&["timeout", "http", "requestHeadersReceivedTimeout"], time(within)));
    }
    if wanted.body_idle.is_some() {
        let why = "the time for a whole request can be limited, not that between two parts of its body".to_owned();
        let advice = "set `timeout.http.requestReceivedTimeout` in a ClientTrafficPolicy where uploads are short";
        return Grant::Refused(Shortfall::new(why, advice));
    }
    let streams = wanted.streams.filter(|streams| *streams > 0);
    parts.extend(streams.map(|streams| part(&["http2", "maxConcurrentStreams"], count(streams))));
    if wanted.http2 == Some(false) {
        let only = Node::list([Node::str("http/1.1")]);
        parts.push(part(&["tls", "alpnProtocols"], only));
    }
    if let Some(underscores) = wanted.underscores {
        let action = if underscores { "Allow" } else { "DropHeader" };
        parts.push(part(&["headers", "withUnderscoresAction"], Node::str(action)));
    }
    if parts.is_empty() { Grant::Unasked } else { Grant::Policy(parts, None) }
}
