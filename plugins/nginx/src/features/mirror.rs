//! `mirror-target`, `mirror-host` and `mirror-request-body`: a copy of each request goes elsewhere.

use crate::effects::Effects;
use crate::site::Site;
use gatewright_plugin_sdk::contract::{Backend, Mirror, Step, Want};
use gatewright_plugin_sdk::text::service_of;
use gatewright_plugin_sdk::value::{Text, Url, Value};
use gatewright_plugin_sdk::{Answer, Feature, Key};

const TARGET: Key<Text> = Key::new("mirror-target", "", "where copies go, usually https://host$request_uri");
const BODY: Key<Text> = Key::new("mirror-request-body", "on", "whether copies have a body");
const HOST: Key<Text> = Key::new("mirror-host", "", "Host header of copies");

/// The family.
pub(super) const FEATURE: Feature =
    Feature { name: "mirror", keys: &[&TARGET, &BODY, &HOST], doc: document!("mirror.md") };

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    let target = site.take(&TARGET, answer).filter(|told| {
        if told.value.0.is_empty() {
            answer.inert(told.fact, "it is empty, as without it");
        }
        !told.value.0.is_empty()
    });
    let on = target.is_some();
    let host = site.text(HOST.name).is_some_and(|told| !told.value.is_empty());
    for (key, why) in
        [(&BODY, "copies have their body, whatever this says"), (&HOST, "a copy carries the host of the request")]
    {
        let Some(told) = site.take(key, answer) else { continue };
        match told.value.0.as_str() {
            _ if !on => answer.inert(told.fact, "without mirror-target it means nothing"),
            "on" | "" => answer.inert(told.fact, "it is the default"),
            _ => answer.unsupported(told.fact, why, Some("check that whoever gets the copies does not mind")),
        }
    }
    let Some(told) = target else { return };
    let text = told.value.0.clone();
    let fixed = text.strip_suffix("$request_uri").unwrap_or(&text);
    let url = Url::parse(fixed).ok().filter(|url| !fixed.contains('$') && url.path.trim_matches('/').is_empty());
    let whole = text.ends_with("$request_uri");
    let home = site.view().namespace();
    let service = url.as_ref().filter(|_| whole).and_then(|url| Some((url, service_of(&url.host, home)?)));
    match service {
        // Nothing in a RequestMirror says that a Service speaks TLS.
        Some((url, (namespace, service))) if url.scheme == "https" => {
            let port = url.port.map_or_else(String::new, |port| format!(":{port}"));
            let url = format!("https://{service}.{namespace}.svc.cluster.local{port}$request_uri");
            effects.want(Want::MirrorTo { url }, [told.fact]);
        }
        Some((url, (namespace, service))) => {
            let port = url.port.unwrap_or(80);
            if !host {
                let why = "a copy carries the host of the request; nginx sent that of the target";
                answer.approximate(told.fact, why, Some("check that whoever gets the copies does not mind"));
            }
            let backend = Backend { namespace, service, port, weight: 1, from: vec![told.fact] };
            effects.step(Step::Mirror(Mirror { backend }), [told.fact]);
        }
        None => effects.want(Want::MirrorTo { url: text }, [told.fact]),
    }
}
