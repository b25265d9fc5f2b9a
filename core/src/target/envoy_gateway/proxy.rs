//! EnvoyProxy: what is logged.

use super::API;
use super::format::{Place, Written, write};
use crate::emit::Node;
use crate::grant::{Grant, Shortfall};
use crate::target::{Attach, Part, PolicyKind};
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
    let Written { text, differences, unknown } = write(format, Place::Log);
    let mut differences: Vec<String> = differences.into_iter().map(str::to_owned).collect();
    if !unknown.is_empty() {
        differences.push(format!("`-` is written for {}", unknown.join(", ")));
    }
    if text.trim_start().starts_with('{') {
        differences.push("a quote or backslash in a value is written as it is".to_owned());
    }
    let line = Node::map([("type", Node::str("Text")), ("text", Node::str(format!("{text}\n")))]);
    let output = Node::map([("path", Node::str("/dev/stdout"))]);
    let sink = Node::map([("type", Node::str("File")), ("file", output)]);
    let setting = Node::map([("format", line), ("sinks", Node::list([sink]))]);
    let advice = "see that whoever reads the log does not mind";
    let short = (!differences.is_empty()).then(|| Shortfall::new(differences.join("; "), advice));
    let settings = Part::of_requests(&PROXY, &["telemetry", "accessLog", "settings"], Node::list([setting]));
    Grant::Policy(vec![settings], short)
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
}
