//! What of a retry policy can a rule's `retry` hold?

use super::standard::granted;
use super::{Edition, Field, Grant, RouteRetry, Shortfall};
use crate::options::Channel;
use gatewright_contract::Retry;
use gatewright_contract::collections::Arrange;

pub(super) fn grants(retry: &Retry, edition: Edition<'_>) -> Grant {
    if edition.channel == Channel::Standard {
        let why = "`retry` is in the experimental channel only".to_owned();
        let advice = "use --channel experimental, or set retries in a policy of the target";
        return Grant::Refused(Shortfall::new(why, advice));
    }
    if retry.attempts == 1 {
        let why = "`retry` cannot say that there is to be none".to_owned();
        return Grant::Refused(Shortfall::new(why, "switch retries off in a policy of the target"));
    }
    let mut codes: Vec<u16> = retry.statuses.iter().copied().filter(|code| (400..=599).contains(code)).collect();
    codes.arrange();
    codes.dedup();
    if codes.is_empty() && retry.attempts == 0 {
        let why = "when to try again, and how often, is the target's own choice".to_owned();
        return Grant::Refused(Shortfall::new(why, "set retries in a policy of the target"));
    }
    let mut lost = Vec::new();
    if retry.attempts == 0 {
        lost.push("the number of tries is the target's own, not that of the endpoints".to_owned());
    }
    if retry.statuses.iter().any(|code| !(400..=599).contains(code)) {
        lost.push("statuses below 400 lead to no other try".to_owned());
    }
    if retry.timeout.is_some() {
        lost.push("the time for all tries is not limited".to_owned());
    }
    // That a failed connection is tried again is what the specification recommends anyway.
    for condition in retry.conditions.iter().filter(|condition| *condition != "connect-failure") {
        lost.push(format!("whether `{condition}` leads to another try is the target's own choice"));
    }
    let attempts = retry.attempts.checked_sub(1);
    let advice = "set what is missing in a policy of the target, and try with a backend that fails";
    granted(Field::Retry(RouteRetry { codes, attempts }), &lost, advice)
}
