//! The controller's ConfigMap: what became of each entry that no rule was made from, and of defaults nobody wrote down.

use crate::effects::Effects;
use crate::settings::Settings;
use crate::site::Site;
use gatewright_plugin_sdk::contract::{Anchoring, Aspect, Atom, Dialect, Expr, Regex, Severity, StringMatch};
use gatewright_plugin_sdk::{Answer, Feature};

/// The family.
pub(super) const FEATURE: Feature = Feature { name: "controller-settings", keys: &[], doc: document!("config_map.md") };

/// Reads nothing of an Ingress: entries that keep somebody out everywhere are guards of every path.
pub(super) fn apply(_: &Site<'_>, _: &mut Effects, _: &mut Answer) {}

/// Entries that decide how annotations are read.
const DECIDING: &[&str] = &[
    "allow-cross-namespace-resources",
    "allow-snippet-annotations",
    "annotation-value-word-blocklist",
    "annotations-risk-level",
    "force-ssl-redirect",
    "global-allowed-response-headers",
    "http-redirect-code",
    "limit-conn-status-code",
    "limit-req-status-code",
    "no-auth-locations",
    "no-tls-redirect-locations",
    "preserve-trailing-slash",
    "proxy-ssl-location-only",
    "relative-redirects",
    "ssl-redirect",
    "strict-validate-path-type",
    "use-forwarded-headers",
];

/// Entries that a client or a backend can notice, and what to do about each.
const NOTICED: &[(&str, &str)] = &[
    ("compute-full-forwarded-for", "see how the new implementation writes X-Forwarded-For"),
    ("custom-http-errors", "let backends write their error pages, or use those of the new implementation"),
    ("enable-brotli", "switch compression on in the new implementation"),
    ("enable-real-ip", "tell the new implementation whose X-Forwarded-For it may trust"),
    ("enable-underscores-in-headers", "check that backends do not rely on headers with underscores"),
    ("forwarded-for-header", "tell the new implementation which header holds the client's address"),
    ("hsts", "set Strict-Transport-Security in the backends, or with a filter"),
    ("hsts-include-subdomains", "set Strict-Transport-Security in the backends, or with a filter"),
    ("hsts-max-age", "set Strict-Transport-Security in the backends, or with a filter"),
    ("hsts-preload", "set Strict-Transport-Security in the backends, or with a filter"),
    ("http-snippet", "see what it did, and do the same with a policy of the new implementation"),
    ("limit-rate", "see whether the new implementation can limit bandwidth"),
    ("limit-rate-after", "see whether the new implementation can limit bandwidth"),
    ("load-balance", "choose the algorithm in a policy of the new implementation"),
    ("location-snippet", "see what it did for every path, and do the same with a policy or in the backends"),
    ("proxy-body-size", "set the largest body in a policy of the new implementation"),
    ("proxy-buffering", "see whether the new implementation buffers"),
    ("proxy-connect-timeout", "set timeouts in a policy of the new implementation"),
    ("proxy-next-upstream", "set retries in a policy of the new implementation"),
    ("proxy-next-upstream-timeout", "set retries in a policy of the new implementation"),
    ("proxy-next-upstream-tries", "set retries in a policy of the new implementation"),
    ("proxy-read-timeout", "set timeouts in a policy of the new implementation"),
    ("proxy-real-ip-cidr", "tell the new implementation whose X-Forwarded-For it may trust"),
    ("proxy-request-buffering", "see whether the new implementation buffers"),
    ("proxy-send-timeout", "set timeouts in a policy of the new implementation"),
    ("retry-non-idempotent", "set retries in a policy of the new implementation"),
    ("server-snippet", "see what it did for every host, and do the same with a policy or in the backends"),
    ("service-upstream", "nothing to do unless a mesh relies on it"),
    ("ssl-ciphers", "set ciphers in a policy or listener option of the new implementation"),
    ("ssl-protocols", "set versions of TLS in a policy or listener option of the new implementation"),
    ("ssl-reject-handshake", "nothing to do: a gateway refuses names it has no listener for"),
    ("upstream-hash-by", "choose the hash in a policy of the new implementation"),
    ("use-gzip", "switch compression on in the new implementation"),
    ("use-http2", "see that the new implementation's listeners speak HTTP/2"),
    ("use-proxy-protocol", "tell the new implementation to read the PROXY protocol, or clients' addresses are lost"),
];

/// Entries that keep somebody out.
const GUARDING: &[&str] = &[
    "block-cidrs",
    "block-referers",
    "block-user-agents",
    "denylist-source-range",
    "enable-modsecurity",
    "enable-owasp-modsecurity-crs",
    "global-auth-url",
    "modsecurity-snippet",
    "whitelist-source-range",
];

/// Settles every entry that nobody spoke of.
pub(crate) fn settle(settings: &Settings, answer: &mut Answer) {
    let spoken = answer.spoken();
    let mut noticed = Vec::new();
    for (key, told) in settings.entries().filter(|(_, told)| !spoken.has(told.fact)) {
        if DECIDING.contains(&key) {
            answer.inert(told.fact, "it decided how the controller read annotations, and was read for that");
        } else if let Some((_, advice)) = NOTICED.iter().find(|(name, _)| *name == key) {
            answer.unsupported(told.fact, "it holds for every path, and no route can say it", Some(advice));
            noticed.push((key, told.fact));
        } else if GUARDING.contains(&key) && is_on(&told.value) {
            answer.unsupported(told.fact, "no path of the input is under it", None);
        } else if GUARDING.contains(&key) {
            answer.inert(told.fact, "it is off, as without it");
        } else {
            answer.inert(told.fact, "it tunes the controller's own process, or belongs to a feature that is not used");
        }
    }
    if let Some((first, _)) = noticed.first() {
        let more = if noticed.len() > 1 { format!(" and {} more", noticed.len() - 1) } else { String::new() };
        let text =
            format!("`{first}`{more} of the controller's ConfigMap hold for every path, and no route can say them");
        answer
            .find(Severity::Warning, "controller-settings", text)
            .at(noticed.iter().map(|(_, fact)| *fact))
            .help("the report has an instruction for each of them");
    }
}

fn is_on(value: &str) -> bool {
    !matches!(value.trim(), "" | "false")
}

/// Says once what the controller did everywhere without being asked.
pub(crate) fn tell_defaults(settings: &Settings, answer: &mut Answer) {
    let forwards = |rule: &gatewright_plugin_sdk::contract::Rule| {
        matches!(rule.action, gatewright_plugin_sdk::contract::Action::Forward(_))
    };
    if answer.table.rules.is_empty() {
        return;
    }
    let forwards = answer.table.rules.iter().any(forwards);
    let limited = settings.entry("proxy-body-size").is_none();
    let mut defaults = Vec::new();
    if limited {
        defaults.push("bodies over 1 MB were refused (413)");
    }
    if forwards && settings.flag("hsts", true) && settings.entry("hsts").is_none() {
        defaults.push("https responses had Strict-Transport-Security");
    }
    if forwards && settings.entry("proxy-read-timeout").is_none() && settings.entry("proxy-connect-timeout").is_none() {
        defaults.push("a backend had 5 s to connect and 60 s between two bytes");
    }
    if forwards && settings.entry("proxy-next-upstream").is_none() {
        defaults.push("a failed connection was tried up to three times");
    }
    if forwards && settings.entry("enable-underscores-in-headers").is_none() {
        defaults.push("headers with `_` in their name were left out");
    }
    if defaults.is_empty() {
        return;
    }
    let text = format!("the controller did more by default than any annotation says: {}", defaults.join("; "));
    let telling = answer
        .find(Severity::Info, "controller-defaults", text)
        .help("compare with the defaults of the new implementation, and set what clients rely on");
    if limited {
        telling.announces(large_body(), [Aspect::Answer, Aspect::Backends, Aspect::Upstream]);
    }
}

/// Requests whose body is longer than 1048576 bytes.
fn large_body() -> Expr {
    let longer = "0*(104857[7-9]|10485[89][0-9]|1048[6-9][0-9]{2}|1049[0-9]{3}|10[5-9][0-9]{4}|1[1-9][0-9]{5}|[2-9][0-9]{6}|[1-9][0-9]{7,})";
    let pattern =
        Regex { pattern: longer.to_owned(), dialect: Dialect::Re2, anchoring: Anchoring::Full, ignore_case: false };
    Expr::Is(Atom::Header { name: "content-length".to_owned(), value: StringMatch::Regex(pattern) })
}
