//! Names under the controller's prefix that it never read.

use crate::effects::Effects;
use crate::names::PUBLISHED;
use crate::site::Site;
use gatewright_plugin_sdk::contract::Severity;
use gatewright_plugin_sdk::text::nearest;
use gatewright_plugin_sdk::{Answer, Feature};

/// The family.
pub(super) const FEATURE: Feature = Feature { name: "unknown-names", keys: &[], doc: document!("unknown.md") };

/// Names people write, and what they may have meant.
const MEANT: &[(&str, &str)] = &[
    ("add-headers", "the key add-headers of the controller's ConfigMap, or custom-headers"),
    ("brotli-level", "the key brotli-level of the controller's ConfigMap"),
    ("canary-by-weight", "canary-weight"),
    ("client-body-timeout", "the key client-body-timeout of the controller's ConfigMap"),
    ("client-header-buffer-size", "the key client-header-buffer-size of the controller's ConfigMap"),
    ("client-max-body-size", "proxy-body-size"),
    ("cors-enable", "enable-cors"),
    ("enable-brotli", "the key enable-brotli of the controller's ConfigMap"),
    ("enable-gzip", "the key use-gzip of the controller's ConfigMap"),
    ("enable-owasp-modsecurity-crs", "enable-owasp-core-rules"),
    ("enable-underscores-in-headers", "the key enable-underscores-in-headers of the controller's ConfigMap"),
    ("grpc-services", "an annotation of F5's NGINX Ingress Controller; here it is backend-protocol"),
    ("gzip-level", "the key gzip-level of the controller's ConfigMap"),
    ("hide-headers", "the key hide-headers of the controller's ConfigMap"),
    ("hsts", "the key hsts of the controller's ConfigMap"),
    ("hsts-include-subdomains", "the key hsts-include-subdomains of the controller's ConfigMap"),
    ("hsts-max-age", "the key hsts-max-age of the controller's ConfigMap"),
    ("hsts-preload", "the key hsts-preload of the controller's ConfigMap"),
    ("http-snippet", "the key http-snippet of the controller's ConfigMap"),
    ("ignore-invalid-headers", "the key ignore-invalid-headers of the controller's ConfigMap"),
    ("large-client-header-buffers", "the key large-client-header-buffers of the controller's ConfigMap"),
    ("location-snippet", "configuration-snippet"),
    ("location-snippets", "configuration-snippet; with an s it is F5's NGINX Ingress Controller's"),
    ("main-snippet", "the key main-snippet of the controller's ConfigMap"),
    ("mirror-uri", "mirror-target"),
    ("proxy-cookie-flags", "nothing the controller has"),
    ("proxy-intercept-errors", "custom-http-errors"),
    ("proxy-max-body-size", "proxy-body-size"),
    ("proxy-set-headers", "the key proxy-set-headers of the controller's ConfigMap"),
    ("rate-limit", "limit-rps or limit-rpm"),
    ("rate-limit-rps", "limit-rps"),
    ("server-snippets", "server-snippet; with an s it is F5's NGINX Ingress Controller's"),
    ("ssl-protocols", "the key ssl-protocols of the controller's ConfigMap"),
    ("ssl-redirect-code", "the key http-redirect-code of the controller's ConfigMap"),
    ("ssl-services", "an annotation of F5's NGINX Ingress Controller; here it is backend-protocol"),
    ("tcp-services", "the controller's flag --tcp-services-configmap"),
    ("udp-services", "the controller's flag --udp-services-configmap"),
    ("websocket-services", "nothing: WebSockets work without any setting"),
    ("whitelist-x-forwarded-for", "whitelist-source-range, with use-forwarded-headers in the controller's ConfigMap"),
];

/// Parts of a name that say it was meant to keep somebody out.
const GUARDS: [&str; 8] = ["auth", "allow", "deny", "whitelist", "blacklist", "limit", "waf", "source-range"];

/// Reads it.
pub(super) fn apply(site: &Site<'_>, _: &mut Effects, answer: &mut Answer) {
    for (name, told) in site.own.iter().filter(|(name, _)| PUBLISHED.binary_search(name).is_err()) {
        let meant = MEANT.iter().find(|(known, _)| known == name).map(|(_, meant)| (*meant).to_owned());
        let meant = meant.or_else(|| nearest(name, PUBLISHED.iter().copied()).map(str::to_owned));
        let why = "the controller never had an annotation of this name, so it never had an effect";
        let advice = meant.map_or_else(
            || "remove it".to_owned(),
            |meant| format!("what was meant may be {meant}; remove it, or correct it if the effect is wanted"),
        );
        answer.settle(told.fact, gatewright_plugin_sdk::contract::VerdictKind::Inert, Some(why), Some(&advice));
        let guard = GUARDS.iter().any(|word| name.contains(word));
        let text = if guard {
            format!("`{name}` never had an effect: whatever it was meant to keep out got in")
        } else {
            format!("`{name}` never had an effect: the controller has no annotation of this name")
        };
        answer.find(Severity::Warning, "no-such-annotation", text).at([told.fact]).help(advice);
    }
}
