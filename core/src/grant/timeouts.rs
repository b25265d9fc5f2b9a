//! What of a backend's idle times can a route say, whose timeouts are for the whole answer?
//!
//! A total as short as the idle time was would cut long downloads off, so a short one is not granted. A long one is:
//! whoever raised it has slow answers, and several implementations end a request after 15 seconds if nothing is said.

use super::{Field, Grant, RouteTimeouts, Shortfall};
use gatewright_contract::Timeouts;

/// Idle times from which on a total of the same length does more good than harm: five minutes.
const LONG: u64 = 300_000;
/// More than the format can say: 99999 hours.
const LONGEST: u64 = 99_999 * 3_600_000;

pub(super) fn grants(timeouts: &Timeouts) -> Grant {
    match timeouts.read {
        None if timeouts.connect.is_none() && timeouts.send.is_none() => Grant::Unasked,
        Some(idle) if (LONG..=LONGEST).contains(&idle) => {
            let rest = match (timeouts.connect, timeouts.send) {
                (None, None) => "",
                (Some(_), _) | (_, Some(_)) => ", and the times to connect and to send are the target's own",
            };
            let why = format!(
                "{} were the longest time without any byte and are now the longest that a whole answer may take{rest}",
                duration(idle)
            );
            let advice = "raise `timeouts.backendRequest` where downloads or streams take longer";
            Grant::Field(Field::Timeouts(RouteTimeouts { backend_request: idle }), Some(Shortfall::new(why, advice)))
        }
        Some(_) => {
            let why = "a route can only limit the whole answer, which would cut long downloads off".to_owned();
            let advice =
                "set an idle timeout in a policy of the target, or `timeouts.backendRequest` where answers are short";
            Grant::Refused(Shortfall::new(why, advice))
        }
        None => {
            let why = "a route cannot limit the time to connect or to send".to_owned();
            Grant::Refused(Shortfall::new(why, "set it in a policy of the target"))
        }
    }
}

/// As the Gateway API writes it: at most five digits and four parts.
pub fn duration(milliseconds: u64) -> String {
    let (seconds, rest) = (milliseconds / 1000, milliseconds % 1000);
    if milliseconds == 0 {
        return "0s".to_owned();
    }
    let mut text = String::new();
    let mut part = |count: u64, unit: &str| {
        if count > 0 {
            text.push_str(&format!("{count}{unit}"));
        }
    };
    if seconds <= 99_999 {
        part(seconds, "s");
    } else {
        part(seconds / 3600, "h");
        part(seconds % 3600, "s");
    }
    part(rest, "ms");
    text
}
