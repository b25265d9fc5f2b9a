//! What do the annotations of one Ingress ask for, all groups together?

use super::access::{Access, Denied};
use super::annotation::Annotations;
use super::canary::Canary;
use super::catalog::{Catalog, Found};
use super::charset;
use super::cors::Cors;
use super::directive::{self, Directive};
use super::headers::{self, Changes};
use super::redirect::Redirect;
use super::rewrite::Rewrite;
use super::settings::{Settings, words};
use super::validation;
use gatewright_plugin_sdk::IngressView;

/// An Ingress that the controller accepted.
#[derive(Clone, Debug)]
pub(super) struct Policy<'r> {
    /// The Ingress.
    pub(super) ingress: IngressView<'r>,
    /// Rewriting.
    pub(super) rewrite: Rewrite<'r>,
    /// Redirects.
    pub(super) redirect: Redirect<'r>,
    /// Other origins.
    pub(super) cors: Option<Cors<'r>>,
    /// Whether it is a canary, and of which kind.
    pub(super) canary: Option<Canary<'r>>,
    /// Who may come in; its rules are closed where a setting is broken.
    pub(super) access: Result<Access, Denied>,
    /// Response headers.
    pub(super) headers: Changes,
    /// Other names of its hosts.
    pub(super) aliases: Vec<&'r str>,
    /// Directives for its locations.
    pub(super) snippet: Vec<Directive>,
    /// Directives for its hosts.
    pub(super) server_snippet: Vec<Directive>,
    /// Host that the backend sees.
    pub(super) upstream_host: Option<&'r str>,
    /// Whether TLS is passed on unterminated.
    pub(super) passthrough: bool,
    /// Client certificates.
    pub(super) certificate: Certificate<'r>,
    /// Largest body.
    pub(super) body_limit: u64,
    /// The cookie that keeps a client at its endpoint.
    pub(super) sticky: Option<&'r str>,
    /// Whether statuses of the controller's default backend pass as they are.
    pub(super) passes_errors: bool,
    /// Statuses that are replaced.
    pub(super) error_codes: Vec<u16>,
    /// Service that answers in place of errors.
    pub(super) error_backend: Option<&'r str>,
}

/// What a host asks of certificates of clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Certificate<'r> {
    /// Nothing.
    Unasked,
    /// Its Secret is unusable.
    Broken,
    /// A certificate, and a condition on its name.
    Asked {
        /// Whether clients without one are turned away.
        required: bool,
        /// What its common name must match.
        name: Option<&'r str>,
    },
}

impl<'r> Policy<'r> {
    /// Reads an Ingress; none where the controller leaves it out.
    pub(super) fn read(ingress: IngressView<'r>, settings: &Settings<'r>, catalog: &Catalog<'r>) -> Option<Policy<'r>> {
        let annotations = Annotations::of(ingress.view, settings.prefix);
        if validation::left_out(&ingress, annotations, settings) {
            return None;
        }
        let snippet = |name: &str| {
            let text = annotations.get(name).filter(|_| settings.allows_snippets());
            directive::parse(text.unwrap_or_default())
        };
        let headers = headers::custom(annotations, settings, catalog);
        let access = Access::read(annotations, settings, catalog);
        let access = access.and_then(|access| headers.as_ref().map(|_| access).map_err(|denied| *denied));
        let access = if broken_references(annotations, catalog) { Err(Denied) } else { access };
        let codes = annotations.get("custom-http-errors").or_else(|| settings.text("custom-http-errors"));
        Some(Policy {
            rewrite: Rewrite::read(annotations, settings),
            redirect: Redirect::read(annotations, settings),
            cors: Cors::read(annotations),
            canary: Canary::read(annotations),
            access,
            headers: headers.unwrap_or_default(),
            aliases: annotations.get("server-alias").map(words).unwrap_or_default(),
            snippet: snippet("configuration-snippet"),
            server_snippet: snippet("server-snippet"),
            upstream_host: annotations.get("upstream-vhost"),
            passthrough: annotations.flag("ssl-passthrough").unwrap_or(false),
            certificate: certificate(annotations, catalog),
            body_limit: body_limit(annotations.get("proxy-body-size"), settings.text("proxy-body-size")),
            sticky: (annotations.get("affinity") == Some("cookie"))
                .then(|| annotations.get("session-cookie-name").unwrap_or("INGRESSCOOKIE")),
            passes_errors: annotations.flag("disable-proxy-intercept-errors").unwrap_or(false),
            error_codes: error_codes(codes.unwrap_or_default()),
            error_backend: annotations.get("default-backend"),
            ingress,
        })
    }
}

/// Codes of errors; none where one of them cannot be read.
fn error_codes(text: &str) -> Vec<u16> {
    let codes = text.split(',').map(|code| code.trim().parse::<u16>());
    codes.collect::<Result<Vec<u16>, _>>().unwrap_or_default()
}

/// Whether an object that must be there is not.
fn broken_references(annotations: Annotations<'_>, catalog: &Catalog<'_>) -> bool {
    let home = annotations.view().namespace();
    let secret = annotations
        .get("proxy-ssl-secret")
        .filter(|name| charset::basic(name))
        .is_some_and(|name| !name.contains('/') || matches!(catalog.secret(home, name), Found::Broken));
    let map = annotations.get("fastcgi-params-configmap");
    secret || map.is_some_and(|name| matches!(catalog.map(home, name), Found::Broken))
}

fn certificate<'r>(annotations: Annotations<'r>, catalog: &Catalog<'_>) -> Certificate<'r> {
    let Some(secret) = annotations.get("auth-tls-secret") else { return Certificate::Unasked };
    let usable = secret.contains('/')
        && match catalog.secret(annotations.view().namespace(), secret) {
            Found::Known(found) => found.key("ca.crt").is_some(),
            Found::Unseen => true,
            Found::Broken => false,
        };
    if !usable {
        return Certificate::Broken;
    }
    match annotations.get("auth-tls-verify-client") {
        Some("off") => Certificate::Unasked,
        Some("optional" | "optional_no_ca") => {
            Certificate::Asked { required: false, name: annotations.get("auth-tls-match-cn") }
        }
        Some(_) | None => Certificate::Asked { required: true, name: annotations.get("auth-tls-match-cn") },
    }
}

/// The largest body, in bytes.
fn body_limit(own: Option<&str>, global: Option<&str>) -> u64 {
    let text = own.filter(|text| charset::size(text)).or(global).unwrap_or("1m").replace(' ', "");
    let (digits, factor) = match text.char_indices().last() {
        Some((at, 'k' | 'K')) => (text.get(..at), 1 << 10),
        Some((at, 'm' | 'M')) => (text.get(..at), 1 << 20),
        Some((at, 'g' | 'G')) => (text.get(..at), 1 << 30),
        Some(_) | None => (Some(text.as_str()), 1),
    };
    // A size that nginx does not know leaves its own default.
    let size = digits.and_then(|digits| digits.parse::<u64>().ok()).map_or(1 << 20, |size| size.saturating_mul(factor));
    if size == 0 { u64::MAX } else { size }
}
