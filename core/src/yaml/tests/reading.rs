//! What is read from text?

use super::{read, values};
use crate::yaml::Kind;

#[test]
fn a_text_is_read_as_kubectl_reads_it() {
    for (text, expected) in [
        ("", ""),
        ("# nothing\n---\n---\nnull\n---\n~\n", ""),
        ("a: b\n---\nc: d\n", "{\"a\":\"b\"}\n{\"c\":\"d\"}"),
        ("\u{feff}a: b\r\nc:\r\n- d\r\n- e: f\r\n  g: h\r\n", r#"{"a":"b","c":["d",{"e":"f","g":"h"}]}"#),
        ("\u{feff}---\na: b\n\u{feff}---\nc: d", "{\"a\":\"b\"}\n{\"c\":\"d\"}"),
        ("%YAML 1.1\n--- # first\na: yes\n...\n--- {b: 010}\n", "{\"a\":true}\n{\"b\":8}"),
        ("a: # comment\n  b: 'it''s' # more\nc: x#y", r#"{"a":{"b":"it's"},"c":"x#y"}"#),
        ("a: |\n  x\n   y\n\nb: >-\n  one\n  two\nc: |+\n  z\n\n", r#"{"a":"x\n y\n","b":"one two","c":"z\n\n"}"#),
        ("a: \"x\\\n  y\\u00e9\\/\"\nb: plain\n  more\n", r#"{"a":"xyé/","b":"plain more"}"#),
        ("a: 8080\nb: \"8080\"\nc: 1.5\nd:\ne: ~\n", r##"{"a":8080,"b":"8080","c":#1.5,"d":null,"e":null}"##),
        ("a: !!str 1\nb: !!int '1'\nc: !x 1\nd: ! 1\n", r#"{"a":"1","b":1,"c":"1","d":"1"}"#),
        ("a: &x {b: [1]}\nc: *x\nd: &x 2\ne: *x\n", r#"{"a":{"b":[1]},"c":{"b":[1]},"d":2,"e":2}"#),
        ("{\n\t\"a\": \"\\/\\ud83d\\ude00\",\n\t\"b\": [\n\t\ttrue, 1e3\n\t]\n}\n", r##"{"a":"/😀","b":[true,#1e3]}"##),
        ("{\"a\": 1}\n{\"b\": 2}{\"c\": 3}\n\n[4]", "{\"a\":1}\n{\"b\":2}\n{\"c\":3}\n[4]"),
        ("--- {\"a\": 1}\n{\"b\": 2}\n---\nc: d", "{\"a\":1}\n{\"b\":2}\n{\"c\":\"d\"}"),
        ("---\n{\"a\": \"\u{2028}\"}\n", "{\"a\":\"\u{2028}\"}"),
        ("? a\n: b\n1: c\n", r#"{"a":"b","1":"c"}"#),
        ("a: b\rc: d\r---\re: f", "{\"a\":\"b\",\"c\":\"d\"}\n{\"e\":\"f\"}"),
        (
            "host: \"{{ .Values.host }}\"\nname: x-{{ .Release.Name }}\n",
            r#"{"host":"{{ .Values.host }}","name":"x-{{ .Release.Name }}"}"#,
        ),
        ("a: |\n  {{ $labels.x }}\nb: ${HOST}\n", r#"{"a":"{{ $labels.x }}\n","b":"${HOST}"}"#),
    ] {
        let parsed = read(text);
        assert_eq!(parsed.problems, [], "{text:?}");
        assert_eq!(values(&parsed), expected, "{text:?}");
    }
}

#[test]
fn merges_add_the_keys_that_are_not_written_out() {
    for (text, expected) in [
        ("a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  b: 3\n", r#"{"a":{"b":1,"c":2},"d":{"b":3,"c":2}}"#),
        ("<<: {a: 1}\nb: 2\n", r#"{"b":2,"a":1}"#),
        ("<<: [{a: 1}, {a: 2, b: 3}]\n", r#"{"a":1,"b":3}"#),
        ("a: &x {b: 1}\nc: &y {<<: *x, d: 2}\ne: {<<: [*y]}\n", r#"{"a":{"b":1},"c":{"d":2,"b":1},"e":{"d":2,"b":1}}"#),
        ("\"<<\": {a: 1}\n", r#"{"<<":{"a":1}}"#),
        ("a: [<<, b]\n", r#"{"a":["<<","b"]}"#),
    ] {
        let parsed = read(text);
        assert_eq!(parsed.problems, [], "{text:?}");
        assert_eq!(values(&parsed), expected, "{text:?}");
    }
}

#[test]
fn of_a_key_written_twice_the_last_counts() {
    assert_eq!(values(&read("a: 1\nb: 2\na: {c: 3}\na: 4\n")), r#"{"b":2,"a":4}"#);
    let many: String = (0..40).map(|key| format!("k{}: {key}\n", key % 20)).collect();
    let parsed = read(&many);
    assert_eq!(parsed.problems.len(), 20);
    let root = parsed.tree.documents()[0].root;
    assert_eq!(parsed.tree.len(root), 20);
    assert_eq!(parsed.tree.get(root, "k7").and_then(|value| parsed.tree.as_int(value)), Some(27));
}

#[test]
fn every_node_knows_its_place() {
    let text = "# é\na: \"x\\ty\"\nb:\n- c: plain\n  d: {e: 'f'}\n- |\n  block\n";
    let tree = read(text).tree;
    let slice = |id| &text[tree.span(id).start as usize..tree.span(id).end as usize];
    let root = tree.documents()[0].root;
    let list = tree.get(root, "b").unwrap();
    let first = tree.items(list).next().unwrap();
    assert_eq!(slice(tree.get(root, "a").unwrap()), "\"x\\ty\"");
    assert_eq!(slice(tree.entries(first).next().unwrap().0), "c");
    assert_eq!(slice(tree.get(first, "d").unwrap()), "{e: 'f'}");
    assert_eq!(slice(first), "c: plain\n  d: {e: 'f'}");
    assert_eq!(slice(list), "c: plain\n  d: {e: 'f'}\n- |\n  block\n");
    assert_eq!(slice(root), &text[5..]);
    let document = tree.documents()[0].span;
    assert_eq!((document.start as usize, document.end as usize), (0, text.len()));
}

#[test]
fn a_part_of_a_value_has_a_place_unless_it_is_escaped() {
    let text = "a: \"one two\"\nb: \"\\ttwo\"\nc: one two\n";
    let tree = read(text).tree;
    let root = tree.documents()[0].root;
    let part = |key: &str| {
        let span = tree.part(tree.get(root, key).unwrap(), 4..7);
        &text[span.start as usize..span.end as usize]
    };
    assert_eq!((part("a"), part("b"), part("c")), ("two", "\"\\ttwo\"", "two"));
}

#[test]
fn wrong_questions_get_empty_answers() {
    let (few, many) = (read("a").tree, read("[a, b, {c: d}]").tree);
    let (scalar, list) = (few.documents()[0].root, many.documents()[0].root);
    let last = many.items(list).last().unwrap();
    assert_eq!((few.entries(scalar).count(), few.items(scalar).count(), few.len(scalar)), (0, 0, 0));
    assert_eq!((many.get(list, "c"), many.as_str(list), many.scalar(list)), (None, None, None));
    assert_eq!((few.kind(last), few.is_null(last)), (Kind::Scalar, true));
}
