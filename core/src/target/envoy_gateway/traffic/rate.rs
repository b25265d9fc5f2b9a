//! `rateLimit`: so many requests of each client in a time.

use super::POLICY;
use super::others::others;
use crate::emit::Node;
use crate::grant::{Edition, Grant, Shortfall};
use crate::options::RawPatches;
use crate::target::Part;
use crate::target::envoy_gateway::patch;
use gatewright_contract::{Piece, RateLimit};

/// Requests that a limit can say.
const MOST_REQUESTS: u64 = u32::MAX as u64;
/// Who counts.
struct Count {
    at: &'static [&'static str],
    /// Rules that a policy may have.
    rules: usize,
}

/// Each instance for itself.
const LOCAL: Count = Count { at: &["rateLimit", "local", "rules"], rules: 16 };
/// One service, with Redis, for all instances.
const GLOBAL: Count = Count { at: &["rateLimit", "global", "rules"], rules: 256 };
/// Every address.
const EVERYBODY: [&str; 2] = ["0.0.0.0/0", "::/0"];

/// `rateLimit`: a bucket for each client address, or for each value of a header.
pub(in crate::target::envoy_gateway) fn rate(limit: &RateLimit, edition: Edition<'_>) -> Grant {
    let header = match limit.key.as_slice() {
        [] | [Piece::ClientAddress] => None,
        [Piece::RequestHeader(name)] if is_header(name) => Some(name),
        _ => {
            let why = "requests are counted by something else than the client's address or one header".to_owned();
            let advice = "count them by one of these, or write a limit of your own and open the rules then";
            return Grant::Refused(Shortfall::new(why, advice));
        }
    };
    let count = if limit.together { GLOBAL } else { LOCAL };
    let (requests, unit) = per_unit(limit.requests, limit.seconds);
    let patched = match edition.raw {
        RawPatches::Allowed if !limit.together => patch::rate(limit, (requests, unit.seconds)),
        RawPatches::Allowed | RawPatches::Never => Vec::new(),
    };
    let mut differences = differences(limit, patched.is_empty());
    let ranges = if header.is_some() { None } else { others(&limit.exempt, count.rules) };
    let ranges = ranges.unwrap_or_else(|| {
        if !limit.exempt.is_empty() {
            differences.push(format!("{} are counted as everybody is", limit.exempt.join(", ")));
        }
        EVERYBODY.map(str::to_owned).to_vec()
    });
    if ranges.is_empty() {
        return Grant::Unasked;
    }
    let rule = |selector: Vec<(&'static str, Node)>| {
        let most = Node::map([("requests", Node::int(requests)), ("unit", Node::str(unit.name))]);
        let mut members = vec![("clientSelectors", Node::list([Node::map(selector)])), ("limit", most)];
        members.extend(limit.together.then_some(("shared", Node::bool(true))));
        Part::of_requests(&POLICY, count.at, Node::map(members)).among(count.rules)
    };
    let mut parts: Vec<Part> = header.iter().map(|name| rule(vec![of_header(name, Having::Each)])).collect();
    parts.extend(ranges.into_iter().map(|range| {
        let each = Node::map([("type", Node::str("Distinct")), ("value", Node::str(range))]);
        let without = header.iter().map(|name| of_header(name, Having::Nothing));
        rule(without.chain([("sourceCIDR", each)]).collect())
    }));
    let advice = match (limit.together, patched.is_empty()) {
        (true, _) => {
            "see that Envoy Gateway has Redis, `rateLimit.backend` in its configuration: without it the policy is refused, and \
             its routes answer 500; write `local` in place of `global` where each instance may count alone"
        }
        (false, false) => "try it",
        // The option is there already, and Envoy has no name for the status.
        (false, true) if edition.raw == RawPatches::Allowed => {
            "raise `limit.requests` where a page needs many requests at once, and try it; or set a status that Envoy knows, which \
             a patch can keep"
        }
        (false, true) => {
            "raise `limit.requests` where a page needs many requests at once, and try it; or pass --allow-raw, which keeps the \
             status and the requests that passed at once by a patch of Envoy's own configuration"
        }
    };
    parts.extend(patched);
    Grant::Policy(parts, Some(Shortfall::new(differences.join("; "), advice)))
}

/// In what a limit differs, with a typed field alone or without.
fn differences(limit: &RateLimit, is_typed: bool) -> Vec<String> {
    let status = match limit.status {
        429 => "429".to_owned(),
        status if is_typed => format!("429 instead of {status}"),
        status => status.to_string(),
    };
    if limit.together {
        let counted = "Redis counts for all instances, for all routes of a policy together, each second, minute, hour or day anew";
        return vec![format!("{counted}, and the others are answered {status}")];
    }
    let alone = "each instance counts alone, for each match of a route alone";
    let mut differences = vec![format!("{alone}, and answers the others {status}")];
    if limit.burst > 0 && is_typed {
        differences.push(format!("{} requests more passed at once before, and none does now", limit.burst));
    }
    differences.push("releases before 1.9.2 and 1.8.5 tell no more than twenty clients apart".to_owned());
    differences
}

/// Which requests a header tells apart.
#[derive(Clone, Copy)]
enum Having {
    /// Those with each value of it.
    Each,
    /// Those without it.
    Nothing,
}

fn of_header(name: &str, having: Having) -> (&'static str, Node) {
    let mut members = vec![("name", Node::str(name.to_owned()))];
    match having {
        Having::Each => members.push(("type", Node::str("Distinct"))),
        Having::Nothing => {
            members.push(("type", Node::str("RegularExpression")));
            members.extend([("value", Node::str(".+")), ("invert", Node::bool(true))]);
        }
    }
    ("headers", Node::list([Node::map(members)]))
}

fn is_header(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 256
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// A unit of time.
#[derive(Clone, Copy)]
struct Unit {
    seconds: u64,
    name: &'static str,
}

/// As many in one of the units there are; at least one, and never more than were asked for.
fn per_unit(requests: u64, seconds: u64) -> (u32, Unit) {
    const DAY: Unit = Unit { seconds: 86_400, name: "Day" };
    const UNITS: [Unit; 4] = [
        Unit { seconds: 1, name: "Second" },
        Unit { seconds: 60, name: "Minute" },
        Unit { seconds: 3600, name: "Hour" },
        DAY,
    ];
    let seconds = seconds.max(1);
    let in_unit = |unit: &Unit| requests.saturating_mul(unit.seconds) / seconds;
    let is_whole = |unit: &Unit| requests.saturating_mul(unit.seconds).is_multiple_of(seconds) && in_unit(unit) > 0;
    let own = UNITS.iter().find(|unit| unit.seconds == seconds);
    let unit = own.or_else(|| UNITS.iter().find(|unit| is_whole(unit))).copied().unwrap_or(DAY);
    (u32::try_from(in_unit(&unit).clamp(1, MOST_REQUESTS)).unwrap_or(u32::MAX), unit)
}

#[cfg(test)]
mod tests {
    fn per_unit(requests: u64, seconds: u64) -> (u32, &'static str) {
        let (requests, unit) = super::per_unit(requests, seconds);
        (requests, unit.name)
    }

    #[test]
    fn rates_are_told_in_the_units_there_are() {
        assert_eq!(per_unit(5, 1), (5, "Second"));
        assert_eq!(per_unit(300, 60), (300, "Minute"));
        assert_eq!(per_unit(10, 5), (2, "Second"));
        assert_eq!(per_unit(10, 60), (10, "Minute"));
        assert_eq!(per_unit(1, 120), (30, "Hour"));
        assert_eq!(per_unit(1, 1_000_000), (1, "Day"));
    }
}
