//! What may a plugin write on a person's terminal? Text, and nothing that moves, colours or reorders it.

use gatewright_contract::{Fault, Finding, Manifest, Response, Verdict};

/// One line: control characters become spaces, characters that turn the direction of text go.
pub(crate) fn line(text: &str) -> String {
    text.chars().filter(|c| !turns(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Several lines: line breaks and tabs stay.
fn lines(text: &str) -> String {
    let kept = |c: &char| !turns(*c) && (matches!(*c, '\n' | '\t') || !c.is_control());
    text.chars().filter(kept).collect()
}

/// Embeddings, overrides and isolates of the bidirectional algorithm, and the separators that break lines.
fn turns(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}')
}

fn clean(text: &mut String) {
    if text.chars().any(|c| c.is_control() || turns(c)) {
        *text = line(text);
    }
}

fn clean_lines(text: &mut String) {
    if text.chars().any(|c| c.is_control() || turns(c)) {
        *text = lines(text);
    }
}

/// An answer without what would steer a terminal, in all that a person will read of it; every answer of a
/// [`crate::Loaded`] is such. What goes into objects is the engine's to check and to quote.
pub fn readable(mut answer: Result<Response, Fault>) -> Result<Response, Fault> {
    if let Ok(response) = &mut answer {
        response.findings.iter_mut().for_each(finding);
        response.verdicts.iter_mut().for_each(verdict);
    }
    answer
}

fn finding(finding: &mut Finding) {
    clean(&mut finding.code);
    clean(&mut finding.message);
    finding.help.iter_mut().for_each(clean_lines);
}

fn verdict(verdict: &mut Verdict) {
    verdict.why.iter_mut().chain(&mut verdict.advice).for_each(clean);
    for part in &mut verdict.parts {
        clean(&mut part.text);
        part.why.iter_mut().for_each(clean);
    }
}

/// Cleans what a person will read of a manifest.
pub(crate) fn manifest(manifest: &mut Manifest) {
    clean(&mut manifest.version);
    clean(&mut manifest.title);
    for setting in &mut manifest.options {
        clean(&mut setting.default);
        clean(&mut setting.doc);
    }
    for feature in &mut manifest.features {
        clean(&mut feature.name);
        clean_lines(&mut feature.doc);
        for key in &mut feature.keys {
            [&mut key.key, &mut key.value, &mut key.default, &mut key.summary].into_iter().for_each(clean);
            key.values.iter_mut().for_each(clean);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_that_a_terminal_obeys() {
        assert_eq!(line("a\u{1b}[2Jb\r\nc\u{9b}d\u{7f}"), "a [2Jb  c d ");
        assert_eq!(line("user\u{202e}txt.exe\u{2028}x"), "usertxt.exex");
        assert_eq!(lines("# a\n\n\tb\u{1b}[0m\u{7}"), "# a\n\n\tb[0m");
        assert_eq!(line("grün, 漢字 and 🚪"), "grün, 漢字 and 🚪");
    }
}
