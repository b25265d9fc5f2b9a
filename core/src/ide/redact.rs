//! What is left of a text when nothing in it may be secret: for links and reports that people send to each other.
//!
//! Of a Secret its name, type and keys stay. Where a file cannot be read as a whole nobody knows what belongs to what, so
//! each part of it that speaks of a Secret goes.

use crate::input::{FileId, Span};
use crate::yaml::{self, Kind, NodeId, Tree};
use gatewright_contract::collections::Arrange;
use gatewright_contract::{Node, Severity};
use serde::Serialize;

/// A text that may be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Redacted {
    /// The text.
    pub text: String,
    /// How many Secrets, or documents that may hold one, were cut.
    pub removed: usize,
}

/// Takes the place of a document that cannot be read.
const CUT: &str = "# (left out: a document that cannot be read and speaks of a Secret)\n";

/// The text without the values and annotations of Secrets.
pub fn redacted(text: &str) -> Redacted {
    let parsed = yaml::parse(FileId(0), text);
    let tree = &parsed.tree;
    let mut cuts: Vec<(Span, String)> = Vec::new();
    for document in tree.documents() {
        walk(tree, document.root, &mut cuts);
    }
    if parsed.problems.iter().any(|problem| problem.severity == Severity::Error) {
        let unclear = chunks(text).filter(|span| speaks_of_a_secret(text, *span));
        cuts.extend(unclear.map(|span| (span, CUT.to_owned())));
    }
    cuts.arrange_by_key(|(span, _)| span.start);
    let mut out = String::with_capacity(text.len());
    let (mut from, mut removed) = (0, 0);
    for (span, instead) in &cuts {
        let (start, end) = (super::index(span.start), super::index(span.end));
        // What lies inside of something that was cut is gone already.
        if start < from {
            continue;
        }
        out.push_str(text.get(from..start).unwrap_or_default());
        out.push_str(instead);
        from = end;
        removed += 1;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    Redacted { text: out, removed }
}

fn walk(tree: &Tree<'_>, node: NodeId, cuts: &mut Vec<(Span, String)>) {
    match tree.kind(node) {
        Kind::Scalar => {}
        Kind::Sequence => tree.items(node).for_each(|item| walk(tree, item, cuts)),
        Kind::Mapping => {
            let is_secret = tree.get(node, "kind").and_then(|kind| tree.as_str(kind)) == Some("Secret");
            // A reference to a Secret has a kind and a name, and nothing to hide.
            if is_secret && ["metadata", "data", "stringData"].iter().any(|key| tree.get(node, key).is_some()) {
                let shape = serde_json::to_string(&shape(tree, node)).unwrap_or_default();
                cuts.push((tree.span(node), shape));
            } else {
                tree.entries(node).for_each(|(_, value)| walk(tree, value, cuts));
            }
        }
    }
}

/// What may be known of a Secret.
fn shape(tree: &Tree<'_>, node: NodeId) -> Node {
    let text = |node: NodeId, key: &str| tree.get(node, key).and_then(|value| tree.as_str(value)).map(Node::text);
    let metadata = tree.get(node, "metadata");
    let named = |key: &str| metadata.and_then(|metadata| text(metadata, key)).unwrap_or_default();
    let members = ["data", "stringData"].into_iter().filter_map(|member| tree.get(node, member));
    let keys = members.flat_map(|data| tree.entries(data)).map(|(key, _)| (tree.key(key), Node::text("")));
    Node::map([
        ("apiVersion", Node::text("v1")),
        ("data", Node::map(keys)),
        ("kind", Node::text("Secret")),
        ("metadata", Node::map([("name", named("name")), ("namespace", named("namespace"))])),
        ("type", text(node, "type").unwrap_or_default()),
    ])
}

/// The documents of a text, told apart by their separators alone.
fn chunks(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        if line.starts_with("---") {
            starts.push(at);
        }
    }
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([text.len()]).collect();
    let narrow = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
    starts.into_iter().zip(ends).map(move |(start, end)| Span { start: narrow(start), end: narrow(end) })
}

fn speaks_of_a_secret(text: &str, span: Span) -> bool {
    let chunk = text.get(super::index(span.start)..super::index(span.end)).unwrap_or_default();
    let said: String = chunk.chars().filter(|c| !c.is_whitespace() && !matches!(c, '"' | '\'')).collect();
    let said = said.to_ascii_lowercase();
    ["kind:secret", "stringdata:", "privatekey", "\\u"].iter().any(|word| said.contains(word))
}

#[cfg(test)]
mod tests {
    use super::redacted;

    const SECRET: &str = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\n  annotations:\n    a/b: hunter2\ntype: Opaque\nstringData:\n  pass: hunter2\n";
    const INGRESS: &str = "kind: Ingress\nmetadata:\n  name: web\nspec:\n  tls: [{secretName: s}]\n";

    fn cut(text: &str) -> (String, usize) {
        let redacted = redacted(text);
        assert!(!redacted.text.contains("hunter2"), "{}", redacted.text);
        (redacted.text, redacted.removed)
    }

    #[test]
    fn values_and_annotations_of_secrets_are_gone_and_the_rest_stays() {
        let (text, removed) = cut(&format!("{INGRESS}---\n{SECRET}---\n{INGRESS}"));
        assert_eq!(removed, 1);
        assert_eq!(text.matches(INGRESS.trim_end()).count(), 2, "{text}");
        assert!(text.contains(r#""pass":"""#) && text.contains(r#""name":"s""#), "{text}");
        assert_eq!(crate::yaml::parse(crate::input::FileId(0), &text).tree.documents().len(), 3, "{text}");
    }

    #[test]
    fn secrets_in_lists_in_json_and_twice_are_found() {
        let item = SECRET.replace('\n', "\n  ");
        let list = format!("kind: List\nitems:\n- {}\n- {}\n", item.trim_end(), item.trim_end());
        assert_eq!(cut(&list).1, 2);
        let json = r#"{"kind": "List", "items": [{"kind": "Secret", "data": {"k": "hunter2"}}]}"#;
        assert_eq!(cut(json).1, 1);
        assert_eq!(cut("k\\u0069nd: x\n---\n\"kind\": \"S\\u0065cret\"\ndata: {a: hunter2}\n").1, 1);
    }

    #[test]
    fn a_reference_to_a_secret_is_none() {
        let gateway = "kind: Gateway\nspec: {certificateRefs: [{kind: Secret, name: hunter}]}\n";
        assert_eq!(cut(gateway), (gateway.to_owned(), 0));
    }

    #[test]
    fn what_cannot_be_read_and_speaks_of_a_secret_goes_as_a_whole() {
        let (text, removed) = cut(&format!("{INGRESS}---\nkind: Secret\ndata: [hunter2\n---\n{INGRESS}"));
        assert!(removed >= 1 && text.contains("left out") && text.contains("name: web"), "{text}");
        let (text, _) = cut("kind: Secret\n  data:\n\t- hunter2: {\n");
        assert!(text.contains("left out"), "{text}");
    }
}
