//! Is a client on http sent to https?

use super::client::Client;
use super::location::Location;
use super::rewrite::Rewrite;
use super::server::Site;
use super::settings::Settings;
use gatewright_plugin_sdk::contract::{Answer, AnswerKind};

/// The redirect, where there is one. `raw` is the target as the client wrote it.
pub(super) fn redirect(
    site: &Site<'_, '_>,
    settings: &Settings<'_>,
    (location, rewrite): (&Location<'_, '_>, &Rewrite<'_>),
    (client, raw): (&Client<'_>, &str),
) -> Option<Answer> {
    let exempt = settings.text("no-tls-redirect-locations").unwrap_or("/.well-known/acme-challenge");
    let is_exempt = super::settings::words(exempt).iter().any(|path| location.path.starts_with(path));
    let wanted = rewrite.forces_https || (rewrite.to_https && site.certified(&client.host));
    if is_exempt || client.scheme != "http" || !wanted {
        return None;
    }
    let raw = if rewrite.keeps_slash { raw } else { raw.strip_suffix('/').unwrap_or(raw) };
    let port = if rewrite.names_port { ":443" } else { "" };
    Some(Answer {
        location: Some(format!("https://{}{port}{raw}", client.asked)),
        ..Answer::plain(AnswerKind::Redirect, Some(settings.redirect_code()))
    })
}
