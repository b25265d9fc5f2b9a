//! `global-rate-limit*`: what did controllers before 1.12 count for all replicas together?

use super::{GLOBAL, GLOBAL_KEY, IGNORED, WINDOW, filled, idle};
use crate::effects::Effects;
use crate::settings::Version;
use crate::site::Site;
use crate::variable::pieces;
use gatewright_plugin_sdk::Answer;
use gatewright_plugin_sdk::contract::{Piece, RateLimit, Severity, Want};
use gatewright_plugin_sdk::value::{Cidrs, Milliseconds, Value};

/// The first release without it.
const REMOVED: Version = Version { major: 1, minor: 12 };

/// Where requests were counted.
const STORE: &str = "global-rate-limit-memcached-host";

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    let names = [GLOBAL.name, WINDOW.name, GLOBAL_KEY.name, IGNORED.name];
    if site.settings.version >= REMOVED {
        idle(site, &names, "controllers from 1.12 on do not read it; limit-rps counts for each replica", answer);
        if let Some(told) = site.text(GLOBAL.name) {
            let text = "global-rate-limit had no effect any more: it was removed in 1.12, and nothing was limited";
            let help = "use limit-rps, or --set nginx.version to the release you run if that is older";
            answer.find(Severity::Warning, "removed-guard", text).at([told.fact]).help(help);
        }
        return;
    }
    if site.settings.is_given() && site.settings.text(STORE).is_none() {
        idle(site, &names, "without global-rate-limit-memcached-host in the ConfigMap nothing was limited", answer);
        return;
    }
    let number = filled(site, &GLOBAL, answer).map(|told| (told.value.parse::<u64>().unwrap_or(0), told.fact));
    let window = filled(site, &WINDOW, answer)
        .map(|told| (Milliseconds::parse(&told.value).map_or(0, |time| time.0.div_ceil(1000)), told.fact));
    let (Some((requests @ 1.., limit)), Some((seconds @ 1.., window))) = (number, window) else {
        idle(site, &names, "without a global-rate-limit and a window, both above 0, nothing was limited", answer);
        return;
    };
    let mut from = vec![limit, window];
    from.extend(site.settings.facts(&["global-rate-limit-status-code", STORE]));
    let mut exempt = Vec::new();
    if let Some(told) = filled(site, &IGNORED, answer) {
        match Cidrs::parse(&told.value) {
            Ok(Cidrs(ranges)) => {
                exempt = ranges;
                from.push(told.fact);
            }
            Err(why) => answer.invalid(told.fact, &why, Some("correct the list")),
        }
    }
    let mut key = Vec::new();
    if let Some(told) = filled(site, &GLOBAL_KEY, answer) {
        let counted = pieces(&told.value);
        if counted == [Piece::ClientAddress] {
            answer.inert(told.fact, "requests were counted for each client address, as without it");
        } else if matches!(counted.as_slice(), [Piece::RequestHeader(_)]) {
            // Requests without the header were counted by address.
            key = counted;
            from.push(told.fact);
        } else {
            let why = format!("requests were counted for each `{}`, which a limit cannot be told", told.value);
            let advice = "set a limit for this key in the new implementation, then open the paths";
            answer.unsupported(told.fact, &why, Some(advice));
            answer.find(Severity::Error, "limit-key", why).at([told.fact]).help(advice);
            let key = format!("{}/{}", site.settings.prefix, GLOBAL_KEY.name);
            effects.guard(Want::PossibleGuard { key }, [told.fact]);
        }
    }
    let status = u16::try_from(site.settings.number("global-rate-limit-status-code", 429)).unwrap_or(429);
    let limit = RateLimit { status, exempt, key, together: true, ..RateLimit::new(requests, seconds) };
    effects.guard(Want::RateLimit(limit), from);
}
