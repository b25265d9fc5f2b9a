//! Which letters did the controller let into the values of its annotations?

/// Letters, digits and what names and paths are made of.
fn plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~/:".contains(&byte)
}

/// Names and paths.
pub(super) fn name(text: &str) -> bool {
    text.bytes().all(plain)
}

/// The realm of a password.
pub(super) fn realm(text: &str) -> bool {
    text.bytes().all(|byte| plain(byte) || byte == b' ')
}

/// An address without variables.
pub(super) fn url(text: &str) -> bool {
    text.bytes().all(|byte| plain(byte) || b",?&=".contains(&byte))
}

/// An address that may have variables.
pub(super) fn url_with_variables(text: &str) -> bool {
    text.bytes().all(|byte| plain(byte) || b",?&=$".contains(&byte))
}

/// Variables, and text around them.
pub(super) fn variables(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_${}".contains(&byte))
}

/// Names of headers, separated by commas.
pub(super) fn headers(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_, ".contains(&byte))
}

/// A regular expression for a name.
pub(super) fn pattern(text: &str) -> bool {
    text.bytes().all(|byte| plain(byte) || b"^$[](){}*+|?\\,&= ".contains(&byte))
}

/// A word.
pub(super) fn word(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// Statuses and times, separated by commas.
pub(super) fn durations(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" ,".contains(&byte))
}
