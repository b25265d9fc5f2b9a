//! `auth-tls-*`: clients of a host must show a certificate.

use super::charset;
use super::input::{self, facts, filled, idle, named, refuse};
use crate::effects::{Effects, Return, Returned};
use crate::site::Site;
use gatewright_plugin_sdk::contract::{
    Anchoring, ClientCertificate, ClientCertificateMode, Dialect, Expr, FactId, Named, Regex, Severity, Want,
};
use gatewright_plugin_sdk::value::{Flag, Text, Value};
use gatewright_plugin_sdk::{Answer, Feature, Key, Told};

const SECRET: Key<Text> = Key::new("auth-tls-secret", "", "Secret with the authorities of clients; for the whole host");
const VERIFY: Key<Text> = Key::new("auth-tls-verify-client", "on", "on, off, optional or optional_no_ca");
const DEPTH: Key<Text> = Key::new("auth-tls-verify-depth", "1", "length of the chain");
const PAGE: Key<Text> = Key::new("auth-tls-error-page", "", "where a client without certificate is sent");
const PASS: Key<Text> =
    Key::new("auth-tls-pass-certificate-to-upstream", "false", "the backend gets the client's certificate");
const MATCH: Key<Text> = Key::new("auth-tls-match-cn", "", "CN=regex: what the subject's name must match");

/// The family.
pub(super) const FEATURE: Feature = Feature {
    name: "client-certificate",
    keys: &[&SECRET, &VERIFY, &DEPTH, &PAGE, &PASS, &MATCH],
    doc: document!("client_certificate.md"),
};

const COMPANIONS: [&str; 5] = [VERIFY.name, DEPTH.name, PAGE.name, PASS.name, MATCH.name];

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    let Some(secret) = filled(site, &SECRET, answer) else {
        idle(site, &COMPANIONS, "without auth-tls-secret no certificate was asked for", answer);
        return;
    };
    if !letters(site, &secret, effects, answer) {
        return;
    }
    let Some(ca) = authority(site, &secret) else {
        broken(site, &secret, effects, answer);
        return;
    };
    let mut from = vec![secret.fact];
    let mode = mode(site, &mut from, answer);
    depth(site, answer);
    let Some(mode) = mode else {
        answer.inert(secret.fact, "auth-tls-verify-client: off: no certificate was asked for");
        idle(site, &[PAGE.name, PASS.name, MATCH.name], "auth-tls-verify-client is off", answer);
        return;
    };
    if let Some(told) = filled(site, &PAGE, answer) {
        let advice = "tell your clients that a connection without certificate fails from now on";
        answer.unsupported(told.fact, "a refused client cannot be sent to a page", Some(advice));
        let text = format!("auth-tls-error-page: clients without certificate are no longer sent to `{}`", told.value);
        answer.find(Severity::Warning, "client-certificate-page", text).at([told.fact]).help(advice);
    }
    let forward = forward(site, &mut from, answer);
    let common_name = filled(site, &MATCH, answer).and_then(|told| {
        from.push(told.fact);
        common_name(&told.value)
    });
    plain(site, secret.fact, effects, answer);
    effects.guard_host(Want::ClientCertificate(ClientCertificate { ca, mode, common_name, forward }), from);
}

/// Whether the controller took the values; those it did not took the Ingress with them.
fn letters(site: &Site<'_>, secret: &Told<String>, effects: &mut Effects, answer: &mut Answer) -> bool {
    if !site.settings.validates() {
        return true;
    }
    let page = |text: &str| text.starts_with('@') || text.contains('/') && charset::url_with_variables(text);
    let checks: [(&Key<Text>, fn(&str) -> bool, &str); 4] = [
        (&SECRET, charset::name, "write namespace/name"),
        (&PAGE, page, "write a URL or @name"),
        (&PASS, |text| Flag::parse(text).is_ok(), "write true or false"),
        (&MATCH, |text| text.strip_prefix("CN=").is_some_and(charset::pattern), "write CN= and a regular expression"),
    ];
    let mut taken = true;
    for (key, holds, advice) in checks {
        let Some(told) = site.text(key.name) else { continue };
        let text = told.value.trim();
        if !text.is_empty() && !holds(text) {
            refuse(told.fact, (format!("`{text}` is no value that {} takes", key.name), advice), effects, answer);
            taken = false;
        }
    }
    if !taken {
        answer.inert(secret.fact, "the controller left the whole Ingress out");
    }
    taken
}

