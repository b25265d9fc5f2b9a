//! `proxy-connect-timeout`, `proxy-send-timeout` and `proxy-read-timeout`: how long a backend may take.

use super::input::filled;
use crate::effects::Effects;
use crate::site::Site;
use gatewright_plugin_sdk::contract::{FactId, Timeouts, Want};
use gatewright_plugin_sdk::value::Text;
use gatewright_plugin_sdk::{Answer, Feature, Key};

const CONNECT: Key<Text> = Key::new("proxy-connect-timeout", "5", "seconds until a connection to the backend stands");
const SEND: Key<Text> = Key::new("proxy-send-timeout", "60", "seconds between two writes to the backend");
const READ: Key<Text> = Key::new("proxy-read-timeout", "60", "seconds between two reads from the backend");

/// The family.
pub(super) const FEATURE: Feature =
    Feature { name: "timeouts", keys: &[&CONNECT, &SEND, &READ], doc: document!("timeouts.md") };

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    let mut from = Vec::new();
    let timeouts = Timeouts {
        connect: time(site, &CONNECT, &mut from, answer),
        send: time(site, &SEND, &mut from, answer),
        read: time(site, &READ, &mut from, answer),
    };
    if timeouts != Timeouts::default() {
        effects.want(Want::Timeouts(timeouts), from);
    }
}

/// Milliseconds, where they are not the default.
fn time(site: &Site<'_>, key: &Key<Text>, from: &mut Vec<FactId>, answer: &mut Answer) -> Option<u64> {
    let default: Option<u64> = key.default.parse().ok();
    let Some(told) = filled(site, key, answer) else { return general(site, key, from, answer) };
    match told.value.parse::<u64>() {
        Ok(0) => {
            let advice = "write the seconds that the backend needs";
            answer.unsupported(told.fact, "0 is no limit nowhere: nginx gave up at once", Some(advice));
            None
        }
        Ok(seconds) if Some(seconds) == default => {
            answer.inert(told.fact, "it is what the controller did by itself");
            None
        }
        Ok(seconds) => {
            from.push(told.fact);
            Some(seconds.saturating_mul(1000))
        }
        Err(_) => {
            let why = format!("`{}` is no whole number of seconds: the controller took its default", told.value);
            answer.invalid(told.fact, &why, Some("write seconds, without a unit"));
            general(site, key, from, answer)
        }
    }
}

/// What the ConfigMap says for every Ingress.
fn general(site: &Site<'_>, key: &Key<Text>, from: &mut Vec<FactId>, answer: &mut Answer) -> Option<u64> {
    let told = site.settings.entry(key.name)?;
    match told.value.trim().parse::<u64>() {
        Ok(seconds @ 1..) if seconds.to_string() != key.default => {
            from.push(told.fact);
            Some(seconds.saturating_mul(1000))
        }
        Ok(_) => None,
        Err(_) => {
            answer.invalid(told.fact, "it is no whole number of seconds", Some("write seconds, without a unit"));
            None
        }
    }
}
