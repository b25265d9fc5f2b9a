//! What does a request bring? Headers, cookies, its scheme and its host as nginx sees them.

use super::settings::{Settings, words};
use gatewright_plugin_sdk::contract::HttpRequest;
use std::net::IpAddr;

/// A request, read for one controller.
#[derive(Clone, Debug)]
pub(super) struct Client<'q> {
    /// The request.
    pub(super) request: &'q HttpRequest,
    /// Its host, lower case, without port and final dot.
    pub(super) host: String,
    /// The scheme the client used, as far as the controller believes it.
    pub(super) scheme: &'q str,
    /// The host the client asked for, as far as the controller believes it, without port.
    pub(super) asked: String,
    /// Its address, where it is known.
    pub(super) address: Option<IpAddr>,
    /// Whether headers with `_` in their names are let in.
    underscores: bool,
}

impl<'q> Client<'q> {
    /// Reads a request.
    pub(super) fn read(request: &'q HttpRequest, settings: &Settings<'_>) -> Client<'q> {
        let underscores = settings.on("enable-underscores-in-headers");
        let trusts = settings.on("use-forwarded-headers");
        let forwarded = |name: &str| if trusts { header(request, name, underscores) } else { None };
        let asked = forwarded("x-forwarded-host").and_then(|hosts| words(hosts).first().copied());
        let source = settings.text("forwarded-for-header").unwrap_or("X-Forwarded-For");
        let hop = forwarded(source).and_then(|hops| words(hops).first().copied()).and_then(|hop| hop.parse().ok());
        Client {
            request,
            host: without_port(&request.host).trim_end_matches('.').to_ascii_lowercase(),
            scheme: forwarded("x-forwarded-proto").unwrap_or(&request.scheme),
            asked: without_port(asked.unwrap_or(&request.host)).to_owned(),
            address: hop.or_else(|| request.client_address.as_deref().and_then(|address| address.parse().ok())),
            underscores,
        }
    }

    /// A header, by its name in any case.
    pub(super) fn header(&self, name: &str) -> Option<&'q str> {
        header(self.request, name, self.underscores)
    }

    /// A cookie.
    pub(super) fn cookie(&self, name: &str) -> Option<&'q str> {
        let cookies = self.header("cookie")?;
        let mut pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// A header of a request: `-` and `_` are the same, as they are in nginx's variables.
fn header<'q>(request: &'q HttpRequest, name: &str, underscores: bool) -> Option<&'q str> {
    let plain = |name: &str| name.to_ascii_lowercase().replace('-', "_");
    let wanted = plain(name);
    let mut known = request.headers.iter().filter(|(key, _)| underscores || !key.contains('_'));
    known.find(|(key, _)| plain(key) == wanted).map(|(_, value)| value.as_str())
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        Some(_) | None => host,
    }
}
