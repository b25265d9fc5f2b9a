//! Does an answer say what was measured?

use gatewright_plugin_sdk::contract::{Answer, AnswerKind};
use serde_json::Value;

/// Whether an answer agrees with what was measured.
pub(crate) fn agrees(measured: &Value, answer: Option<&Answer>) -> bool {
    let Some(answer) = answer else { return false };
    let status = measured["status"].as_u64().and_then(|status| u16::try_from(status).ok());
    if let Some(backend) = measured["backend"].as_str() {
        let reached = answer.backends.iter().filter(|one| one.weight != 0);
        let named = reached.map(|one| format!("{}/{}", one.namespace, one.service)).any(|name| name == backend);
        let path = measured["upstream_path"].as_str();
        return answer.kind == AnswerKind::Forward
            && named
            && path.is_none_or(|path| answer.upstream_path.as_deref().is_none_or(|known| known == path));
    }
    if let Some(location) = measured["location"].as_str() {
        return answer.kind == AnswerKind::Redirect
            && answer.status == status
            && answer.location.as_deref().map(place) == Some(place(location));
    }
    if matches!(status, Some(401 | 403 | 413 | 429)) && !answer.guards.is_empty() {
        return true;
    }
    matches!(answer.kind, AnswerKind::Respond | AnswerKind::Refuse) && answer.status == status
}

/// A Location without the port that goes without saying, and with a path.
fn place(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at(end);
    let usual = if scheme == "https" { ":443" } else { ":80" };
    let authority = authority.strip_suffix(usual).unwrap_or(authority);
    let slash = if rest.starts_with('/') { "" } else { "/" };
    format!("{scheme}://{authority}{slash}{rest}")
}
