//! What the controller's ConfigMap says of every connection: whose address counts, TLS, times, compression, the log.

use crate::settings::Settings;
use crate::variable::pieces;
use gatewright_plugin_sdk::Answer;
use gatewright_plugin_sdk::contract::collections::{SortedMap, SortedSet};
use gatewright_plugin_sdk::contract::{
    ClientAddress, ClientConnections, Compression, Concurrency, GatewayWants, OnLoss, Retry, Timeouts, ToldBy, Want,
    Wanted,
};

/// Entries that say whose address counts.
const ADDRESS: [&str; 5] =
    ["use-forwarded-headers", "use-proxy-protocol", "enable-real-ip", "forwarded-for-header", "proxy-real-ip-cidr"];
/// The entry for headers with an underscore in their name.
const UNDERSCORES: &str = "enable-underscores-in-headers";
/// Entries that say what a line of the log is.
const LINES: [&str; 2] = ["log-format-upstream", "log-format-escape-json"];
/// Entries with a number, and what it is.
const NUMBERS: [(&str, fn(u64) -> ClientConnections); 5] = [
    ("keep-alive", |time| ClientConnections { idle: Some(time.saturating_mul(1000)), ..ClientConnections::default() }),
    ("keep-alive-requests", |most| ClientConnections { requests: Some(most), ..ClientConnections::default() }),
    ("client-header-timeout", |time| ClientConnections {
        headers_within: Some(time.saturating_mul(1000)),
        ..ClientConnections::default()
    }),
    ("client-body-timeout", |time| ClientConnections {
        body_idle: Some(time.saturating_mul(1000)),
        ..ClientConnections::default()
    }),
    ("http2-max-concurrent-streams", |most| ClientConnections { streams: Some(most), ..ClientConnections::default() }),
];

/// Wants it for every gateway of the table.
pub(crate) fn write(settings: &Settings, answer: &mut Answer) {
    let mut wants = Vec::new();
    let mut want = |want, keys: &[&str]| {
        wants.push(Wanted { want, on_loss: OnLoss::Warn, from: settings.facts(keys) });
    };
    if let Some(address) = address(settings) {
        want(Want::ClientAddress(address), &ADDRESS);
    }
    let kept = [("ciphers", "ssl-ciphers"), ("protocols", "ssl-protocols")];
    let option = |(name, key): (&str, _)| Some((name.to_owned(), settings.text(key)?.to_owned()));
    let options: SortedMap<String, String> = kept.into_iter().filter_map(option).collect();
    if !options.is_empty() {
        want(Want::TlsOptions { options }, &["ssl-ciphers", "ssl-protocols"]);
    }
    for (key, made) in NUMBERS {
        let number = settings.text(key).and_then(|text| text.trim().trim_end_matches('s').parse().ok());
        if let Some(number) = number {
            want(Want::ClientConnections(made(number)), &[key]);
        }
    }
    if !settings.flag("use-http2", true) {
        let plain = ClientConnections { http2: Some(false), ..ClientConnections::default() };
        want(Want::ClientConnections(plain), &["use-http2"]);
    }
    if settings.entry(UNDERSCORES).is_some() {
        want(underscores(settings), &[UNDERSCORES]);
    }
    let switches = [("enable-brotli", "brotli"), ("use-gzip", "gzip")];
    let on = switches.into_iter().filter(|(key, _)| settings.flag(key, false));
    let algorithms: Vec<String> = on.map(|(_, name)| name.to_owned()).collect();
    if !algorithms.is_empty() {
        let from_bytes = Some(settings.number("gzip-min-length", 256));
        let keys = ["enable-brotli", "use-gzip", "gzip-min-length"];
        want(Want::Compression(Compression { algorithms, from_bytes }), &keys);
    }
    // Nobody who sends requests sees the log.
    let log = |enabled, format| Want::Telemetry { what: "access-log".to_owned(), enabled, format };
    let off = ["disable-access-log", "disable-http-access-log"].into_iter().find(|key| settings.flag(key, false));
    let lines = settings.text("log-format-upstream").filter(|text| !text.is_empty());
    let logged = match (off, lines) {
        (Some(key), _) => Some((log(false, Vec::new()), vec![key])),
        (None, Some(text)) => Some((log(true, pieces(text)), LINES.to_vec())),
        (None, None) => None,
    };
    if let Some((want, keys)) = logged {
        wants.push(Wanted { want, on_loss: OnLoss::Ignore, from: settings.facts(&keys) });
    }
    wants.extend(unasked(settings).into_iter().map(|want| Wanted { want, on_loss: OnLoss::Ignore, from: Vec::new() }));
    let gateways: SortedSet<String> = answer.table.rules.iter().map(|rule| rule.gateway.clone()).collect();
    let all = gateways.into_iter().map(|gateway| GatewayWants { gateway, wants: wants.clone() });
    answer.table.gateways.extend(all);
}

/// What the controller did without a word from anybody. What is said of it is said by `controller-defaults`.
fn unasked(settings: &Settings) -> Vec<Want> {
    let times = Timeouts { connect: Some(5_000), send: Some(60_000), read: Some(60_000) };
    let conditions = vec!["connect-failure".to_owned()];
    // It sent a backend as many requests as came.
    let endless = Concurrency { connections: Some(0), requests: Some(0), waiting: Some(0) };
    let mut wants = vec![
        Want::Concurrency(endless),
        Want::Timeouts(times),
        Want::Retry(Retry { attempts: 3, conditions, ..Retry::default() }),
    ];
    if settings.entry(UNDERSCORES).is_none() {
        wants.push(underscores(settings));
    }
    wants
}

/// Whether headers with an underscore in their name are taken: if not, they are dropped.
fn underscores(settings: &Settings) -> Want {
    let underscores = Some(settings.flag(UNDERSCORES, false));
    Want::ClientConnections(ClientConnections { underscores, ..ClientConnections::default() })
}

/// The controller believed headers or the PROXY protocol, from everybody unless told otherwise.
fn address(settings: &Settings) -> Option<ClientAddress> {
    let header = settings.flag("use-forwarded-headers", false) || settings.flag("enable-real-ip", false);
    let told_by = match settings.flag("use-proxy-protocol", false) {
        true => ToldBy::ProxyProtocol,
        false if header => {
            ToldBy::Header(settings.text("forwarded-for-header").unwrap_or("X-Forwarded-For").to_owned())
        }
        false => return None,
    };
    let ranges = settings.text("proxy-real-ip-cidr").unwrap_or("0.0.0.0/0");
    let trusted = ranges.split(',').map(|range| range.trim().to_owned()).filter(|range| !range.is_empty()).collect();
    Some(ClientAddress { told_by, trusted })
}
