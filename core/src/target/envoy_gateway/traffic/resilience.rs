//! Backends that are overrun or fail, and failures that are made on purpose.

use super::{LONGEST, POLICY};
use crate::check::is_subdomain;
use crate::emit::Node;
use crate::grant::timeouts::duration;
use crate::grant::{Grant, Shortfall};
use crate::target::Part;
use gatewright_contract::{Concurrency, Ejection, FaultInjection, HealthCheck};

/// A part of a policy by its place.
type Place = &'static [&'static str];

/// `circuitBreaker`: Envoy takes 1,024 of each unless it is told otherwise.
pub(in crate::target::envoy_gateway) fn concurrency(wanted: &Concurrency) -> Grant {
    let places: [(Option<u64>, Place); 3] = [
        (wanted.connections, &["circuitBreaker", "maxConnections"]),
        (wanted.requests, &["circuitBreaker", "maxParallelRequests"]),
        (wanted.waiting, &["circuitBreaker", "maxPendingRequests"]),
    ];
    let most = |number: u64| if number == 0 { u32::MAX } else { u32::try_from(number).unwrap_or(u32::MAX) };
    let asked = places.iter().filter_map(|(number, at)| number.map(|number| (most(number), *at)));
    let parts: Vec<Part> = asked.map(|(number, at)| Part::of_backends(&POLICY, at, Node::int(number))).collect();
    let is_limited = places.iter().any(|(number, _)| number.is_some_and(|number| number > 0));
    let why = "each instance counts alone, for each rule alone, and answers the others 503".to_owned();
    kept(parts, is_limited.then(|| Shortfall::new(why, "divide the numbers by that of the instances")))
}

/// `healthCheck.active`.
pub(in crate::target::envoy_gateway) fn check(wanted: &HealthCheck) -> Grant {
    // One member that is refused would cost all that the policy keeps, guards too.
    let bad_host = wanted.host.as_ref().filter(|host| !is_subdomain(host));
    let bad_status = wanted.statuses.iter().find(|status| !(100..=599).contains(*status));
    if let Some(bad) = bad_host.cloned().or_else(|| bad_status.map(u16::to_string)) {
        let why = format!("a check cannot be told `{bad}`");
        return Grant::Refused(Shortfall::new(why, "write a host name in lower case, and statuses from 100 to 599"));
    }
    let count = |count: u32| Node::int(count.clamp(1, i32::MAX as u32));
    let mut members = match &wanted.path {
        None => vec![("type", Node::str("TCP")), ("tcp", Node::map([]))],
        Some(path) => {
            let mut http = vec![("path", Node::str(path.clone()))];
            http.extend(wanted.host.iter().map(|host| ("hostname", Node::str(host.clone()))));
            if !wanted.statuses.is_empty() {
                http.push(("expectedStatuses", Node::list(wanted.statuses.iter().map(|status| Node::int(*status)))));
            }
            vec![("type", Node::str("HTTP")), ("http", Node::map(http))]
        }
    };
    members.extend(wanted.interval.map(|time| ("interval", time_of(time))));
    members.extend(wanted.timeout.map(|time| ("timeout", time_of(time))));
    members.extend(wanted.healthy.map(|checks| ("healthyThreshold", count(checks))));
    members.extend(wanted.unhealthy.map(|checks| ("unhealthyThreshold", count(checks))));
    kept(vec![Part::of_backends(&POLICY, &["healthCheck", "active"], Node::map(members))], None)
}

/// `healthCheck.passive`.
pub(in crate::target::envoy_gateway) fn ejection(wanted: &Ejection) -> Grant {
    let number = |number: u32| Node::int(number.min(i32::MAX as u32));
    let members = [
        ("consecutive5XxErrors", wanted.errors.map(number)),
        ("interval", wanted.interval.map(time_of)),
        ("baseEjectionTime", wanted.time.map(time_of)),
        ("maxEjectionPercent", wanted.most.map(|most| Node::int(most.min(100)))),
    ];
    let members: Vec<_> = members.into_iter().filter_map(|(name, value)| value.map(|value| (name, value))).collect();
    if members.is_empty() {
        return Grant::Unasked;
    }
    kept(vec![Part::of_backends(&POLICY, &["healthCheck", "passive"], Node::map(members))], None)
}

/// `faultInjection`.
pub(in crate::target::envoy_gateway) fn fault(wanted: &FaultInjection) -> Grant {
    let percent = |percent: u32| ("percentage", Node::int(percent.min(100)));
    let mut members = Vec::new();
    members.extend(
        wanted
            .delay
            .iter()
            .map(|delay| ("delay", Node::map([("fixedDelay", time_of(delay.milliseconds)), percent(delay.percent)]))),
    );
    if let Some(abort) = &wanted.abort {
        if !(200..=600).contains(&abort.status) {
            let why = format!("no answer is made with the status {}", abort.status);
            return Grant::Refused(Shortfall::new(why, "choose a status from 200 to 600"));
        }
        members.push(("abort", Node::map([("httpStatus", Node::int(abort.status)), percent(abort.percent)])));
    }
    if members.is_empty() {
        return Grant::Unasked;
    }
    kept(vec![Part::of_backends(&POLICY, &["faultInjection"], Node::map(members))], None)
}

fn kept(parts: Vec<Part>, short: Option<Shortfall>) -> Grant {
    if parts.is_empty() { Grant::Unasked } else { Grant::Policy(parts, short) }
}

fn time_of(milliseconds: u64) -> Node {
    Node::str(duration(milliseconds.clamp(1, LONGEST)))
}

#[cfg(test)]
mod tests {
    use super::{check, concurrency, ejection, fault};
    use crate::grant::Grant;
    use gatewright_contract::{Abort, Concurrency, Ejection, FaultInjection, HealthCheck};

    #[test]
    fn nothing_asked_is_nothing_written() {
        assert_eq!(concurrency(&Concurrency::default()), Grant::Unasked);
        assert_eq!(ejection(&Ejection::default()), Grant::Unasked);
        assert_eq!(fault(&FaultInjection::default()), Grant::Unasked);
        assert!(matches!(check(&HealthCheck::default()), Grant::Policy(parts, None) if parts.len() == 1));
    }

    #[test]
    fn what_has_no_end_differs_in_nothing() {
        let all = |number| Concurrency { connections: Some(number), requests: Some(number), waiting: None };
        assert!(matches!(concurrency(&all(0)), Grant::Policy(parts, None) if parts.len() == 2));
        assert!(matches!(concurrency(&all(9)), Grant::Policy(_, Some(short)) if short.why.contains("503")));
    }

    #[test]
    fn what_would_cost_the_policy_is_refused_alone() {
        let of = |host: &str, status| {
            let path = Some("/".to_owned());
            check(&HealthCheck { path, host: Some(host.to_owned()), statuses: vec![status], ..HealthCheck::default() })
        };
        assert!(matches!(of("shop.example", 200), Grant::Policy(..)));
        assert!(matches!(of("Shop.example", 200), Grant::Refused(short) if short.why.contains("Shop.example")));
        assert!(matches!(of("shop.example", 600), Grant::Refused(short) if short.why.contains("600")));
    }

    #[test]
    fn an_answer_has_a_status_that_envoy_makes() {
        let abort = |status| FaultInjection { abort: Some(Abort { status, percent: 5 }), ..FaultInjection::default() };
        assert!(matches!(fault(&abort(503)), Grant::Policy(_, None)));
        assert!(matches!(fault(&abort(601)), Grant::Refused(_)));
    }
}
