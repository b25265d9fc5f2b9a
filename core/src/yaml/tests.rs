//! What a user could have, and what is read or said.

mod bad;
mod hostile;
mod reading;

use super::{Kind, LineIndex, NodeId, Parsed, Tree, Typed, parse};
use crate::input::FileId;

fn read(text: &str) -> Parsed<'_> {
    parse(FileId(0), text)
}

/// Every document as JSON, one a line; `#` marks a number that is not an `i64`.
fn values(parsed: &Parsed<'_>) -> String {
    let roots = parsed.tree.documents().iter().map(|document| document.root);
    roots.map(|root| json(&parsed.tree, root)).collect::<Vec<_>>().join("\n")
}

fn json(tree: &Tree<'_>, id: NodeId) -> String {
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    match tree.kind(id) {
        Kind::Mapping => {
            let pair = |(key, value)| format!("{}:{}", quoted(tree.key(key)), json(tree, value));
            let pairs: Vec<String> = tree.entries(id).map(pair).collect();
            assert_eq!(pairs.len(), tree.len(id));
            format!("{{{}}}", pairs.join(","))
        }
        Kind::Sequence => {
            let items: Vec<String> = tree.items(id).map(|item| json(tree, item)).collect();
            assert_eq!(items.len(), tree.len(id));
            format!("[{}]", items.join(","))
        }
        Kind::Scalar => match tree.typed(id).unwrap() {
            Typed::Null => "null".to_owned(),
            Typed::Bool(value) => value.to_string(),
            Typed::Int(int) => int.to_string(),
            Typed::Number => format!("#{}", tree.key(id)),
            Typed::Text(text) => quoted(text),
        },
    }
}

/// Every problem as `line:column code message`, with what is underlined.
fn problems(text: &str) -> Vec<String> {
    let index = LineIndex::new(text);
    let shown = |problem: &super::Problem| {
        let place = index.place(problem.span.start);
        let marked = &text[problem.span.start as usize..problem.span.end as usize];
        format!("{}:{} {} {} [{marked}]", place.line, place.column, problem.code, problem.message)
    };
    read(text).problems.iter().map(shown).collect()
}
