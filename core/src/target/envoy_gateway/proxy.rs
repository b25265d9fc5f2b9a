//! EnvoyProxy: what is logged.

mod fields;

use super::API;
use super::format::{Place, Written, write};
use crate::emit::{Key, Node, Value};
use crate::grant::{Grant, Shortfall};
use crate::target::{Attach, Part, PolicyKind};
use fields::Field;
use gatewright_contract::Piece;

static PROXY: PolicyKind = PolicyKind { api_version: API, kind: "EnvoyProxy", on: Attach::Infrastructure };

/// `telemetry.accessLog`, switched off.
pub(super) fn no_log() -> Grant {
    Grant::Policy(vec![Part::of_requests(&PROXY, &["telemetry", "accessLog", "disable"], Node::bool(true))], None)
}

/// `telemetry.accessLog` with lines of this form.
pub(super) fn log(format: &[Piece]) -> Grant {
    if format.is_empty() {
        return Grant::Unasked;
    }
    let (form, Written { text, differences, unknown }) = match fields::of(format) {
        Some(fields) => json(fields),
        None => plain(format),
    };
    let mut differences: Vec<String> = differences.into_iter().map(str::to_owned).collect();
    if !unknown.is_empty() {
        differences.push(format!("`-` is written for {}", unknown.join(", ")));
    }
    if text.trim_start().starts_with('{') {
        differences.push("a quote or backslash in a value is written as it is".to_owned());
    }
    let output = Node::map([("path", Node::str("/dev/stdout"))]);
    let sink = Node::map([("type", Node::str("File")), ("file", output)]);
    let setting = Node::map([("format", form), ("sinks", Node::list([sink]))]);
    let advice = "see that whoever reads the log does not mind";
    let short = (!differences.is_empty()).then(|| Shortfall::new(differences.join("; "), advice));
    let settings = Part::of_requests(&PROXY, &["telemetry", "accessLog", "settings"], Node::list([setting]));
    Grant::Policy(vec![settings], short)
}

/// A line as a text.
fn plain(format: &[Piece]) -> (Node, Written) {
    let written = write(format, Place::Log);
    let text = Node::str(format!("{}\n", written.text));
    (Node::map([("type", Node::str("Text")), ("text", text)]), written)
}

/// A line as an object, which Envoy writes as JSON.
fn json(fields: Vec<Field>) -> (Node, Written) {
    let mut all = Written { text: String::new(), differences: Vec::new(), unknown: Vec::new() };
    let mut members = Vec::with_capacity(fields.len());
    for (name, value) in fields {
        let Written { text, differences, unknown } = write(&value, Place::Log);
        members.push((Key::Owned(name), Node::str(text)));
        let new = differences.into_iter().filter(|one| !all.differences.contains(one)).collect::<Vec<_>>();
        all.differences.extend(new);
        let new = unknown.into_iter().filter(|one| !all.unknown.contains(one)).collect::<Vec<_>>();
        all.unknown.extend(new);
    }
    all.differences
        .push("fields are in the order of their names, numbers without quotes, and what is not there is null");
    let fields = Value::Map(members.into_boxed_slice()).into();
    (Node::map([("type", Node::str("JSON")), ("json", fields)]), all)
}

#[cfg(test)]
mod tests {
    use super::log;
    use crate::grant::Grant;
    use gatewright_contract::Piece;

    #[test]
    fn lines_name_what_is_missing_in_them() {
        let pieces = [Piece::Text("{\"a\": \"".to_owned()), Piece::Other("$x".to_owned()), Piece::Seconds];
        let Grant::Policy(_, Some(short)) = log(&pieces) else { panic!("nothing differs") };
        assert!(short.why.contains("milliseconds; `-` is written for $x; a quote"), "{}", short.why);
        assert_eq!(log(&[]), Grant::Unasked);
    }

    #[test]
    fn a_flat_object_is_written_as_fields() {
        let text = |text: &str| Piece::Text(text.to_owned());
        let pieces = [text("{\"host\": \""), Piece::Host, text("\", \"took\": "), Piece::Seconds, text("}")];
        let Grant::Policy(parts, Some(short)) = log(&pieces) else { panic!("not granted") };
        let form = format!("{parts:?}");
        assert!(form.contains("JSON") && form.contains("%DURATION%"), "{form}");
        assert!(short.why.contains("null") && !short.why.contains("quote or backslash"), "{}", short.why);
    }
}
