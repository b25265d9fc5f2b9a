//! Texts made to hurt: each is answered in time and memory that grow with the text alone.

use super::{problems, read};
use crate::yaml::limit;
use proptest::prelude::*;

fn code(text: &str) -> &'static str {
    let parsed = read(text);
    parsed.problems.first().map_or("", |problem| problem.code)
}

#[test]
fn depth_is_bounded() {
    for text in ["[", "{a: ", "- ", "[{a: "] {
        assert_eq!(code(&text.repeat(1_000_000)), "core/yaml-budget", "{text}");
    }
    let stairs: String = (0..300).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    assert_eq!(code(&stairs), "core/yaml-budget");
    let (open, close) = ("[".repeat(limit::DEPTH as usize), "]".repeat(limit::DEPTH as usize));
    assert_eq!(problems(&format!("{open}{close}")), [""; 0]);
    assert_eq!(
        problems(&format!("[{open}{close}]")),
        ["1:101 core/yaml-budget more than 100 lists and mappings inside one another [[]"]
    );
}

#[test]
fn depth_is_counted_through_aliases() {
    let tower: String = (1..40).map(|floor| format!("l{floor}: &l{floor} [[[*l{}]]]\n", floor - 1)).collect();
    let text = format!("l0: &l0 [x]\n{tower}");
    assert_eq!(problems(&text), ["34:14 core/yaml-budget more than 100 lists and mappings inside one another [*l32]"]);
}

#[test]
fn aliases_repeat_no_more_than_a_file_may() {
    let laughs: String =
        (1..30).map(|level| format!("l{level}: &l{level} [*l{0}, *l{0}, *l{0}, *l{0}]\n", level - 1)).collect();
    let text = format!("l0: &l0 [x, x, x]\n{laughs}---\na: b\n");
    let parsed = read(&text);
    assert_eq!(parsed.problems.len(), 1);
    assert_eq!(parsed.problems[0].code, "core/yaml-budget");
    assert_eq!(parsed.problems[0].message, "the aliases up to here repeat more values than one file may");
    assert_eq!(parsed.tree.documents().len(), 1, "the other document is read");
    let wide = format!("a: &a [{}]\n{}", "x, ".repeat(2_000), "- ".replace("- ", "b: *a\nc: *a\n").repeat(100));
    assert_eq!(code(&wide), "core/yaml-budget");
}

#[test]
fn merges_repeat_no_more_than_a_file_may() {
    let keys: String = (0..1_000).map(|key| format!("k{key}: x, ")).collect();
    let text = format!("a: &a {{{keys}}}\nb:\n{}", "- <<: *a\n".repeat(10_000));
    let place = "54:7 core/yaml-budget the aliases up to here repeat more values than one file may [*a]";
    assert_eq!(problems(&text), [place]);
}

#[test]
fn long_and_odd_texts_take_no_longer_than_others() {
    for (head, part) in [
        ("", "\u{feff}"),
        ("", "--- @\n"),
        ("", "...\n"),
        ("", "{\"\n"),
        ("", "{\"a\": '\n"),
        ("", "{\"a\": {{\n"),
        ("", "\n{\"a\":1,"),
        ("", "%a b\n"),
        ("", "? "),
        ("", "a: b\r"),
        ("a: ", "{{"),
        ("a: \"", "{{ x\n "),
        ("a: ", "\u{1f600}"),
        ("a: \"", "\\\n"),
        ("a: |\n", "\n"),
        ("a: >\n", "  x\n"),
        ("- &a x\n", "- *a\n"),
        ("", "- &a *a\n"),
        ("[", "a: b, "),
        ("{", "? a, "),
        ("", "# {{\n"),
        ("", "a: &"),
    ] {
        let text = head.to_owned() + &part.repeat(20_000);
        let parsed = read(&text);
        assert!(parsed.problems.len() <= limit::PROBLEMS + 1);
    }
}

proptest! {
    #[test]
    fn no_text_is_too_odd(text in "([-?:,\\[\\]{}#&*!|>'\"%@` \t\r\na0~<é😀\u{85}\u{2028}\u{feff}\u{0}\\\\]|---\n|\\.\\.\\.\n|\\{\\{|<<: |\n  ){0,60}") {
        let parsed = read(&text);
        let inside = |span: crate::input::Span| text.get(span.start as usize..span.end as usize).is_some();
        prop_assert!(parsed.problems.iter().all(|problem| inside(problem.span) && !problem.message.is_empty()));
        prop_assert!(parsed.problems.iter().all(|problem| !problem.help.is_empty()));
        let mut stack: Vec<_> = parsed.tree.documents().iter().map(|document| document.root).collect();
        while let Some(node) = stack.pop() {
            prop_assert!(inside(parsed.tree.span(node)));
            prop_assert_eq!(parsed.tree.entries(node).count() + parsed.tree.items(node).count(), parsed.tree.len(node));
            for (key, value) in parsed.tree.entries(node) {
                prop_assert!(inside(parsed.tree.span(key)) && parsed.tree.get(node, parsed.tree.key(key)) == Some(value));
                stack.push(value);
            }
            stack.extend(parsed.tree.items(node));
        }
    }
}
