//! `limit-*` and `global-rate-limit*`: how many requests, connections and bytes a client gets.

mod shared_count;

use super::input::{filled, idle, refuse};
use crate::effects::Effects;
use crate::site::Site;
use gatewright_plugin_sdk::contract::{ConnectionLimit, FactId, RateLimit, Severity, Want};
use gatewright_plugin_sdk::value::{Cidrs, Text, Value};
use gatewright_plugin_sdk::{Answer, Feature, Key, Told};

const RPS: Key<Text> = Key::new("limit-rps", "0", "requests a second from one address; 0 is no limit");
const RPM: Key<Text> = Key::new("limit-rpm", "0", "requests a minute from one address; 0 is no limit");
const CONNECTIONS: Key<Text> = Key::new("limit-connections", "0", "requests at a time from one address");
const BURST: Key<Text> = Key::new("limit-burst-multiplier", "5", "how many times the limit passes at once");
const RATE: Key<Text> = Key::new("limit-rate", "0", "KiB a second of one response");
const AFTER: Key<Text> = Key::new("limit-rate-after", "0", "KiB of a response before limit-rate begins");
const EXEMPT: Key<Text> = Key::new("limit-allowlist", "", "addresses and ranges without a limit");
const ALIAS: Key<Text> = Key::new("limit-whitelist", "", "older name of limit-allowlist");
const GLOBAL: Key<Text> = Key::new("global-rate-limit", "", "removed in 1.12: requests of all replicas together");
const WINDOW: Key<Text> = Key::new("global-rate-limit-window", "", "removed in 1.12");
const GLOBAL_KEY: Key<Text> = Key::new("global-rate-limit-key", "", "removed in 1.12");
const IGNORED: Key<Text> = Key::new("global-rate-limit-ignored-cidrs", "", "removed in 1.12");

/// The family.
pub(super) const FEATURE: Feature = Feature {
    name: "rate-limit",
    keys: &[&RPS, &RPM, &CONNECTIONS, &BURST, &RATE, &AFTER, &EXEMPT, &ALIAS, &GLOBAL, &WINDOW, &GLOBAL_KEY, &IGNORED],
    doc: document!("rate_limit.md"),
};

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    let limits = [&RPS, &RPM, &CONNECTIONS].map(|key| (key, limit(site, key, effects, answer)));
    let any = limits.iter().any(|(_, limit)| limit.is_some());
    let exempt = exempt(site, any, effects, answer);
    let counted = limits.iter().any(|(key, limit)| limit.is_some() && key.name != CONNECTIONS.name);
    let burst = burst(site, counted, answer);
    for (key, limit) in limits {
        let Some(told) = limit else { continue };
        let of_requests = key.name != CONNECTIONS.name;
        let status = if of_requests { "limit-req-status-code" } else { "limit-conn-status-code" };
        let from = from(&told, (&exempt, &burst), (site, status), of_requests);
        let status = u16::try_from(site.settings.number(status, 503)).unwrap_or(503);
        let ranges = exempt.as_ref().map(|told| told.value.clone()).unwrap_or_default();
        let want = if of_requests {
            let times = burst.as_ref().map_or(5, |told| told.value);
            let seconds = if key.name == RPS.name { 1 } else { 60 };
            let burst = told.value.saturating_mul(times);
            Want::RateLimit(RateLimit { burst, status, exempt: ranges, ..RateLimit::new(told.value, seconds) })
        } else {
            Want::ConnectionLimit(ConnectionLimit { connections: told.value, status, exempt: ranges })
        };
        effects.guard(want, from);
    }
    if let Some(told) = site.text(RPS.name).or_else(|| site.text(RPM.name)).filter(|_| counted) {
        let text = "each replica of the controller counted alone, for each client address and Ingress";
        let help =
            "set the limit to what all replicas together let through, if the new implementation counts centrally";
        answer.find(Severity::Info, "limit-per-replica", text).at([told.fact]).help(help);
    }
    bandwidth(site, effects, answer);
    shared_count::apply(site, effects, answer);
}

