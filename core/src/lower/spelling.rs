//! Which paths the Gateway API accepts in a path condition.

use super::path::parent;
use std::fmt::Write;

/// Characters a path value may have.
const MAX_PATH: usize = 1024;

/// How a path can stand in a path condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// As it is.
    Fine,
    /// With letters percent-encoded that a request line cannot hold either.
    Encoded(String),
    /// Not at all.
    Refused,
}

/// How a path can stand in a path condition; the root's empty prefix can.
pub(super) fn spelling(path: &str) -> Spelling {
    let dotted = path.contains("/./") || path.contains("/../") || path.ends_with("/.") || path.ends_with("/..");
    let slashed = path.contains("//") || path.contains("%2f") || path.contains("%2F") || path.contains('#');
    let broken = path.match_indices('%').any(|(at, _)| !is_encoded(path.get(at..).unwrap_or("")));
    if dotted || slashed || broken || path.len() > MAX_PATH {
        return Spelling::Refused;
    }
    if path.bytes().all(is_plain) {
        return Spelling::Fine;
    }
    let mut encoded = String::with_capacity(path.len() * 3);
    for byte in path.bytes() {
        if is_plain(byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    if encoded.len() > MAX_PATH { Spelling::Refused } else { Spelling::Encoded(encoded) }
}

/// The nearest element prefix, above a text's last `/`, that can stand in a path condition.
pub(super) fn safe_parent(text: &str) -> &str {
    let mut prefix = parent(text);
    while prefix.ends_with('/') || spelling(prefix) != Spelling::Fine {
        prefix = parent(prefix);
    }
    prefix
}

fn is_encoded(text: &str) -> bool {
    text.as_bytes().get(1..3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-/._~!$&'()*+,;=:@%".contains(&byte)
}
