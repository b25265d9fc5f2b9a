//! What is said of broken text?

use super::{problems, read, values};
use crate::yaml::limit;

/// A broken document stands between two whole ones, which are read all the same; the place is that of the bad input in
/// the whole text, whose first line is the first document.
fn only_problem(bad: &str, expected: &str) {
    let text = format!("a: 1\n---\n{bad}\n---\nz: 26\n");
    assert_eq!(problems(&text), [expected], "{bad:?}");
    assert_eq!(values(&read(&text)), "{\"a\":1}\n{\"z\":26}", "{bad:?}");
}

#[test]
fn a_broken_document_costs_itself_alone() {
    for (bad, expected) in [
        ("a: [1, 2", "3:4 core/yaml-syntax the `[` opened here is not closed [[]"),
        ("a: {b: c", "3:4 core/yaml-syntax the `{` opened here is not closed [{]"),
        ("a: {b: [c}", "3:8 core/yaml-syntax a `[` is closed by `}` [[]"),
        ("{\"a\": 1 \"b\": 2}", "3:12 core/yaml-syntax a `,` or `}` is missing here [:]"),
        ("{\"a\": 1}\nb: c", "4:1 core/yaml-syntax more text behind the end of the document [b]"),
        ("a:\n  b: c\n d: e", "5:2 core/yaml-syntax this line does not line up with the keys above it [d]"),
        ("a:\n  b: c\n  - d", "5:5 core/yaml-syntax this line does not line up with the keys above it [d]"),
        ("- a\nb: c", "4:1 core/yaml-syntax this line does not line up with the list it belongs to [b]"),
        ("a: b: c", "3:5 core/yaml-syntax a `key: value` cannot stand here [:]"),
        ("a: b\n  c: d", "4:4 core/yaml-syntax a `key: value` cannot stand here [:]"),
        ("a:b\nc: d", "4:2 core/yaml-syntax a `key: value` cannot stand here [:]"),
        ("host: *.example.com", "3:7 core/yaml-syntax a value that begins with `*` is an alias in YAML [*]"),
        ("a: *b", "3:4 core/yaml-syntax this alias names an anchor that is not in the document [*]"),
        ("a: &b [*b]", "3:8 core/yaml-syntax this alias repeats the value that it stands in [*b]"),
        ("a: @b", "3:4 core/yaml-syntax a value cannot begin with '@' [@]"),
        ("a: b\u{0}", "3:5 core/yaml-syntax a character that YAML does not allow: U+0000 [\0]"),
        ("é: \u{1}", "3:4 core/yaml-syntax a character that YAML does not allow: U+0001 [\u{1}]"),
        (
            "# a\u{85}b: c",
            "3:4 core/yaml-syntax a character that ends a line for some readers and not for others: U+0085 [\u{85}]",
        ),
        ("a: b\n\u{feff}c: d", "4:1 core/yaml-syntax a byte-order mark inside the text [\u{feff}]"),
        ("a: \"b", "4:1 core/yaml-syntax a quoted value runs into this line [-]"),
        ("a: \"b\nc: \"d\"", "4:1 core/yaml-syntax a quoted value runs into this line [c]"),
        ("a: 'b' c", "3:8 core/yaml-syntax text behind a closing quote [c]"),
        ("a: \"\\d+\"", "3:4 core/yaml-syntax an escape that YAML does not know in this quoted value [\"]"),
        ("a: \"\\ud83d\"", "3:4 core/yaml-syntax a broken `\\x` or `\\u` escape in this quoted value [\"]"),
        ("[a]: b", "3:1 core/yaml-syntax a list or mapping cannot be the key of a mapping [[]"),
        ("? {a: b}\n: c", "3:3 core/yaml-syntax a list or mapping cannot be the key of a mapping [{]"),
        (": b", "3:1 core/yaml-syntax a pair without a key []"),
        ("<<: b", "3:5 core/yaml-syntax `<<` merges mappings, and this is none [b]"),
        ("a: !e!x b", "3:4 core/yaml-syntax a tag whose prefix is not declared [!]"),
    ] {
        only_problem(bad, expected);
    }
}

