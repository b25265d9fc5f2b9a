//! `proxy-body-size` and the buffers: how large bodies may be, and where they wait.

use super::input::{filled, refuse};
use crate::effects::Effects;
use crate::site::Site;
use gatewright_plugin_sdk::contract::{Severity, Want};
use gatewright_plugin_sdk::value::{Bytes, Text, Value};
use gatewright_plugin_sdk::{Answer, Feature, Key, Told};

const LIMIT: Key<Text> = Key::new("proxy-body-size", "1m", "largest request body; 0 is no limit");
const CLIENT: Key<Text> = Key::new("client-body-buffer-size", "8k", "part of a request body that is kept in memory");
const REQUESTS: Key<Text> = Key::new("proxy-request-buffering", "on", "request bodies are read whole first");
const RESPONSES: Key<Text> = Key::new("proxy-buffering", "off", "responses are read ahead of the client");
const NUMBER: Key<Text> = Key::new("proxy-buffers-number", "4", "buffers of one response");
const SIZE: Key<Text> = Key::new("proxy-buffer-size", "4k", "size of a buffer; bounds the response's headers");
const BUSY: Key<Text> = Key::new("proxy-busy-buffers-size", "", "buffers that are being sent");
const FILE: Key<Text> = Key::new("proxy-max-temp-file-size", "1024m", "part of a response that is kept on disk");
const VERSION: Key<Text> = Key::new("proxy-http-version", "1.1", "version of HTTP towards the backend");

/// Headers of a response that gateways usually take.
const USUAL: u64 = 60 << 10;

/// The family.
pub(super) const FEATURE: Feature = Feature {
    name: "body",
    keys: &[&LIMIT, &CLIENT, &REQUESTS, &RESPONSES, &NUMBER, &SIZE, &BUSY, &FILE, &VERSION],
    doc: document!("body.md"),
};

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    limit(site, effects, answer);
    client(site, effects, answer);
    buffering(site, effects, answer);
    if let Some(told) = filled(site, &NUMBER, answer) {
        if told.value.parse::<i64>().is_ok() {
            answer.inert(told.fact, "it sized buffers of nginx, which no client can see");
        } else {
            answer.invalid(told.fact, "the controller took its default, 4", Some("write a number"));
        }
    }
    header(site, answer);
    for key in [&BUSY, &FILE] {
        let Some(told) = filled(site, key, answer) else { continue };
        if size(&told.value).is_some() {
            answer.inert(told.fact, "it sized buffers of nginx, which no client can see");
        } else {
            answer.invalid(told.fact, "the controller took its default", Some("write digits, then k, m or g"));
        }
    }
    version(site, answer);
}

/// A size as the controller let it pass: `Some(None)` is one that nginx did not know, and its own default held.
fn size(text: &str) -> Option<Option<u64>> {
    let text = text.replace(' ', "");
    match text.strip_suffix(['b', 'B']) {
        Some(digits) => {
            Bytes::parse(digits).ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit())).map(|_| None)
        }
        None => Bytes::parse(&text).ok().map(|bytes| Some(bytes.0)),
    }
}

/// How large a request body may be.
fn limit(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    let own = filled(site, &LIMIT, answer);
    let read = own.as_ref().map(|told| (told.fact, size(&told.value)));
    let told: Option<Told<u64>> = match read {
        Some((fact, Some(Some(value)))) => Some(Told { value, fact }),
        Some((fact, Some(None))) => {
            let why = "nginx knows no `b`: its own default, 1m, held";
            answer.invalid(fact, why, Some("write digits, then k, m or g, or nothing"));
            Some(Told { value: 1 << 20, fact })
        }
        Some((fact, None)) => {
            answer.invalid(fact, "the controller took its default", Some("write digits, then k, m or g"));
            general(site)
        }
        None => general(site),
    };
    let Some(told) = told else { return };
    if told.value == 0 {
        answer.inert(told.fact, "0 is no limit, and there is none");
    } else {
        effects.want(Want::BodyLimit { bytes: told.value }, [told.fact]);
    }
}

/// What the ConfigMap says for every Ingress.
fn general(site: &Site<'_>) -> Option<Told<u64>> {
    let told = site.settings.entry(LIMIT.name)?;
    Some(Told { value: size(&told.value)??, fact: told.fact })
}

/// No limit: what is larger went to disk.
fn client(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    let Some(told) = filled(site, &CLIENT, answer) else { return };
    if size(&told.value).is_some() {
        answer.inert(told.fact, "it is no limit: larger bodies went to disk, which no client can see");
    } else if site.settings.validates() {
        let why = format!("client-body-buffer-size `{}` is no size", told.value);
        refuse(told.fact, (why, "write digits, then k, m or g"), effects, answer);
    } else {
        answer.invalid(told.fact, "the controller took its default, 8k", Some("write digits, then k, m or g"));
    }
}

fn buffering(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    let (request, response) = (switch(site, &REQUESTS, answer), switch(site, &RESPONSES, answer));
    if let Some(told) = request.filter(|told| !told.value) {
        effects.wish(Want::Buffering { request: Some(false), response: None }, [told.fact]);
    }
    if let Some(told) = response.filter(|told| told.value) {
        effects.want(Want::Buffering { request: None, response: Some(true) }, [told.fact]);
    }
}

/// `on` or `off`, where it is not the default.
fn switch(site: &Site<'_>, key: &Key<Text>, answer: &mut Answer) -> Option<Told<bool>> {
    if let Some(told) = filled(site, key, answer) {
        match told.value.as_str() {
            value if value == key.default => {
                answer.inert(told.fact, "it is the default");
                return None;
            }
            "on" | "off" => return Some(Told { value: told.value == "on", fact: told.fact }),
            _ => {
                let why = format!("the controller took its default, {}", key.default);
                answer.invalid(told.fact, &why, Some("write on or off"));
            }
        }
    }
    let told = site.settings.entry(key.name)?;
    let value = told.value.trim();
    (value != key.default && matches!(value, "on" | "off")).then_some(Told { value: value == "on", fact: told.fact })
}

/// Responses with larger headers were answered 502.
fn header(site: &Site<'_>, answer: &mut Answer) {
    let Some(told) = filled(site, &SIZE, answer) else { return };
    match size(&told.value) {
        None => answer.invalid(told.fact, "the controller took its default, 4k", Some("write digits, then k, m or g")),
        Some(Some(bytes)) if bytes > USUAL => {
            let why = "response headers of more than 60k are refused by many implementations";
            let advice = "raise the limit for response headers in the new implementation, if they are that large";
            answer.unsupported(told.fact, why, Some(advice));
            let text = format!("proxy-buffer-size `{}`: {why}", told.value);
            answer.find(Severity::Warning, "large-response-headers", text).at([told.fact]).help(advice);
        }
        Some(_) => answer.inert(told.fact, "it bounded the headers of responses, and a gateway takes more than that"),
    }
}

fn version(site: &Site<'_>, answer: &mut Answer) {
    let Some(told) = filled(site, &VERSION, answer) else { return };
    match told.value.as_str() {
        "1.1" => answer.inert(told.fact, "it is the default"),
        "1.0" => {
            let why = "a gateway speaks HTTP/1.1 to the backend";
            let advice = "check that the backend understands HTTP/1.1";
            answer.unsupported(told.fact, why, Some(advice));
            let text = format!("proxy-http-version 1.0: {why}");
            answer.find(Severity::Warning, "backend-http-version", text).at([told.fact]).help(advice);
        }
        _ => answer.invalid(told.fact, "the controller took its default, 1.1", Some("write 1.0 or 1.1")),
    }
}
