//! Logs, traces, metrics, and settings of connections that no client can see.

mod removed;

use super::charset;
use super::input::{filled, idle, refuse};
use crate::effects::Effects;
use crate::site::Site;
use gatewright_plugin_sdk::contract::{FactId, Severity, Want};
use gatewright_plugin_sdk::value::{Flag, Text, Value};
use gatewright_plugin_sdk::{Answer, Feature, Key};

const ACCESS_LOG: Key<Flag> = Key::new("enable-access-log", "true", "requests are written into the log");
const REWRITE_LOG: Key<Flag> = Key::new("enable-rewrite-log", "false", "rewrites are written into the log");
const TRACING: Key<Flag> = Key::new("enable-opentelemetry", "false", "requests are traced");
const TRUST: Key<Flag> = Key::new("opentelemetry-trust-incoming-span", "true", "traces of clients are continued");
const SPAN: Key<Text> = Key::new("opentelemetry-operation-name", "", "name of the spans");
const OLD_TRACING: Key<Text> = Key::new("enable-opentracing", "", "removed in 1.10");
const OLD_TRUST: Key<Text> = Key::new("opentracing-trust-incoming-span", "", "removed in 1.10");
const INFLUX: Key<Text> = Key::new("enable-influxdb", "", "removed in 1.7");
const INFLUX_MEASUREMENT: Key<Text> = Key::new("influxdb-measurement", "", "removed in 1.7");
const INFLUX_PORT: Key<Text> = Key::new("influxdb-port", "", "removed in 1.7");
const INFLUX_HOST: Key<Text> = Key::new("influxdb-host", "", "removed in 1.7");
const INFLUX_NAME: Key<Text> = Key::new("influxdb-server-name", "", "removed in 1.7");
const VTS: Key<Text> = Key::new("vts-filter-key", "", "removed in 0.16");
const MAX_FAILS: Key<Text> = Key::new("upstream-max-fails", "", "removed in 0.21");
const FAIL_TIMEOUT: Key<Text> = Key::new("upstream-fail-timeout", "", "removed in 0.21");
const PUSH: Key<Text> = Key::new("http2-push-preload", "false", "linked files are pushed");
const CONNECTION: Key<Text> = Key::new("connection-proxy-header", "", "Connection header that the backend sees");

/// The family.
pub(super) const FEATURE: Feature = Feature {
    name: "telemetry",
    keys: &[
        &ACCESS_LOG,
        &REWRITE_LOG,
        &TRACING,
        &TRUST,
        &SPAN,
        &OLD_TRACING,
        &OLD_TRUST,
        &INFLUX,
        &INFLUX_MEASUREMENT,
        &INFLUX_PORT,
        &INFLUX_HOST,
        &INFLUX_NAME,
        &VTS,
        &MAX_FAILS,
        &FAIL_TIMEOUT,
        &PUSH,
        &CONNECTION,
    ],
    doc: document!("telemetry.md"),
};

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    logs(site, effects, answer);
    tracing(site, effects, answer);
    removed::apply(site, effects, answer);
    if let Some(told) = filled(site, &PUSH, answer) {
        if Flag::parse(&told.value).is_ok() {
            answer.inert(told.fact, "browsers take no pushed files any more");
        } else {
            broken(site, (&PUSH, told.fact, &told.value), effects, answer);
        }
    }
    let Some(told) = filled(site, &CONNECTION, answer) else { return };
    if matches!(told.value.as_str(), "close" | "keep-alive") {
        let why = "whether connections to a backend are kept is the gateway's own choice; WebSockets work now";
        answer.inert(told.fact, why);
    } else {
        broken(site, (&CONNECTION, told.fact, &told.value), effects, answer);
    }
}

/// A value that the controller refused; before it checked values, nothing came of it.
fn broken(site: &Site<'_>, (key, fact, text): (&Key<Text>, FactId, &str), effects: &mut Effects, answer: &mut Answer) {
    let why = format!("{} `{text}` is not valid", key.name);
    if site.settings.validates() {
        refuse(fact, (why, "correct or remove it"), effects, answer);
    } else {
        answer.invalid(fact, &why, Some("correct or remove it"));
    }
}

fn logs(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    if let Some(told) = site.take(&ACCESS_LOG, answer) {
        if told.value.0 {
            answer.inert(told.fact, "it is the default");
        } else {
            effects.wish(
                Want::Telemetry { what: "access-log".to_owned(), enabled: false, format: Vec::new() },
                [told.fact],
            );
        }
    }
    if let Some(told) = site.take(&REWRITE_LOG, answer) {
        answer.inert(told.fact, "it wrote into the log of nginx alone");
    }
}

/// Traces are nothing that a client sees, but somebody reads them.
fn tracing(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    let own = site.take(&TRACING, answer);
    let general = site.settings.flag("enable-opentelemetry", false);
    let is_on = own.map_or(general, |told| told.value.0);
    let span = filled(site, &SPAN, answer);
    // The controller read it only beside the switch.
    let read = own.is_some_and(|told| told.value.0);
    if let Some(told) = span.filter(|told| read && !charset::word(&told.value)) {
        broken(site, (&SPAN, told.fact, &told.value), effects, answer);
    }
    match own {
        Some(told) if told.value.0 == general => answer.inert(told.fact, "it is as the ConfigMap has it"),
        Some(told) => {
            effects
                .want(Want::Telemetry { what: "tracing".to_owned(), enabled: is_on, format: Vec::new() }, [told.fact]);
        }
        None => {}
    }
    if !is_on {
        idle(site, &[TRUST.name, SPAN.name], "requests are not traced", answer);
        return;
    }
    let trust = site.take(&TRUST, answer);
    if let Some(told) = trust.filter(|told| told.value.0) {
        answer.inert(told.fact, "it is the default");
    }
    let distrust = trust.filter(|told| !told.value.0).map(|told| told.fact);
    let name = site.text(SPAN.name).filter(|told| answer.verdict(told.fact).is_none()).map(|told| told.fact);
    let advice = "set it where the new implementation is told to trace";
    for fact in distrust.into_iter().chain(name) {
        answer.unsupported(fact, "how spans are made is set for a whole gateway", Some(advice));
        let text = "a setting of traces is not carried over: how spans are made is set for a whole gateway";
        answer.find(Severity::Info, "tracing-detail", text).at([fact]).help(advice);
    }
}
