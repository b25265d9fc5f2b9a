//! `enable-modsecurity` and its companions: a web application firewall.

use super::charset;
use super::input::{self, filled, idle};
use crate::effects::Effects;
use crate::settings::Version;
use crate::site::Site;
use gatewright_plugin_sdk::contract::{FactId, Severity, Waf, Want};
use gatewright_plugin_sdk::value::{Flag, Text};
use gatewright_plugin_sdk::{Answer, Feature, Key};

const ON: Key<Flag> = Key::new("enable-modsecurity", "false", "ModSecurity looks at requests");
const CORE: Key<Flag> = Key::new("enable-owasp-core-rules", "false", "the OWASP core rules are loaded");
const TRANSACTION: Key<Text> = Key::new("modsecurity-transaction-id", "", "id of a request in ModSecurity's log");
const SNIPPET: Key<Text> = Key::new("modsecurity-snippet", "", "rules of ModSecurity, and its settings");
const LUA: Key<Text> = Key::new("lua-resty-waf", "", "removed in 0.27: another firewall");
const LUA_DEBUG: Key<Text> = Key::new("lua-resty-waf-debug", "", "removed in 0.27");
const LUA_IGNORE: Key<Text> = Key::new("lua-resty-waf-ignore-rulesets", "", "removed in 0.27");
const LUA_EXTRA: Key<Text> = Key::new("lua-resty-waf-extra-rules", "", "removed in 0.27");
const LUA_TYPES: Key<Text> = Key::new("lua-resty-waf-allow-unknown-content-types", "", "removed in 0.27");
const LUA_SCORE: Key<Text> = Key::new("lua-resty-waf-score-threshold", "", "removed in 0.27");
const LUA_PARTS: Key<Text> = Key::new("lua-resty-waf-process-multipart-body", "", "removed in 0.27");

/// The family.
pub(super) const FEATURE: Feature = Feature {
    name: "waf",
    keys: &[
        &ON,
        &CORE,
        &TRANSACTION,
        &SNIPPET,
        &LUA,
        &LUA_DEBUG,
        &LUA_IGNORE,
        &LUA_EXTRA,
        &LUA_TYPES,
        &LUA_SCORE,
        &LUA_PARTS,
    ],
    doc: document!("waf.md"),
};

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    lua(site, effects, answer);
    let own = site.take(&ON, answer);
    let global = site.settings.flag("enable-modsecurity", false);
    let is_on = own.map_or(global, |told| told.value.0);
    let meaning = if is_on { input::Meaning::Here } else { input::Meaning::Nowhere("ModSecurity is off here") };
    let snippet = filled(site, &SNIPPET, answer);
    let rules = snippet.and_then(|told| input::snippet(site, (&SNIPPET, told), meaning, (effects, answer)));
    let core = site.take(&CORE, answer);
    if !is_on {
        if let Some(told) = own {
            let why = if global { "it takes the Ingress out of the ConfigMap's firewall" } else { "it is off" };
            answer.inert(told.fact, why);
        }
        idle(site, &[CORE.name, TRANSACTION.name], "ModSecurity is off here", answer);
        return;
    }
    let mut from: Vec<FactId> = own.map(|told| told.fact).into_iter().collect();
    if own.is_none() || global {
        from.extend(site.settings.facts(&["enable-modsecurity", "modsecurity-snippet"]));
    }
    let everywhere = site.settings.flag("enable-owasp-modsecurity-crs", false);
    if everywhere {
        from.extend(site.settings.facts(&["enable-owasp-modsecurity-crs"]));
    }
    match core {
        Some(told) if told.value.0 => from.push(told.fact),
        Some(told) if everywhere => answer.inert(told.fact, "the ConfigMap loads the core rules in any case"),
        Some(told) => answer.inert(told.fact, "it is off, as without it"),
        None => {}
    }
    transaction(site, answer);
    let shared = site.settings.text("modsecurity-snippet").filter(|_| global);
    let texts: Vec<&str> = shared.into_iter().chain(rules.as_ref().map(|told| told.value.as_str())).collect();
    let text = Some(texts.join("\n")).filter(|text| !text.is_empty());
    from.extend(rules.as_ref().map(|told| told.fact));
    mode(text.as_deref(), from.first().copied(), answer);
    let core_rules = core.is_some_and(|told| told.value.0) || everywhere;
    effects.guard(Want::Waf(Waf { engine: "modsecurity".to_owned(), core_rules, rules: text }), from);
}

/// Without the right setting ModSecurity only wrote into its log.
fn mode(rules: Option<&str>, at: Option<FactId>, answer: &mut Answer) {
    let blocks = rules.unwrap_or_default().lines().map(str::trim).any(|line| {
        let mut words = line.split_whitespace();
        words.next().is_some_and(|word| word.eq_ignore_ascii_case("SecRuleEngine"))
            && words.next().is_some_and(|word| word.trim_matches('"').eq_ignore_ascii_case("on"))
    });
    if !blocks {
        let text = "ModSecurity refused nothing: without `SecRuleEngine On` it only writes into its log";
        let help = "remove enable-modsecurity if nobody reads that log: then no rule is closed for want of a firewall";
        answer.find(Severity::Info, "waf-detects-only", text).at(at).help(help);
    }
}

fn transaction(site: &Site<'_>, answer: &mut Answer) {
    let Some(told) = filled(site, &TRANSACTION, answer) else { return };
    if site.settings.validates() && !charset::variables(&told.value) {
        answer.invalid(told.fact, "the controller ignored it", Some("write variables only"));
    } else {
        let advice = "look for another id, such as X-Request-ID, where you compare logs";
        answer.unsupported(told.fact, "it named requests in the log of ModSecurity alone", Some(advice));
    }
}

/// The firewall of controllers before 0.27.
fn lua(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    let more = [LUA_DEBUG, LUA_IGNORE, LUA_EXTRA, LUA_TYPES, LUA_SCORE, LUA_PARTS].map(|key| key.name);
    if site.settings.version >= (Version { major: 0, minor: 27 }) {
        let why = "controllers from 0.27 on do not read it; enable-modsecurity took its place";
        idle(site, &more, why, answer);
        let Some(told) = site.text(LUA.name) else { return };
        answer.inert(told.fact, why);
        if told.value.trim() == "active" {
            let text =
                "lua-resty-waf had no effect any more: it was removed in 0.27, and no firewall looked at requests";
            let help = "remove it, or set a firewall of the new implementation";
            answer.find(Severity::Warning, "removed-guard", text).at([told.fact]).help(help);
        }
        return;
    }
    match filled(site, &LUA, answer) {
        Some(told) if told.value == "active" => {
            idle(site, &more, "it belongs to lua-resty-waf, of which only the firewall itself is kept", answer);
            let engine = "lua-resty-waf".to_owned();
            effects.guard(Want::Waf(Waf { engine, core_rules: true, rules: None }), [told.fact]);
        }
        Some(told) => {
            answer.inert(told.fact, "it refused nothing: only `active` does");
            idle(site, &more, "lua-resty-waf is not active", answer);
        }
        None => idle(site, &more, "without lua-resty-waf it means nothing", answer),
    }
}
