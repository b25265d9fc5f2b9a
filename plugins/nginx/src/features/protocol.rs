//! `backend-protocol` and what belongs to it: what a backend speaks.

use crate::effects::Effects;
use crate::site::Site;
use gatewright_plugin_sdk::contract::{BackendProtocol, Severity, Want};
use gatewright_plugin_sdk::value::Text;
use gatewright_plugin_sdk::{Answer, Feature, Key};

const PROTOCOL: Key<Text> = Key::new("backend-protocol", "HTTP", "HTTP, HTTPS, GRPC, GRPCS, FCGI or AUTO_HTTP");
const FASTCGI_INDEX: Key<Text> = Key::new("fastcgi-index", "", "file for paths that end in `/`");
const FASTCGI_PARAMS: Key<Text> = Key::new("fastcgi-params-configmap", "", "ConfigMap with parameters");
const SECURE: Key<Text> = Key::new("secure-backends", "", "removed in 0.21");
const GRPC: Key<Text> = Key::new("grpc-backend", "", "removed in 0.21");
const BASE_URL: Key<Text> = Key::new("add-base-url", "", "removed in 0.22");
const BASE_SCHEME: Key<Text> = Key::new("base-url-scheme", "", "removed in 0.22");

/// The family.
pub(super) const FEATURE: Feature = Feature {
    name: "backend-protocol",
    keys: &[&PROTOCOL, &FASTCGI_INDEX, &FASTCGI_PARAMS, &SECURE, &GRPC, &BASE_URL, &BASE_SCHEME],
    doc: document!("protocol.md"),
};

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    removed(site, answer);
    let mut fastcgi = false;
    if let Some(told) = site.take(&PROTOCOL, answer) {
        let protocol = match told.value.0.trim().to_ascii_uppercase().as_str() {
            "HTTP" | "" => {
                answer.inert(told.fact, "it is the default");
                None
            }
            "HTTPS" => Some(BackendProtocol::Https),
            "GRPC" => Some(BackendProtocol::Grpc),
            "GRPCS" => Some(BackendProtocol::Grpcs),
            "FCGI" => Some(BackendProtocol::FastCgi),
            "AUTO_HTTP" => Some(BackendProtocol::Auto),
            other => {
                let why = format!("`{other}` is no protocol the controller knows; it spoke HTTP");
                answer.invalid(told.fact, &why, Some("write HTTP, HTTPS, GRPC, GRPCS, FCGI or AUTO_HTTP"));
                None
            }
        };
        if let Some(protocol) = protocol {
            fastcgi = protocol == BackendProtocol::FastCgi;
            effects.want(Want::Protocol(protocol), [told.fact]);
        }
    }
    for key in [&FASTCGI_INDEX, &FASTCGI_PARAMS] {
        if let Some(told) = site.take(key, answer) {
            if fastcgi {
                let advice = "put a web server that speaks FastCGI in front of the backend";
                answer.unsupported(told.fact, "no target speaks FastCGI", Some(advice));
            } else {
                answer.inert(told.fact, "without backend-protocol: FCGI it means nothing");
            }
        }
    }
}

/// Names of old releases.
fn removed(site: &Site<'_>, answer: &mut Answer) {
    let notes = [
        (&SECURE, "0.21", "backend-protocol: HTTPS took its place"),
        (&GRPC, "0.21", "backend-protocol: GRPC took its place"),
        (&BASE_URL, "0.22", "nothing took its place"),
        (&BASE_SCHEME, "0.22", "nothing took its place"),
    ];
    for (key, since, instead) in notes {
        let Some(told) = site.take(key, answer) else { continue };
        let why = format!("controllers from {since} on do not read it; {instead}");
        answer.inert(told.fact, &why);
        if matches!(key.name, "secure-backends" | "grpc-backend") && told.value.0 == "true" {
            answer
                .find(Severity::Warning, "removed-protocol", format!("`{}` had no effect any more: {why}", key.name))
                .at([told.fact])
                .help("the backend was spoken to in plain HTTP; set backend-protocol if that was not meant");
        }
    }
}
