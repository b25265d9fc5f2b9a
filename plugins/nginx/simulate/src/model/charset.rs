//! Which texts does the controller let into its configuration? Sets of characters and shapes of values.

use gatewright_plugin_sdk::Value;
use gatewright_plugin_sdk::value::Flag;

/// Letters, digits and what paths are made of.
fn plain(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-._~/:".contains(character)
}

/// Names and paths.
pub(super) fn basic(text: &str) -> bool {
    text.chars().all(plain)
}

/// A path that may use captures.
pub(super) fn rewrite(text: &str) -> bool {
    text.chars().all(|character| plain(character) || character == '$')
}

/// A URL.
pub(super) fn url(text: &str) -> bool {
    text.chars().all(|character| plain(character) || ",?&=".contains(character))
}

/// A URL that may use variables.
pub(super) fn url_with_variables(text: &str) -> bool {
    text.chars().all(|character| plain(character) || ",?&=$".contains(character))
}

/// A host name or a regular expression for one.
pub(super) fn server_name(text: &str) -> bool {
    pattern(text.trim())
}

/// Host names, separated by commas.
pub(super) fn server_names(text: &str) -> bool {
    text.split(',').all(server_name)
}

/// Variables and names.
pub(super) fn variable(text: &str) -> bool {
    text.chars().all(|character| character.is_ascii_alphanumeric() || "-_${}".contains(character))
}

/// Names of headers, separated by commas.
pub(super) fn header_names(text: &str) -> bool {
    text.chars().all(|character| character.is_ascii_alphanumeric() || "-_, ".contains(character))
}

/// A header's name.
pub(super) fn header_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|character| character.is_ascii_alphanumeric() || "-_".contains(character))
}

/// A regular expression.
pub(super) fn pattern(text: &str) -> bool {
    text.chars().all(|character| plain(character) || "^$[](){}*+|?\\&=".contains(character))
}

/// A size.
pub(super) fn size(text: &str) -> bool {
    let text = text.replace(' ', "");
    let digits = text.trim_end_matches(['b', 'k', 'm', 'g', 'B', 'K', 'M', 'G']);
    text.len() - digits.len() <= 1 && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// A switch.
pub(super) fn flag(text: &str) -> bool {
    Flag::parse(text).is_ok()
}

/// A whole number.
pub(super) fn number(text: &str) -> bool {
    text.parse::<i64>().is_ok()
}

/// A cipher list.
pub(super) fn ciphers(text: &str) -> bool {
    text.chars().all(|character| character.is_ascii_alphanumeric() || "+:_-!@=.".contains(character))
}

/// Codes of errors, separated by commas.
pub(super) fn error_codes(text: &str) -> bool {
    let mut codes = text.split(',').map(str::trim).filter(|code| !code.is_empty());
    codes.all(|code| code.parse().is_ok_and(|code: u16| (400..600).contains(&code)))
}

/// A Service's name.
pub(super) fn service_name(text: &str) -> bool {
    let inner = |character: char| character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-';
    text.len() <= 63
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && !text.ends_with('-')
        && text.chars().all(inner)
}

/// A realm.
pub(super) fn realm(text: &str) -> bool {
    text.chars().all(|character| plain(character) || character == ' ')
}

/// The condition on a client certificate's name.
pub(super) fn common_name(text: &str) -> bool {
    text.strip_prefix("CN=").is_some_and(|name| pattern(&name.replace([',', ' '], "")))
}
