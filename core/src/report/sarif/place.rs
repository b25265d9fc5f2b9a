//! How does SARIF name a file and a region in it?

use crate::input::Place;
use crate::report::position::Sources;
use serde_json::{Value, json};

/// A file and a region.
pub(super) fn physical(sources: &Sources<'_>, place: Place) -> Option<Value> {
    let (source, _, _) = sources.locate(place)?;
    Some(json!({ "artifactLocation": { "uri": uri(source.name) }, "region": region(sources, place)? }))
}

/// A region: lines and columns from 1, the end exclusive.
pub(super) fn region(sources: &Sources<'_>, place: Place) -> Option<Value> {
    let (_, start, end) = sources.locate(place)?;
    Some(json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column }))
}

/// The file of a place.
pub(super) fn file(sources: &Sources<'_>, place: Place) -> Option<Value> {
    Some(json!({ "uri": uri(sources.file(place.file)?.name) }))
}

/// A file's name as a URI reference: relative stays relative, absolute becomes `file://`.
fn uri(name: &str) -> String {
    let slashed = name.replace('\\', "/");
    let slashed = slashed.strip_prefix("./").unwrap_or(&slashed);
    let mut out = String::with_capacity(slashed.len() + 8);
    let drive = slashed.as_bytes().get(1) == Some(&b':');
    if slashed.starts_with('/') {
        out.push_str("file://");
    } else if drive {
        out.push_str("file:///");
    }
    for (index, byte) in slashed.bytes().enumerate() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            b':' if drive && index == 1 => out.push(':'),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn names_are_uri_references() {
        assert_eq!(uri("shop/web.yaml"), "shop/web.yaml");
        assert_eq!(uri("./a b#c.yaml"), "a%20b%23c.yaml");
        assert_eq!(uri("/etc/ä.yaml"), "file:///etc/%C3%A4.yaml");
        assert_eq!(uri("C:\\k8s\\web.yaml"), "file:///C:/k8s/web.yaml");
        assert_eq!(uri("<stdin>"), "%3Cstdin%3E");
    }
}
