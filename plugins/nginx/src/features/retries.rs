//! `proxy-next-upstream*`: when a request is sent to another endpoint.

use super::input::filled;
use crate::effects::Effects;
use crate::site::Site;
use gatewright_plugin_sdk::contract::{FactId, Retry, Want};
use gatewright_plugin_sdk::value::Text;
use gatewright_plugin_sdk::{Answer, Feature, Key};

const WHEN: Key<Text> = Key::new("proxy-next-upstream", "error timeout", "what leads to another try");
const TIMEOUT: Key<Text> =
    Key::new("proxy-next-upstream-timeout", "0", "seconds in which tries may begin; 0 is no limit");
const TRIES: Key<Text> = Key::new("proxy-next-upstream-tries", "3", "tries in all; 0 is no limit");
/// The switch of the ConfigMap that has every method tried again.
const ANY_METHOD: &str = "retry-non-idempotent";

/// The family.
pub(super) const FEATURE: Feature =
    Feature { name: "retries", keys: &[&WHEN, &TIMEOUT, &TRIES], doc: document!("retries.md") };

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    let mut from = Vec::new();
    let when = text(site, &WHEN, &mut from, answer);
    let (statuses, mut conditions) = when.as_deref().and_then(read).unwrap_or_else(default);
    if site.settings.flag(ANY_METHOD, false) && !conditions.is_empty() {
        from.extend(site.settings.facts(&[ANY_METHOD]));
        conditions.push("non-idempotent".to_owned());
    }
    let is_off = statuses.is_empty() && conditions.iter().all(|condition| condition == "non-idempotent");
    let timeout = number(site, &TIMEOUT, &mut from, answer).filter(|seconds| *seconds > 0);
    let tries = number(site, &TRIES, &mut from, answer).unwrap_or(3);
    if is_off {
        conditions.clear();
    }
    let retry = Retry {
        attempts: if is_off { 1 } else { u32::try_from(tries).unwrap_or(u32::MAX) },
        timeout: timeout.filter(|_| !is_off).map(|seconds| seconds.saturating_mul(1000)),
        statuses,
        conditions,
    };
    let (_, usual) = default();
    if retry == (Retry { attempts: 3, conditions: usual, ..Retry::default() }) {
        for fact in from {
            answer.inert(fact, "it is what the controller did by itself");
        }
    } else {
        effects.want(Want::Retry(retry), from);
    }
}

/// What leads to another try unless something is said.
fn default() -> (Vec<u16>, Vec<String>) {
    (Vec::new(), vec!["connect-failure".to_owned(), "timeout".to_owned()])
}

/// Statuses and conditions; none where a word is none of nginx'.
fn read(text: &str) -> Option<(Vec<u16>, Vec<String>)> {
    let mut statuses = Vec::new();
    let mut conditions = Vec::new();
    for word in text.split_whitespace() {
        match word {
            "error" => conditions.push("connect-failure".to_owned()),
            "timeout" => conditions.push("timeout".to_owned()),
            "invalid_header" => conditions.push("invalid-header".to_owned()),
            "non_idempotent" => conditions.push("non-idempotent".to_owned()),
            "off" => return Some((Vec::new(), Vec::new())),
            "http_500" | "http_502" | "http_503" | "http_504" | "http_403" | "http_404" | "http_429" => {
                statuses.extend(word.trim_start_matches("http_").parse::<u16>());
            }
            _ => return None,
        }
    }
    conditions.dedup();
    Some((statuses, conditions))
}

/// The words that count: the Ingress', or the ConfigMap's.
fn text(site: &Site<'_>, key: &Key<Text>, from: &mut Vec<FactId>, answer: &mut Answer) -> Option<String> {
    if let Some(told) = filled(site, key, answer) {
        if read(&told.value).is_some() {
            from.push(told.fact);
            return Some(told.value);
        }
        let why = "it has a word that is no condition: the controller took its default";
        answer.invalid(told.fact, why, Some("write conditions such as error, timeout or http_502"));
    }
    let told = site.settings.entry(key.name)?;
    from.push(told.fact);
    Some(told.value.clone())
}

/// The number that counts: the Ingress', or the ConfigMap's.
fn number(site: &Site<'_>, key: &Key<Text>, from: &mut Vec<FactId>, answer: &mut Answer) -> Option<u64> {
    if let Some(told) = filled(site, key, answer) {
        if let Ok(number) = told.value.parse::<u64>() {
            from.push(told.fact);
            return Some(number);
        }
        let why = format!("the controller took its default, {}", key.default);
        answer.invalid(told.fact, &why, Some("write a whole number, without a unit"));
    }
    let told = super::input::configured(site, key.name)?;
    from.push(told.fact);
    Some(told.value)
}
