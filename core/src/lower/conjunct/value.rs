//! Methods, headers, parameters and cookies as the Gateway API takes them.

use crate::lower::dnf::Property;
use crate::lower::element::{Condition, Name, Value};
use crate::lower::pattern::{escaped, translated};
use crate::target::Profile;
use gatewright_contract::StringMatch;
use std::borrow::Cow;

/// The methods a match can name.
const METHODS: [&str; 9] = ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"];
/// Bytes a name may have.
const MAX_NAME: usize = 256;
/// Characters a header value may have.
const MAX_HEADER: usize = 4096;
/// Characters a query parameter's value may have.
const MAX_QUERY: usize = 1024;

/// Whether a match can name it.
pub(super) fn is_method(method: &str) -> bool {
    METHODS.contains(&method)
}

/// The condition of a match that says the same, where there is one.
pub(super) fn condition<'a>(property: &Property<'a>, profile: &Profile) -> Option<Condition<'a>> {
    let (name, value, most) = match property {
        Property::Header(name, value) => (Name::Header(name), plain(value, profile)?, MAX_HEADER),
        Property::Query(name, value) => (Name::Query(name), plain(value, profile)?, MAX_QUERY),
        Property::Cookie(name, value) => {
            (Name::Header("Cookie"), Value::Regex(Cow::Owned(cookie(name, value, profile)?)), MAX_HEADER)
        }
        Property::Host(_)
        | Property::Exact(_)
        | Property::Prefix(_)
        | Property::Text(_)
        | Property::Regex(_)
        | Property::Method(_)
        | Property::Scheme(_)
        | Property::ClientAddress
        | Property::Opaque => return None,
    };
    let length = match &value {
        Value::Exact(text) => text.chars().count(),
        Value::Regex(text) => text.chars().count(),
    };
    (is_name(name.text()) && (1..=most).contains(&length)).then_some(Condition { name, value })
}

fn is_name(name: &str) -> bool {
    (1..=MAX_NAME).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

fn plain<'a>(value: &'a StringMatch, profile: &Profile) -> Option<Value<'a>> {
    Some(match value {
        StringMatch::Exact(text) if is_printable(text) => Value::Exact(text),
        StringMatch::Exact(text) if text.is_empty() => Value::Regex(Cow::Borrowed("^$")),
        StringMatch::Exact(text) => Value::Regex(Cow::Owned(escaped(text))),
        StringMatch::Prefix(text) => Value::Regex(Cow::Owned(format!("{}.*", escaped(text)))),
        StringMatch::Suffix(text) => Value::Regex(Cow::Owned(format!(".*{}", escaped(text)))),
        StringMatch::Contains(text) => Value::Regex(Cow::Owned(format!(".*{}.*", escaped(text)))),
        StringMatch::Regex(regex) => Value::Regex(Cow::Owned(translated(regex, profile)?)),
        StringMatch::Present => Value::Regex(Cow::Borrowed(".*")),
    })
}

/// Whether every release's schema takes it as a header value.
fn is_printable(text: &str) -> bool {
    let spaced = text.split([' ', '\t']).all(|word| !word.is_empty());
    spaced && text.bytes().all(|byte| (b'!'..=b'~').contains(&byte) || byte == b' ' || byte == b'\t')
}

/// A cookie as a pattern over the header that carries all of them.
fn cookie(name: &str, value: &StringMatch, profile: &Profile) -> Option<String> {
    const ANY: &str = "[^;]*";
    let value = match value {
        StringMatch::Exact(text) => escaped(text),
        StringMatch::Prefix(text) => format!("{}{ANY}", escaped(text)),
        StringMatch::Suffix(text) => format!("{ANY}{}", escaped(text)),
        StringMatch::Contains(text) => format!("{ANY}{}{ANY}", escaped(text)),
        StringMatch::Regex(regex) => format!("(?:{})", translated(regex, profile)?.replace(".*", ANY)),
        StringMatch::Present => ANY.to_owned(),
    };
    Some(format!("(?:.*;[ ]*)?{}={value}(?:[ ]*;.*)?", escaped(name)))
}
