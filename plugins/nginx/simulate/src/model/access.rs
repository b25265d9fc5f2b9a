//! Who may come in? Lists of addresses, passwords, other services, limits: what an Ingress puts before its backend.

use super::acl::{Acl, Admission};
use super::address;
use super::annotation::Annotations;
use super::catalog::{Catalog, Found};
use super::charset;
use super::client::Client;
use super::settings::Settings;
use gatewright_plugin_sdk::contract::collections::Arrange;
use std::net::IpAddr;

/// What an Ingress puts before its backend.
#[derive(Clone, Debug, Default)]
pub(super) struct Access {
    /// Addresses.
    pub(super) acl: Acl,
    /// A password is asked for.
    pub(super) password: bool,
    /// Another service is asked.
    pub(super) external: bool,
    /// One of the three is enough.
    pub(super) any: bool,
    /// Requests are counted by time.
    pub(super) rate: bool,
    /// Requests are counted while they last.
    pub(super) connections: bool,
    /// Who is not counted.
    exempt: Vec<(IpAddr, u8)>,
    /// A firewall reads along.
    pub(super) firewall: bool,
}

/// An Ingress whose rules are closed because a setting of it is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Denied;

/// Whether a client comes in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// It does, past these.
    Past(Vec<&'static str>),
    /// It does not.
    Closed,
}

impl Access {
    /// Reads the groups.
    pub(super) fn read(
        annotations: Annotations<'_>,
        settings: &Settings<'_>,
        catalog: &Catalog<'_>,
    ) -> Result<Access, Denied> {
        let positive = |name: &str| annotations.number(name).is_some_and(|number| number > 0);
        let exempt = annotations.get("limit-allowlist").or_else(|| annotations.get("limit-whitelist"));
        Ok(Access {
            acl: addresses(annotations, settings)?,
            password: password(annotations, catalog)?,
            external: external(annotations, settings, catalog)?,
            any: annotations.get("satisfy") == Some("any"),
            rate: positive("limit-rps")
                || positive("limit-rpm")
                || (settings.counts_together() && positive("global-rate-limit")),
            connections: positive("limit-connections"),
            exempt: exempt.and_then(address::ranges).unwrap_or_default(),
            firewall: annotations.flag("enable-modsecurity").unwrap_or(settings.on("enable-modsecurity")),
        })
    }

    /// What holds in a location, where this holds in its host: lists of addresses of a location replace those of its host.
    pub(super) fn within(&self, mut location: Access) -> Access {
        if location.acl.is_empty() {
            location.acl.extend(&self.acl);
        }
        location.password |= self.password;
        location.external |= self.external;
        location.any |= self.any;
        location.rate |= self.rate;
        location.connections |= self.connections;
        location.firewall |= self.firewall;
        location
    }

    /// Whether a client comes in, and past what.
    pub(super) fn entry(&self, client: &Client<'_>) -> Entry {
        let mut past: Vec<&'static str> = Vec::new();
        if self.firewall {
            past.push("waf");
        }
        let counted = !client.address.is_some_and(|address| address::holds(&self.exempt, address));
        if counted && self.rate {
            past.push("rate-limit");
        }
        if counted && self.connections {
            past.push("connection-limit");
        }
        let admission = self.acl.admits(client.address);
        let mut asked: Vec<&'static str> = Vec::new();
        if admission == Admission::Unknown {
            asked.push("ip-access");
        }
        if self.password {
            asked.push("basic-auth");
        }
        if self.external {
            asked.push("external-auth");
        }
        match (self.any, admission) {
            (true, Admission::In) => {}
            (true, Admission::Out) if asked.is_empty() => return Entry::Closed,
            (true, _) if asked.len() > 1 => past.push("any-of"),
            (false, Admission::Out) => return Entry::Closed,
            (true | false, _) => past.append(&mut asked),
        }
        past.arrange();
        Entry::Past(past)
    }
}

fn addresses(annotations: Annotations<'_>, settings: &Settings<'_>) -> Result<Acl, Denied> {
    let list = |text: &str| match address::ranges(text) {
        Some(ranges) if !ranges.is_empty() => Ok(ranges),
        Some(_) | None => Err(Denied),
    };
    let global = |key: &str| settings.text(key).and_then(address::ranges).unwrap_or_default();
    let alias = annotations.get("whitelist-source-range");
    let allowed = match (annotations.get("allowlist-source-range").or(alias), annotations.raw("allowlist-source-range"))
    {
        (Some(text), _) => list(text)?,
        (None, Some(_)) => return Err(Denied),
        (None, None) => global("whitelist-source-range"),
    };
    let denied = match annotations.raw("denylist-source-range") {
        Some(text) => list(text)?,
        None => global("denylist-source-range"),
    };
    Ok(Acl::new(denied, allowed))
}

fn password(annotations: Annotations<'_>, catalog: &Catalog<'_>) -> Result<bool, Denied> {
    let Some(kind) = annotations.get("auth-type") else { return Ok(false) };
    if !kind.contains("basic") && !kind.contains("digest") {
        return Ok(false);
    }
    let secret = annotations.get("auth-secret").filter(|name| charset::basic(name)).ok_or(Denied)?;
    match catalog.secret(annotations.view().namespace(), secret) {
        Found::Broken => Err(Denied),
        Found::Known(found) => {
            let by_user = annotations.get("auth-secret-type") == Some("auth-map");
            if by_user || found.key("auth").is_some() { Ok(true) } else { Err(Denied) }
        }
        Found::Unseen => Ok(true),
    }
}

fn external(annotations: Annotations<'_>, settings: &Settings<'_>, catalog: &Catalog<'_>) -> Result<bool, Denied> {
    let Some(url) = annotations.get("auth-url") else {
        return Ok(settings.text("global-auth-url").is_some() && annotations.flag("enable-global-auth").unwrap_or(true));
    };
    let host = url.split_once("://").map(|(_, rest)| rest.split(['/', '?', ':']).next().unwrap_or_default());
    if !host.is_some_and(|host| !host.is_empty() && !host.contains("..")) {
        return Err(Denied);
    }
    let fails = |name: &str, holds: fn(&str) -> bool| annotations.get(name).is_some_and(|text| !holds(text));
    // These leave the door open: the whole group is dropped without a word.
    let open = fails("auth-always-set-cookie", charset::flag)
        || (settings.validates()
            && (fails("auth-request-redirect", charset::url) || fails("auth-cache-duration", durations)));
    if open {
        return Ok(false);
    }
    if fails("auth-method", method) || fails("auth-response-headers", charset::header_names) {
        return Err(Denied);
    }
    let extra = annotations.get("auth-proxy-set-headers");
    match extra.map(|name| catalog.map(annotations.view().namespace(), name)) {
        Some(Found::Broken) => Err(Denied),
        Some(Found::Known(_) | Found::Unseen) | None => Ok(true),
    }
}

fn method(text: &str) -> bool {
    matches!(text, "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "CONNECT" | "OPTIONS" | "TRACE")
}

fn durations(text: &str) -> bool {
    text.chars().all(|character| character.is_ascii_alphanumeric() || " ,".contains(character))
}
