//! `rateLimit`: so many requests of each client in a time.

use super::POLICY;
use super::others::others;
use crate::emit::Node;
use crate::grant::{Grant, Shortfall};
use crate::target::Part;
use gatewright_contract::{Piece, RateLimit};

/// Requests that a limit can say.
const MOST_REQUESTS: u64 = u32::MAX as u64;
/// Rules that a policy may have.
const MOST_RULES: usize = 16;
/// Every address.
const EVERYBODY: [&str; 2] = ["0.0.0.0/0", "::/0"];

/// `rateLimit.local`: a bucket for each client address, or for each value of a header.
pub(in crate::target::envoy_gateway) fn rate(limit: &RateLimit) -> Grant {
    let header = match limit.key.as_slice() {
        [] | [Piece::ClientAddress] => None,
        [Piece::RequestHeader(name)] if is_header(name) => Some(name),
        _ => {
            let why = "requests are counted by something else than the client's address or one header".to_owned();
            let advice = "count them by one of these, or write a limit of your own and open the rules then";
            return Grant::Refused(Shortfall::new(why, advice));
        }
    };
    let before = if limit.together { ", where all counted together" } else { "" };
    let status = if limit.status == 429 { String::new() } else { format!(" instead of {}", limit.status) };
    let mut differences = vec![format!(
        "each instance counts alone{before}, for each match of a route alone, and answers the others 429{status}"
    )];
    if limit.burst > 0 {
        differences.push(format!("{} requests more passed at once before, and none does now", limit.burst));
    }
    let ranges = if header.is_some() { None } else { others(&limit.exempt, MOST_RULES) };
    let ranges = ranges.unwrap_or_else(|| {
        if !limit.exempt.is_empty() {
            differences.push(format!("{} are counted as everybody is", limit.exempt.join(", ")));
        }
        EVERYBODY.map(str::to_owned).to_vec()
    });
    if ranges.is_empty() {
        return Grant::Unasked;
    }
    differences.push("releases before 1.9.2 and 1.8.5 tell no more than twenty clients apart".to_owned());
    let (requests, unit) = per_unit(limit.requests, limit.seconds);
    let rule = |selector: Vec<(&'static str, Node)>| {
        let most = Node::map([("requests", Node::int(requests)), ("unit", Node::str(unit))]);
        let rule = Node::map([("clientSelectors", Node::list([Node::map(selector)])), ("limit", most)]);
        Part::of_requests(&POLICY, &["rateLimit", "local", "rules"], rule).among(MOST_RULES)
    };
    let mut parts: Vec<Part> = header.iter().map(|name| rule(vec![of_header(name, Having::Each)])).collect();
    parts.extend(ranges.into_iter().map(|range| {
        let each = Node::map([("type", Node::str("Distinct")), ("value", Node::str(range))]);
        let without = header.iter().map(|name| of_header(name, Having::Nothing));
        rule(without.chain([("sourceCIDR", each)]).collect())
    }));
    let advice = if limit.together {
        "for one count write `global` in place of `local` in the policy, and `shared: true` into each of its rules, where Envoy \
         Gateway has Redis and `rateLimit` in its configuration"
    } else {
        "raise `limit.requests` where a page needs many requests at once, and try it"
    };
    Grant::Policy(parts, Some(Shortfall::new(differences.join("; "), advice)))
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

/// As many in one of the units there are; at least one, and never more than were asked for.
fn per_unit(requests: u64, seconds: u64) -> (u32, &'static str) {
    const UNITS: [(u64, &str); 4] = [(1, "Second"), (60, "Minute"), (3600, "Hour"), (86_400, "Day")];
    let seconds = seconds.max(1);
    let in_unit = |unit: u64| requests.saturating_mul(unit) / seconds;
    let own = UNITS.iter().find(|(unit, _)| *unit == seconds);
    let exact = own
        .or_else(|| UNITS.iter().find(|(unit, _)| requests.saturating_mul(*unit) % seconds == 0 && in_unit(*unit) > 0));
    let (unit, name) = exact.copied().unwrap_or((86_400, "Day"));
    (u32::try_from(in_unit(unit).clamp(1, MOST_REQUESTS)).unwrap_or(u32::MAX), name)
}

#[cfg(test)]
mod tests {
    use super::per_unit;

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