#[test]
fn a_tab_is_called_a_tab() {
    for (bad, expected) in [
        ("a:\n\tb: c", "4:1 core/yaml-tab a tab in the indentation [\t]"),
        ("a:\n  b: c\n\td: e", "5:1 core/yaml-tab a tab in the indentation [\t]"),
        ("a:\n  - b\n \t- c", "5:2 core/yaml-tab a tab in the indentation [\t]"),
        ("a:\r\n  b:\r\n  \tc: d\r", "5:3 core/yaml-tab a tab in the indentation [\t]"),
    ] {
        only_problem(bad, expected);
    }
    assert_eq!(problems("{\n\t\"a\": 1\n\t\"b\": 2\n}\n"), ["3:5 core/yaml-syntax a `,` or `}` is missing here [:]"]);
}

#[test]
fn a_template_is_called_a_template() {
    let said = |place: &str, text: &str| {
        format!("{place} core/helm-template this is a template that was not rendered: `{text}` [{text}]")
    };
    for (bad, place, text) in [
        ("a: {{ .Values.a }}", "3:4", "{{ .Values.a }}"),
        ("a: [{{ .Values.a }}]", "3:5", "{{ .Values.a }}"),
        ("a: {{ .Values.a }}-b", "3:4", "{{ .Values.a }}"),
        ("a: x-{{ .a }}\nb: {{ .b }}", "4:4", "{{ .b }}"),
        ("{{- if .Values.a }}\na: b\n{{- end }}", "3:1", "{{- if .Values.a }}"),
        ("# {{ .a }}\na: b # {{ .b }}\n{{- with .c }}", "5:1", "{{- with .c }}"),
        ("a:\n  {{- toYaml .Values.a | nindent 2 }}", "4:3", "{{- toYaml .Values.a | nindent 2 }}"),
        ("a: \"{{ include \"b\" . }}\"", "3:5", "{{ include \"b\" . }}"),
        ("a: b\n  {{- if .c }}\nd: e", "4:3", "{{- if .c }}"),
        ("a: {{ .b", "3:4", "{{ .b"),
    ] {
        only_problem(bad, &said(place, text));
    }
    assert_eq!(
        problems("a: |\n  {{ .b }}\nc: \"{{ .d }}\"\n # {{ .e }}\nf: @\n"),
        ["5:4 core/yaml-syntax a value cannot begin with '@' [@]"]
    );
}

#[test]
fn a_key_written_twice_is_told_with_both_places() {
    let text = "a:\n  b: 1\n  c: 2\n  b: 3\n";
    assert_eq!(problems(text), ["4:3 core/duplicate-key `b` is written twice in one mapping; the last one counts [b]"]);
    let (span, said) = read(text).problems[0].related.unwrap();
    assert_eq!((&text[span.start as usize..span.end as usize], span.start, said), ("b", 5, "written here before"));
    let help = &read("kind: a\nkind: b\n").problems[0].help;
    assert_eq!(
        help,
        "if these are two objects, put a line `---` between them: the first is lost; else remove one of the two"
    );
    assert_eq!(problems("a: 1\na: 2\nb: [\n").len(), 1, "a document that is lost has no warnings");
}

#[test]
fn a_broken_json_value_costs_itself_alone() {
    let text = "{\"a\": 1}\n{\n  \"b\": [2\n}\n{\"c\": 3}\n{\"d\" 4}\n{\"e\": 5}\n";
    assert_eq!(
        problems(text),
        ["3:8 core/yaml-syntax a `[` is closed by `}` [[]", "6:6 core/yaml-syntax text behind a closing quote [4]",]
    );
    assert_eq!(values(&read(text)), "{\"a\":1}\n{\"c\":3}\n{\"e\":5}");
}

#[test]
fn beyond_a_thousand_problems_are_counted() {
    let text = "--- @\n".repeat(limit::PROBLEMS + 500) + "---\na: 1\na: 2\n";
    let problems = read(&text).problems;
    assert_eq!(problems.len(), limit::PROBLEMS + 1);
    let last = problems.last().unwrap();
    assert_eq!(last.code, "core/yaml-budget");
    assert_eq!(last.message, "more problems than are listed: 500 more documents could not be read, 1 more warnings");
}
