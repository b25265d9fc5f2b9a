//! Where does a RequestRedirect lead?

use super::outcome::Context;
use super::rewrite;
use crate::tree::{number, text};
use crate::{place, request};
use gatewright_contract::{Answer, AnswerKind};
use serde_json::Value;

/// The answer of a redirect. A port that is not named is that of the scheme where a scheme is, else the listener's.
pub(super) fn answer(redirect: &Value, context: &Context<'_>) -> Answer {
    let asked = context.request;
    let scheme = text(&redirect["scheme"]).map_or_else(|| asked.scheme.to_ascii_lowercase(), str::to_ascii_lowercase);
    let host = text(&redirect["hostname"]).map_or_else(|| request::host(asked), str::to_owned);
    let implied = if redirect["scheme"].is_null() { context.listener.port } else { place::default_port(&scheme) };
    let port = number(&redirect["port"]).unwrap_or(implied);
    let port = if port == place::default_port(&scheme) { String::new() } else { format!(":{port}") };
    let target = rewrite::path(&redirect["path"], context.prefix(), &asked.path);
    let target = target.unwrap_or_else(|| asked.path.clone());
    let status = number(&redirect["statusCode"]).unwrap_or(302);
    Answer {
        location: Some(format!("{scheme}://{host}{port}{target}")),
        ..Answer::plain(AnswerKind::Redirect, Some(status))
    }
}
