//! The shape of a Secret: its type, its keys, and what kind of thing each holds. Never a value.

use crate::yaml::{NodeId, Tree};
use gatewright_contract::Node;
use gatewright_contract::collections::Arrange;

/// The shape of a Secret.
pub(super) fn shape(tree: &Tree<'_>, node: NodeId) -> Node {
    let kind = tree.get(node, "type").and_then(|node| tree.scalar(node)).map_or("Opaque", |scalar| scalar.text);
    let mut keys = Vec::new();
    for (member, encoded) in [("data", true), ("stringData", false)] {
        let Some(data) = tree.get(node, member) else { continue };
        for (key, value) in tree.entries(data) {
            let text = tree.scalar(value).map(|scalar| scalar.text).unwrap_or_default();
            let bytes = if encoded { decoded(text) } else { text.as_bytes().to_vec() };
            keys.push((tree.key(key), Node::text(content(&bytes))));
        }
    }
    let metadata = tree.get(node, "metadata");
    let name = |key: &str| metadata.and_then(|node| tree.get(node, key)).and_then(|node| tree.scalar(node));
    let named = ["name", "namespace"].into_iter().filter_map(|key| Some((key, Node::text(name(key)?.text))));
    Node::map([
        ("apiVersion", Node::text("v1")),
        ("kind", Node::text("Secret")),
        ("metadata", Node::map(named)),
        ("type", Node::text(kind)),
        ("keys", Node::map(keys)),
    ])
}

/// What kind of thing a value is.
fn content(bytes: &[u8]) -> String {
    let Ok(text) = std::str::from_utf8(bytes) else { return "binary".to_owned() };
    if text.contains("PRIVATE KEY-----") {
        return "private-key".to_owned();
    }
    if text.contains("-----BEGIN CERTIFICATE-----") {
        return "certificate".to_owned();
    }
    if text.contains("-----BEGIN X509 CRL-----") {
        return "revocation-list".to_owned();
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut schemes: Vec<&str> = Vec::new();
    for line in lines {
        let Some((user, hash)) = line.split_once(':') else { return plain(text) };
        if user.is_empty() || user.contains(' ') {
            return plain(text);
        }
        let scheme = scheme(hash);
        if !schemes.contains(&scheme) {
            schemes.push(scheme);
        }
    }
    schemes.arrange();
    if schemes.is_empty() { plain(text) } else { format!("htpasswd:{}", schemes.join("+")) }
}

fn plain(text: &str) -> String {
    if text.is_empty() { "empty".to_owned() } else { scheme_alone(text.trim()).to_owned() }
}

/// A hash that stands alone, as maps of users hold it.
fn scheme_alone(text: &str) -> &'static str {
    match scheme(text) {
        "bcrypt" => "hash:bcrypt",
        "apr1" => "hash:apr1",
        "sha" => "hash:sha",
        _ => "text",
    }
}

/// How a password was hashed.
fn scheme(hash: &str) -> &'static str {
    match hash {
        _ if hash.starts_with("$2") => "bcrypt",
        _ if hash.starts_with("$apr1$") => "apr1",
        _ if hash.starts_with("{SHA}") || hash.starts_with("{SSHA}") => "sha",
        _ if hash.starts_with("$1$") || hash.starts_with("$5$") || hash.starts_with("$6$") => "crypt",
        _ if hash.starts_with("{PLAIN}") => "plain",
        _ => "crypt",
    }
}

/// Base64; what is none is nothing.
fn decoded(text: &str) -> Vec<u8> {
    let (mut bytes, mut bits, mut count) = (Vec::with_capacity(text.len() * 3 / 4), 0_u32, 0);
    for byte in text.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 0xff).unwrap_or_default());
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::{content, decoded};

    #[test]
    fn values_are_known_by_their_kind_alone() {
        assert_eq!(content(b"foo:$apr1$abc$def\nbar:$2y$10$x"), "htpasswd:apr1+bcrypt");
        assert_eq!(content(b"-----BEGIN CERTIFICATE-----\nMII"), "certificate");
        assert_eq!(content(b"-----BEGIN RSA PRIVATE KEY-----"), "private-key");
        assert_eq!(content(b"hunter2"), "text");
        assert_eq!(content(b"$2y$10$x"), "hash:bcrypt");
        assert_eq!(content(&[0xff, 0xfe]), "binary");
        assert_eq!(content(b""), "empty");
        assert_eq!(decoded("Zm9vOiRhcHIxJA=="), b"foo:$apr1$");
    }
}