/// What a limit was made from.
fn from(
    told: &Told<u64>,
    (exempt, burst): (&Option<Told<Vec<String>>>, &Option<Told<u64>>),
    (site, status): (&Site<'_>, &str),
    of_requests: bool,
) -> Vec<FactId> {
    let burst = burst.iter().filter(|_| of_requests).map(|told| told.fact);
    let exempt = exempt.iter().map(|told| told.fact);
    std::iter::once(told.fact).chain(exempt).chain(burst).chain(site.settings.facts(&[status])).collect()
}

/// A limit that is on.
fn limit(site: &Site<'_>, key: &Key<Text>, effects: &mut Effects, answer: &mut Answer) -> Option<Told<u64>> {
    let told = filled(site, key, answer)?;
    match told.value.parse::<i64>() {
        Ok(number) => match u64::try_from(number) {
            Ok(limit) if limit > 0 => Some(told.map(|_| limit)),
            Ok(_) | Err(_) => {
                answer.inert(told.fact, "it is no more than 0: there was no limit");
                None
            }
        },
        Err(_) => {
            let why = format!("{} `{}` is no whole number", key.name, told.value);
            if site.settings.validates() {
                refuse(told.fact, (why, "write a whole number"), effects, answer);
            } else {
                answer.invalid(told.fact, "the controller took its default, no limit", Some("write a whole number"));
                answer
                    .find(Severity::Error, "limit-without-effect", format!("{why}: nothing was limited"))
                    .at([told.fact])
                    .help("correct it if there was to be a limit");
            }
            None
        }
    }
}

/// Who is not counted.
fn exempt(site: &Site<'_>, any: bool, effects: &mut Effects, answer: &mut Answer) -> Option<Told<Vec<String>>> {
    let newer = filled(site, &EXEMPT, answer);
    let older = filled(site, &ALIAS, answer);
    if let (Some(_), Some(told)) = (&newer, &older) {
        answer.inert(told.fact, "limit-allowlist wins over its older name");
    }
    let (key, told) = newer.map(|told| (&EXEMPT, told)).or(older.map(|told| (&ALIAS, told)))?;
    match Cidrs::parse(&told.value) {
        Ok(Cidrs(ranges)) if any => Some(told.map(|_| ranges)),
        Ok(_) => {
            answer.inert(told.fact, "there is no limit that somebody could be exempt from");
            None
        }
        Err(why) => {
            let why = format!("{}: {why}", key.name);
            if site.settings.validates() {
                refuse(told.fact, (why, "correct the list"), effects, answer);
            } else {
                answer.invalid(told.fact, &why, Some("correct the list"));
            }
            None
        }
    }
}

/// How many times the limit passes at once.
fn burst(site: &Site<'_>, counted: bool, answer: &mut Answer) -> Option<Told<u64>> {
    let told = filled(site, &BURST, answer)?;
    match told.value.parse::<u64>() {
        Ok(5) => answer.inert(told.fact, "it is the default"),
        Ok(times) if counted => return Some(told.map(|_| times)),
        Ok(_) => answer.inert(told.fact, "there is no limit-rps or limit-rpm that it could multiply"),
        Err(_) => {
            answer.invalid(
                told.fact,
                "the controller took its default, 5",
                Some("write a number that is not negative"),
            );
        }
    }
    None
}

/// How fast a response is sent. The controller took the numbers for KiB.
fn bandwidth(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    let mut from = Vec::new();
    let rate = kibibytes(site, &RATE, &mut from, answer);
    if rate == 0 {
        idle(site, &[AFTER.name], "without limit-rate it means nothing", answer);
        for fact in from {
            answer.inert(fact, "it is 0: there was no limit");
        }
        return;
    }
    let after = kibibytes(site, &AFTER, &mut from, answer);
    effects.want(Want::Bandwidth { bytes: rate, after }, from);
}

/// Bytes; 0 is none.
fn kibibytes(site: &Site<'_>, key: &Key<Text>, from: &mut Vec<FactId>, answer: &mut Answer) -> u64 {
    let bytes = |number: u64| number.saturating_mul(1024);
    if let Some(told) = filled(site, key, answer) {
        match told.value.parse::<i64>() {
            Ok(number) => {
                from.push(told.fact);
                return bytes(u64::try_from(number).unwrap_or(0));
            }
            Err(_) => {
                let why = "the controller took its default; a number of KiB has no unit here";
                answer.invalid(told.fact, why, Some("write a whole number of KiB"));
            }
        }
    }
    let number = site.settings.number(key.name, 0);
    from.extend(site.settings.facts(&[key.name]).into_iter().filter(|_| number > 0));
    bytes(number)
}
