//! What does the parser's refusal mean to the person who wrote the text?

use super::build::index;
use super::problem::Problem;
use crate::input::Span;
use granit_parser::{ErrorKind, ScanError};

/// The problem behind an error at a byte of the text; `at.1` says whether the document is one value in brackets.
pub(super) fn problem(text: &str, error: &ScanError, (at, in_brackets): (usize, bool)) -> Problem {
    if let Some(tab) = tab(text, error.kind(), at).filter(|_| !in_brackets) {
        let span = Span { start: index(tab), end: index(tab + 1) };
        return Problem::error("core/yaml-tab", span, "a tab in the indentation")
            .help("YAML is indented with spaces only: replace the tab by spaces");
    }
    let width = text.get(at..).and_then(|rest| rest.chars().next()).filter(|char| !matches!(char, '\r' | '\n'));
    let span = Span { start: index(at), end: index(at + width.map_or(0, char::len_utf8)) };
    if *error.kind() == ErrorKind::RecursionLimitExceeded {
        return Problem::error("core/yaml-budget", span, "too many lists and mappings inside one another")
            .help("no Kubernetes object is that deep: check the brackets");
    }
    let rest = text.get(at..).unwrap_or_default();
    let (message, help) = words(error.kind(), rest);
    Problem::error("core/yaml-syntax", span, message).help(help)
}

/// A tab that indents the line of the error, or the line behind it, if the error may come from one.
fn tab(text: &str, kind: &ErrorKind, at: usize) -> Option<usize> {
    let certain = matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar
            | ErrorKind::TabAtBlockScalarStart
    );
    let possible = matches!(
        kind,
        ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::ExpectedBlockSequenceEntry
            | ErrorKind::InvalidIndentation
            | ErrorKind::InvalidSimpleKey
            | ErrorKind::SimpleKeyExpected
            | ErrorKind::MappingValueNotAllowed
            | ErrorKind::BlockSequenceEntryNotAllowed
    );
    if !certain && !possible {
        return None;
    }
    let line = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    let next = text.get(at..)?.find('\n').map(|end| at + end + 1);
    let indented = std::iter::once(line).chain(next.filter(|_| certain)).find_map(|start| indent_tab(text, start));
    indented.or_else(|| text.get(at..at + 1).filter(|here| certain && *here == "\t").map(|_| at))
}

/// The first tab of a line's indentation.
fn indent_tab(text: &str, line: usize) -> Option<usize> {
    let rest = text.get(line..)?;
    let indent = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    rest.get(..indent)?.find('\t').map(|tab| line + tab)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the parser's enum, open to additions")]
fn words(kind: &ErrorKind, rest: &str) -> (String, &'static str) {
    let (message, help) = match kind {
        ErrorKind::UnknownAnchor if rest.starts_with("*.") => {
            ("a value that begins with `*` is an alias in YAML", "put the host in quotes: \"*.example.com\"")
        }
        ErrorKind::UnknownAnchor => (
            "this alias names an anchor that is not in the document",
            "define it above with `&name`, or quote the value",
        ),
        ErrorKind::UnexpectedCharacter { character } => return character_words(*character),
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => (
            "a `key: value` cannot stand here",
            "line it up with its siblings, with a space behind every `:`; quote a value that contains `: `",
        ),
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::InvalidIndentation => (
            "this line does not line up with the keys above it",
            "indent it exactly like the other keys of its mapping",
        ),
        ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::InvalidBlockEntryWhitespace => {
            ("this line does not line up with the list it belongs to", "indent every `- ` of a list alike")
        }
        ErrorKind::BlockEntryInFlowCollection => {
            ("a `- ` item cannot stand inside brackets", "separate the items of `[...]` by commas")
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            ("a key without its `:`", "write `key: value`, with a space behind the colon")
        }
        ErrorKind::ExpectedFlowMappingSeparator => {
            ("a `,` or `}` is missing here", "separate the pairs of `{...}` by commas")
        }
        ErrorKind::ExpectedFlowSequenceSeparator => {
            ("a `,` or `]` is missing here", "separate the items of `[...]` by commas")
        }
        ErrorKind::UnclosedFlowCollection { open } => {
            return (format!("the `{open}` opened here is not closed"), "add the missing bracket");
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            return (format!("a `{open}` is closed by `{close}`"), "pair the brackets");
        }
        ErrorKind::MisplacedFlowCollectionEnd => ("a closing bracket without an opening one", "remove it"),
        ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::UnexpectedEofBlockMapping
        | ErrorKind::UnexpectedEofBlockSequence
        | ErrorKind::UnexpectedEof => ("the text ends in the middle of a value", "add what is missing"),
        ErrorKind::UnclosedQuotedScalar => ("the quote opened here is not closed", "add the closing quote"),
        ErrorKind::InvalidQuotedScalarIndent | ErrorKind::DocumentIndicatorInQuotedScalar => {
            ("a quoted value runs into this line", "close the quote above, or indent this line deeper than its key")
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => (
            "text behind a closing quote",
            "put the whole value into one pair of quotes, or add the `:` or `,` that is missing",
        ),
        ErrorKind::UnknownQuotedScalarEscape => (
            "an escape that YAML does not know in this quoted value",
            "in double quotes write `\\\\` for a backslash, or use single quotes",
        ),
        ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate => {
            ("a broken `\\x` or `\\u` escape in this quoted value", "write the character itself, or its whole escape")
        }
        ErrorKind::ExpectedDocumentStart => {
            ("more text behind the end of the document", "begin each document with a line `---`")
        }
        ErrorKind::BomInsideDocument => {
            ("a byte-order mark inside the text", "remove it, or begin a document with `---`")
        }
        ErrorKind::UndeclaredTagHandle => {
            ("a tag whose prefix is not declared", "remove the tag, or quote a value that begins with `!`")
        }
        ErrorKind::InvalidBlockScalarIndent
        | ErrorKind::InvalidBlockScalarHeader
        | ErrorKind::ZeroBlockScalarIndent => {
            ("a block of text (`|` or `>`) that is not indented", "indent all its lines deeper than its key")
        }
        other => {
            return (
                format!("not valid YAML: {other}"),
                "mend the text here; `kubectl create --dry-run=client -f FILE` reads it too",
            );
        }
    };
    (message.to_owned(), help)
}

fn character_words(character: char) -> (String, &'static str) {
    if character.is_control() || !character.is_ascii() {
        let message = format!("a character that YAML does not allow: U+{:04X}", u32::from(character));
        return (message, "remove it, or write it as an escape in double quotes");
    }
    (format!("a value cannot begin with {character:?}"), "put the value in quotes")
}
