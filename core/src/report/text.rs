//! What does a person read on a terminal?
//!
//! Findings first, the ones that matter most at the top, the same finding once for all its places; then what was read
//! and what became of it.

mod coverage;
mod excerpt;
mod family;
mod finding;
mod paint;
mod wrap;

pub(crate) use excerpt::Quotes;
pub(crate) use family::{Family, Group, families};
pub use paint::Colour;

use super::position::Sources;
use super::secret::Secrets;
use super::{Report, Summary};
use crate::input::Input;
use coverage::Coverage;
use finding::{Page, Room};
use gatewright_contract::Severity;
use std::fmt::{self, Write};

/// How the text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether it has colours.
    pub colour: Colour,
    /// Columns of the terminal; the text uses 40 to 120 of them.
    pub columns: usize,
}

/// Writes findings and coverage.
///
/// # Errors
/// Only those of `out`.
pub fn write(report: &Report, input: &Input, style: Style, out: &mut impl Write) -> fmt::Result {
    let width = style.columns.clamp(40, 120);
    let quotes = Quotes { sources: Sources::of(input), secrets: Secrets::of(report) };
    let page = Page { report, quotes, colour: style.colour, width };
    let families = families(&report.diagnostics);
    let mut last = Room { full: 1, lines: 0 };
    for (index, family) in families.iter().enumerate() {
        last = room(index, family);
        page.family(family, last, out)?;
    }
    if last.full == 0 {
        writeln!(out)?;
    }
    let next = families.first().filter(|family| family.severity != Severity::Info).map(|family| family.code);
    Coverage { report, quotes: &page.quotes, summary: Summary::of(report), colour: style.colour, width, next }
        .write(out)
}

/// The first codes are worth reading; after a dozen nobody reads on. What is only good to know is brief at once.
fn room(index: usize, family: &Family<'_>) -> Room {
    match (index, family.severity) {
        (_, Severity::Info) if family.count() > 3 => Room { full: 0, lines: 0 },
        (0..4, _) => Room { full: 3, lines: 5 },
        (4..12, _) => Room { full: 1, lines: 3 },
        (_, _) => Room { full: 0, lines: 0 },
    }
}

#[cfg(test)]
mod tests {
    use super::{Colour, Style, write};
    use crate::report::{Report, sample};
    use gatewright_contract::Severity;

    fn plain(report: &Report) -> String {
        let mut out = String::new();
        write(report, &sample::input(), Style { colour: Colour::Plain, columns: 100 }, &mut out).unwrap();
        out
    }

    #[test]
    fn a_report_reads_like_a_page() {
        insta::assert_snapshot!(plain(&sample::report()));
    }

    #[test]
    fn colours_are_all_that_colour_adds() {
        let mut coloured = String::new();
        let style = Style { colour: Colour::Ansi, columns: 100 };
        write(&sample::report(), &sample::input(), style, &mut coloured).unwrap();
        assert!(coloured.contains("\x1b[1;31merror[core/possible-guard]\x1b[0m"));
        let mut text = String::new();
        for part in coloured.split('\x1b') {
            text.push_str(part.strip_prefix('[').and_then(|rest| rest.split_once('m')).map_or(part, |(_, rest)| rest));
        }
        assert_eq!(text, plain(&sample::report()));
    }

    #[test]
    fn a_secret_is_never_quoted() {
        let report = sample::report();
        assert!(!plain(&report).contains("hunter2"));
        // Without objects nobody knows where the Secret stands.
        let unread = Report { objects: Vec::new(), ..report };
        let text = plain(&unread);
        assert!(text.contains("shop/web.yaml:7:5"), "{text}");
        assert!(!text.contains("sso.example"), "{text}");
    }

    #[test]
    fn a_flood_of_findings_stays_short() {
        let mut report = sample::report();
        for number in 0..5000 {
            let mut finding = sample::finding("core/flood", Severity::Warning, sample::place(0, "spec:"));
            finding.message = format!("number {}", number % 500);
            report.diagnostics.push(finding);
        }
        for code in ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t"]
        {
            report.diagnostics.push(sample::finding(code, Severity::Info, sample::place(0, "spec:")));
        }
        let text = plain(&report);
        assert!(text.lines().count() < 130, "{text}");
        assert!(text.contains("4970 more"), "{text}");
        assert!(text.contains("and 4920 more"), "{text}");
    }
}
