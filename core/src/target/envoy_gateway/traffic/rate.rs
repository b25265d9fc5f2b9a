//! `rateLimit`: so many requests of each client address in a time.

use super::POLICY;
use super::others::others;
use crate::emit::Node;
use crate::grant::{Grant, Shortfall};
use crate::target::Part;
use gatewright_contract::RateLimit;

/// Requests that a limit can say.
const MOST_REQUESTS: u64 = u32::MAX as u64;
/// Rules that a policy may have.
const MOST_RULES: usize = 16;
/// Every address.
const EVERYBODY: [&str; 2] = ["0.0.0.0/0", "::/0"];

/// `rateLimit.local`: a bucket for each client address.
pub(in crate::target::envoy_gateway) fn rate(limit: &RateLimit) -> Grant {
    let (requests, unit) = per_unit(limit.requests, limit.seconds);
    let mut differences = vec![format!(
        "each instance counts alone, for each match of a route alone, and answers the others 429{}",
        if limit.status == 429 { String::new() } else { format!(" instead of {}", limit.status) }
    )];
    if limit.burst > 0 {
        differences.push(format!("{} requests more passed at once before, and none does now", limit.burst));
    }
    let ranges = others(&limit.exempt, MOST_RULES).unwrap_or_else(|| {
        differences.push(format!("{} are counted as everybody is", limit.exempt.join(", ")));
        EVERYBODY.map(str::to_owned).to_vec()
    });
    if ranges.is_empty() {
        return Grant::Unasked;
    }
    let rule = |range: String| {
        let each = Node::map([("type", Node::str("Distinct")), ("value", Node::str(range))]);
        let selectors = Node::list([Node::map([("sourceCIDR", each)])]);
        let most = Node::map([("requests", Node::int(requests)), ("unit", Node::str(unit))]);
        let rule = Node::map([("clientSelectors", selectors), ("limit", most)]);
        Part::of_requests(&POLICY, &["rateLimit", "local", "rules"], rule).among(MOST_RULES)
    };
    let advice = "raise `limit.requests` where a page needs many requests at once, and try it";
    Grant::Policy(ranges.into_iter().map(rule).collect(), Some(Shortfall::new(differences.join("; "), advice)))
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
