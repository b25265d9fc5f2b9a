//! Which Ingresses does the controller leave out altogether because of what an annotation says?

use super::address;
use super::annotation::Annotations;
use super::charset;
use super::settings::{Risk, Settings};
use gatewright_plugin_sdk::IngressView;
use gatewright_plugin_sdk::contract::Node;
use gatewright_plugin_sdk::contract::collections::SortedSet;

type Check = fn(&str) -> bool;

/// Annotations that take their Ingress with them when they do not hold.
const FATAL: &[(&str, Check)] = &[
    ("permanent-redirect", charset::url),
    ("temporal-redirect", charset::url),
    ("permanent-redirect-code", charset::number),
    ("temporal-redirect-code", charset::number),
    ("from-to-www-redirect", charset::flag),
    ("relative-redirects", charset::flag),
    ("client-body-buffer-size", charset::size),
    ("connection-proxy-header", |text| matches!(text, "close" | "keep-alive")),
    ("upstream-vhost", charset::server_name),
    ("x-forwarded-prefix", charset::rewrite),
    ("default-backend", charset::service_name),
    ("custom-http-errors", charset::error_codes),
    ("load-balance", balancing),
    ("upstream-hash-by", charset::variable),
    ("upstream-hash-by-subset", charset::flag),
    ("upstream-hash-by-subset-size", charset::number),
    ("server-alias", charset::server_names),
    ("ssl-passthrough", charset::flag),
    ("ssl-ciphers", charset::ciphers),
    ("auth-tls-secret", charset::basic),
    ("auth-tls-error-page", error_page),
    ("auth-tls-pass-certificate-to-upstream", charset::flag),
    ("auth-tls-match-cn", charset::common_name),
    ("proxy-ssl-secret", charset::basic),
    ("auth-type", |text| text.contains("basic") || text.contains("digest")),
    ("auth-secret-type", |text| text.contains("auth-file") || text.contains("auth-map")),
    ("auth-realm", charset::realm),
    ("auth-url", charset::url_with_variables),
    ("limit-rps", charset::number),
    ("limit-rpm", charset::number),
    ("limit-connections", charset::number),
    ("limit-allowlist", ranges),
    ("limit-whitelist", ranges),
    ("opentelemetry-operation-name", word),
    ("http2-push-preload", charset::flag),
    ("fastcgi-index", |text| {
        text.chars().all(|character| character.is_ascii_alphanumeric() || ".-_".contains(character))
    }),
    ("fastcgi-params-configmap", charset::basic),
];

const CRITICAL: &[&str] =
    &["auth-snippet", "modsecurity-snippet", "configuration-snippet", "server-snippet", "stream-snippet"];

const HIGH: &[&str] = &[
    "upstream-hash-by",
    "server-alias",
    "auth-tls-error-page",
    "auth-tls-match-cn",
    "proxy-ssl-name",
    "auth-url",
    "auth-signin",
    "mirror-target",
    "mirror-host",
    "modsecurity-transaction-id",
];

const MEDIUM: &[&str] = &[
    "rewrite-target",
    "app-root",
    "force-ssl-redirect",
    "preserve-trailing-slash",
    "permanent-redirect",
    "temporal-redirect",
    "proxy-cookie-path",
    "proxy-cookie-domain",
    "proxy-body-size",
    "proxy-next-upstream",
    "proxy-redirect-from",
    "proxy-redirect-to",
    "x-forwarded-prefix",
    "custom-headers",
    "auth-tls-secret",
    "auth-tls-verify-client",
    "proxy-ssl-secret",
    "proxy-ssl-ciphers",
    "auth-secret",
    "auth-realm",
    "auth-signin-redirect-param",
    "auth-cache-key",
    "auth-cache-duration",
    "auth-response-headers",
    "auth-proxy-set-headers",
    "auth-request-redirect",
    "allowlist-source-range",
    "whitelist-source-range",
    "denylist-source-range",
    "cors-allow-origin",
    "cors-allow-methods",
    "cors-allow-headers",
    "cors-expose-headers",
    "canary-by-header",
    "canary-by-header-value",
    "canary-by-header-pattern",
    "canary-by-cookie",
    "affinity-mode",
    "session-cookie-name",
    "session-cookie-expires",
    "session-cookie-max-age",
    "session-cookie-path",
    "session-cookie-domain",
    "opentelemetry-operation-name",
    "fastcgi-index",
    "fastcgi-params-configmap",
];

/// Whether the controller acts as if the Ingress were not there.
pub(super) fn left_out(ingress: &IngressView<'_>, annotations: Annotations<'_>, settings: &Settings<'_>) -> bool {
    let is = |names: &[&str]| names.iter().any(|name| annotations.raw(name).is_some());
    let risk = settings.risk();
    let risky = (risk < Risk::Critical && is(CRITICAL))
        || (risk < Risk::High && is(HIGH))
        || (risk < Risk::Medium && is(MEDIUM));
    let fails = |(name, holds): &(&str, Check)| annotations.get(name).is_some_and(|text| !holds(text));
    risky || suspicious(ingress) || blocked(annotations, settings) || (settings.validates() && FATAL.iter().any(fails))
}

/// Whether a host, path or secret holds what no honest one does.
fn suspicious(ingress: &IngressView<'_>) -> bool {
    let hosts = ingress.rules.iter().filter_map(|rule| rule.host).map(|host| host.value);
    let paths = ingress.rules.iter().flat_map(|rule| &rule.paths).filter_map(|path| path.path).map(|path| path.value);
    let secrets = ingress.tls.iter().filter_map(|tls| tls.secret).map(|secret| secret.value);
    let names = ingress.tls.iter().filter_map(|tls| tls.hosts.as_ref()).flat_map(|hosts| hosts.value.iter().copied());
    hosts.chain(paths).chain(secrets).chain(names).any(|text| {
        let directive = |name: &str| {
            text.find(name)
                .and_then(|at| text.get(at + name.len()..))
                .is_some_and(|rest| rest.starts_with(char::is_whitespace) && rest.contains(';'))
        };
        let folder = ["passwd", "shadow", "group", "nginx", "ingress-controller"];
        directive("alias")
            || directive("root")
            || folder.iter().any(|name| text.contains(&format!("/etc/{name}")))
            || text.contains("/var/run/secrets")
            || text.contains("_by_lua")
    })
}

/// Whether a value holds a word that the ConfigMap forbids.
fn blocked(annotations: Annotations<'_>, settings: &Settings<'_>) -> bool {
    let words: SortedSet<&str> = settings.words("annotation-value-word-blocklist").into_iter().collect();
    let all = annotations.view().body().at("/metadata/annotations").map(Node::members).unwrap_or_default();
    let own = all.iter().filter(|(key, _)| key.split_once('/').is_some_and(|(prefix, _)| prefix == settings.prefix));
    own.filter_map(|(_, value)| value.as_str()).any(|value| words.iter().any(|word| value.contains(word)))
}

fn balancing(text: &str) -> bool {
    matches!(text, "round_robin" | "ewma" | "chash" | "chashsubset" | "sticky_balanced" | "sticky_persistent")
}

fn error_page(text: &str) -> bool {
    text.starts_with('@') || (text.contains('/') && charset::url_with_variables(text))
}

fn ranges(text: &str) -> bool {
    address::ranges(text).is_some()
}

fn word(text: &str) -> bool {
    text.chars().all(|character| character.is_ascii_alphanumeric() || "-_".contains(character))
}