/// The Secret; none where it was of no use.
fn authority(site: &Site<'_>, secret: &Told<String>) -> Option<Named> {
    let text = secret.value.as_str();
    let (namespace, name) = match named(site, text) {
        input::Named::Here(namespace, name) if text.contains('/') && !name.is_empty() => (namespace, name),
        input::Named::Here(_, _) | input::Named::Elsewhere => return None,
    };
    let shape = site.world.secrets.get(&(namespace, name));
    let usable = shape.is_none_or(|shape| shape.key("ca.crt").is_some());
    usable.then(|| Named { namespace: namespace.to_owned(), name: name.to_owned() })
}

/// Every request of the host was answered 403, whoever's path it was.
fn broken(site: &Site<'_>, secret: &Told<String>, effects: &mut Effects, answer: &mut Answer) {
    let why = "the Secret is not in the Ingress' namespace, not written as namespace/name, or has no ca.crt";
    let advice = "write namespace/name of a Secret with the authority's certificate in ca.crt";
    answer.invalid(secret.fact, why, Some(advice));
    let text = format!("auth-tls-secret `{}`: {why}; every request of its hosts was answered 403", secret.value);
    answer.find(Severity::Error, "client-certificate-broken", text).at([secret.fact]).help(advice);
    idle(site, &COMPANIONS, "its auth-tls-secret is of no use", answer);
    let answer = Returned::Status(403);
    effects.returns.push(Return { when: Expr::All(Vec::new()), answer, from: vec![secret.fact], of_server: true });
}

/// How much is asked; none is nothing.
fn mode(site: &Site<'_>, from: &mut Vec<FactId>, answer: &mut Answer) -> Option<ClientCertificateMode> {
    let Some(told) = filled(site, &VERIFY, answer) else { return Some(ClientCertificateMode::Required) };
    let mode = match told.value.as_str() {
        "on" => {
            answer.inert(told.fact, "it is the default");
            return Some(ClientCertificateMode::Required);
        }
        "off" => {
            answer.inert(told.fact, "it is off: no certificate was asked for");
            return None;
        }
        "optional" => ClientCertificateMode::Optional,
        "optional_no_ca" => ClientCertificateMode::OptionalUnverified,
        _ => {
            let advice = "write on, off, optional or optional_no_ca";
            answer.invalid(told.fact, "the controller took its default, on", Some(advice));
            return Some(ClientCertificateMode::Required);
        }
    };
    from.push(told.fact);
    Some(mode)
}

fn depth(site: &Site<'_>, answer: &mut Answer) {
    let Some(told) = filled(site, &DEPTH, answer) else { return };
    match told.value.parse::<i64>() {
        Ok(0 | 1) => answer.inert(told.fact, "it is the default"),
        Ok(_) => answer.inert(told.fact, "a gateway follows a chain of any length"),
        Err(_) => answer.invalid(told.fact, "the controller took its default, 1", Some("write a number")),
    }
}

fn forward(site: &Site<'_>, from: &mut Vec<FactId>, answer: &mut Answer) -> bool {
    let Some(told) = filled(site, &PASS, answer) else { return false };
    match Flag::parse(&told.value) {
        Ok(Flag(true)) => {
            from.push(told.fact);
            true
        }
        Ok(Flag(false)) => {
            answer.inert(told.fact, "it is off, as without it");
            false
        }
        Err(_) => {
            answer.invalid(told.fact, "the controller took its default, false", Some("write true or false"));
            false
        }
    }
}

/// `CN=` and a pattern, looked for anywhere in the subject: the name begins as the pattern does.
fn common_name(text: &str) -> Option<Regex> {
    let pattern = text.strip_prefix("CN=").unwrap_or(text);
    let anchoring = if pattern == text { Anchoring::Search } else { Anchoring::Start };
    Some(Regex { pattern: pattern.to_owned(), dialect: Dialect::Pcre, anchoring, ignore_case: false })
}

/// Plain requests have no certificate, and the controller asked for none.
fn plain(site: &Site<'_>, fact: FactId, effects: &Effects, answer: &mut Answer) {
    let forced = effects.ssl.force.is_some_and(|told| told.value);
    let off = effects.ssl.on.is_some_and(|told| !told.value);
    if forced || !site.ingress.tls.is_empty() && !off || !facts(site, &[MATCH.name]).is_empty() {
        return;
    }
    let text = "plain requests had no certificate to show and were let in, because nothing sent them to https";
    let help = "add TLS and ssl-redirect; what the new implementation does with plain requests is said at their rules";
    answer.find(Severity::Warning, "client-certificate-plain", text).at([fact]).help(help);
}
