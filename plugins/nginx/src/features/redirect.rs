//! `permanent-redirect` and `temporal-redirect`.

use crate::effects::{Effects, Note};
use crate::site::Site;
use gatewright_plugin_sdk::contract::{Aspect, FactId, PathRewrite, Redirect, Scheme, Severity, Sourced};
use gatewright_plugin_sdk::value::{Count, Text, Url, Value};
use gatewright_plugin_sdk::{Answer, Feature, Key, Told};

const PERMANENT: Key<Text> = Key::new("permanent-redirect", "", "where every request of the paths is sent");
const PERMANENT_CODE: Key<Count> = Key::new("permanent-redirect-code", "301", "status of permanent-redirect");
const TEMPORAL: Key<Text> =
    Key::new("temporal-redirect", "", "where every request is sent; wins over permanent-redirect");
const TEMPORAL_CODE: Key<Count> = Key::new("temporal-redirect-code", "302", "status of temporal-redirect");
const RELATIVE: Key<Text> = Key::new("relative-redirects", "false", "whether nginx writes redirects without a host");
const PORT: Key<Text> = Key::new("use-port-in-redirects", "false", "whether nginx writes its port into redirects");

/// The family.
pub(super) const FEATURE: Feature = Feature {
    name: "redirect",
    keys: &[&PERMANENT, &PERMANENT_CODE, &TEMPORAL, &TEMPORAL_CODE, &RELATIVE, &PORT],
    doc: document!("redirect.md"),
};

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    let permanent = site.take(&PERMANENT, answer).filter(|told| filled(told, answer));
    let temporal = site.take(&TEMPORAL, answer).filter(|told| filled(told, answer));
    let permanent_code = code(site, &PERMANENT_CODE, 301..=308, answer);
    let temporal_code = code(site, &TEMPORAL_CODE, 300..=307, answer);
    match (temporal, permanent) {
        (Some(told), other) => {
            for fact in other.map(|told| told.fact).into_iter().chain(permanent_code.map(|told| told.fact)) {
                answer.inert(fact, "temporal-redirect wins");
            }
            redirect(site, (told, temporal_code, 302), effects, answer);
        }
        (None, Some(told)) => {
            if let Some(fact) = temporal_code.map(|told| told.fact) {
                answer.inert(fact, "there is no temporal-redirect");
            }
            redirect(site, (told, permanent_code, 301), effects, answer);
        }
        (None, None) => {
            for fact in [permanent_code, temporal_code].into_iter().flatten().map(|told| told.fact) {
                answer.inert(fact, "there is no redirect that it could belong to");
            }
        }
    }
    if let Some(told) = site.take(&RELATIVE, answer) {
        answer.inert(told.fact, "clients follow a relative and an absolute address alike");
    }
    if let Some(told) = site.take(&PORT, answer) {
        let why = "nginx wrote its own port, which a gateway's listener decides now";
        answer.inert(told.fact, why);
    }
}

fn filled(told: &Told<Text>, answer: &mut Answer) -> bool {
    if told.value.0.is_empty() {
        answer.inert(told.fact, "an empty address redirects nothing");
    }
    !told.value.0.is_empty()
}

/// A status; one out of range counts as absent.
fn code(
    site: &Site<'_>,
    key: &Key<Count>,
    range: std::ops::RangeInclusive<i64>,
    answer: &mut Answer,
) -> Option<Told<u16>> {
    let told = site.take(key, answer)?;
    if !range.contains(&told.value.0) {
        let advice = format!("write a number from {} to {}", range.start(), range.end());
        answer.invalid(told.fact, "the controller took its default instead", Some(&advice));
        return None;
    }
    Some(told.map(|count| u16::try_from(count.0).unwrap_or(301)))
}

fn redirect(
    site: &Site<'_>,
    (told, code, default): (Told<Text>, Option<Told<u16>>, u16),
    effects: &mut Effects,
    answer: &mut Answer,
) {
    let text = told.value.0.clone();
    let from: Vec<FactId> = std::iter::once(told.fact).chain(code.map(|code| code.fact)).collect();
    if text.contains('$') && site.settings.validates() {
        let why = format!("`{text}` has a variable, which a redirect may not have");
        answer.invalid(told.fact, &why, Some("write the address out"));
        effects.drop_ingress(why, from);
        return;
    }
    let url = match Url::parse(&text) {
        Ok(url) if !text.contains('$') => url,
        Ok(_) => {
            let why = "a redirect cannot hold a variable";
            let advice = "write the address out";
            answer.unsupported(told.fact, why, Some(advice));
            effects.deny(why, from);
            return;
        }
        Err(why) => {
            answer.invalid(told.fact, &why, Some("write an address that begins with http:// or https://"));
            return;
        }
    };
    let status = code.map_or(default, |code| code.value);
    if !matches!(status, 301 | 302 | 303 | 307 | 308) {
        let why = format!("a redirect cannot have the status {status}");
        for fact in &from {
            answer.approximate(*fact, &why, Some("302 is answered instead"));
        }
    }
    let path = if url.path.is_empty() { "/".to_owned() } else { url.path.clone() };
    if let Some(query) = &url.query {
        let why = format!("a redirect cannot add the query `{query}`");
        let help = "let a backend send the redirect, if the query matters";
        answer.approximate(told.fact, &why, Some(help));
        effects.notes.push(Note {
            severity: Severity::Warning,
            slug: "redirect-query",
            message: format!("`{text}`: {why}; the client's own is sent instead"),
            help: help.to_owned(),
            at: from.clone(),
            changes: vec![Aspect::Answer],
            when: None,
        });
    } else {
        effects.notes.push(Note {
            severity: Severity::Info,
            slug: "redirect-keeps-query",
            message: format!("the redirect to `{text}` keeps the query of a request; nginx dropped it"),
            help: "nothing to do where the other side ignores it".to_owned(),
            at: from.clone(),
            changes: vec![Aspect::Answer],
            when: None,
        });
    }
    effects.redirect = Some(Sourced {
        value: Redirect {
            scheme: Some(if url.scheme == "https" { Scheme::Https } else { Scheme::Http }),
            host: Some(url.host.to_ascii_lowercase()),
            port: url.port,
            path: Some(PathRewrite::Full(path)),
            status: if matches!(status, 301 | 302 | 303 | 307 | 308) { status } else { 302 },
        },
        from,
    });
}
