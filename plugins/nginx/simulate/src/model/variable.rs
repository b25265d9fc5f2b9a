//! What does a text with variables come to for a request?

use super::client::Client;
use super::path;
use gatewright_plugin_sdk::contract::collections::SortedMap;

/// What variables are read from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope<'s> {
    /// The request.
    pub(super) client: &'s Client<'s>,
    /// The path as it stands.
    pub(super) uri: &'s str,
    /// The query as it stands.
    pub(super) args: Option<&'s str>,
    /// The target as the client wrote it.
    pub(super) raw: &'s str,
    /// What the last regular expression caught.
    pub(super) captures: &'s [String],
    /// What was set.
    pub(super) set: &'s SortedMap<String, String>,
}

impl Scope<'_> {
    /// The text with values in place of variables; none where one is not known.
    pub(super) fn expand(&self, text: &str) -> Option<String> {
        self.expand_with(text, str::to_owned)
    }

    /// The same, with a change to what regular expressions caught.
    pub(super) fn expand_with(&self, text: &str, change: impl Fn(&str) -> String) -> Option<String> {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('$') {
            out.push_str(before);
            let (name, left) = name(after);
            if name.is_empty() {
                out.push('$');
            } else {
                let value = self.value(name)?;
                let caught = name.bytes().all(|byte| byte.is_ascii_digit());
                out.push_str(&if caught { change(&value) } else { value });
            }
            rest = left;
        }
        out.push_str(rest);
        Some(out)
    }

    /// The value of a variable.
    fn value(&self, name: &str) -> Option<String> {
        if let Ok(number) = name.parse::<usize>() {
            return Some(self.captures.get(number).cloned().unwrap_or_default());
        }
        if let Some(value) = self.set.get(name) {
            return Some(value.clone());
        }
        let request = self.client.request;
        let text = match name {
            "scheme" => request.scheme.clone(),
            "host" => self.client.host.clone(),
            "http_host" => request.host.clone(),
            "best_http_host" => self.client.asked.clone(),
            "pass_access_scheme" => self.client.scheme.to_owned(),
            "request_uri" => self.raw.to_owned(),
            "uri" | "document_uri" => self.uri.to_owned(),
            "args" | "query_string" => self.args.unwrap_or_default().to_owned(),
            "is_args" => if self.args.is_some_and(|args| !args.is_empty()) { "?" } else { "" }.to_owned(),
            "request_method" => request.method.clone(),
            "https" => if request.scheme == "https" { "on" } else { "" }.to_owned(),
            "server_port" => if request.scheme == "https" { "443" } else { "80" }.to_owned(),
            "remote_addr" => self.client.address?.to_string(),
            _ => return self.part(name),
        };
        Some(text)
    }

    /// A header, a cookie or a parameter.
    fn part(&self, name: &str) -> Option<String> {
        if let Some(header) = name.strip_prefix("http_") {
            return Some(self.client.header(header).unwrap_or_default().to_owned());
        }
        if let Some(cookie) = name.strip_prefix("cookie_") {
            return Some(self.client.cookie(cookie).unwrap_or_default().to_owned());
        }
        let wanted = name.strip_prefix("arg_")?;
        let mut pairs = self.args.unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
        Some(pairs.find(|(key, _)| key.eq_ignore_ascii_case(wanted)).map_or("", |(_, value)| value).to_owned())
    }
}

/// The name of a variable after its `$`, and what follows it.
fn name(after: &str) -> (&str, &str) {
    if let Some((name, left)) = after.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
        return (name, left);
    }
    let first_is_digit = after.starts_with(|first: char| first.is_ascii_digit());
    let end = if first_is_digit {
        1
    } else {
        after.find(|character: char| !character.is_ascii_alphanumeric() && character != '_').unwrap_or(after.len())
    };
    after.split_at(end)
}

/// A target as a Location: a path gets the scheme and host the client used.
pub(super) fn absolute(scope: Scope<'_>, target: &str, relative: bool) -> String {
    if target.starts_with('/') && !relative {
        format!("{}://{}{target}", scope.client.request.scheme, scope.client.host)
    } else {
        target.to_owned()
    }
}

/// A changed path and its query, as the backend sees them.
pub(super) fn sent(scope: Scope<'_>) -> String {
    path::joined(&path::escaped(scope.uri), scope.args)
}
