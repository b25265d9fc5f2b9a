//! What does a person read in a browser, or send to a colleague?
//!
//! One page that needs nothing else: no script, no font, no image, and a policy that forbids them, so nothing in the
//! input can run. The filter by outcome is made of radio buttons and style rules.

mod escape;
mod facts;
mod findings;

use super::position::Sources;
use super::secret::Secrets;
use super::text::Quotes;
use super::{Outcome, Report, Summary, Verdict, object};
use crate::input::Input;
use escape::Escaped;
use std::fmt::{self, Write};

const STYLE: &str = include_str!("html/page.css");

/// Writes the page.
///
/// # Errors
/// Only those of `out`.
pub fn write(report: &Report, input: &Input, out: &mut impl Write) -> fmt::Result {
    let quotes = Quotes { sources: Sources::of(input), secrets: Secrets::of(report) };
    let summary = Summary::of(report);
    out.write_str("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")?;
    out.write_str(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
    )?;
    out.write_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")?;
    writeln!(
        out,
        "<title>Gatewright report</title>\n<style>\n{STYLE}{}</style>\n</head>\n<body>",
        facts::filter_rules()
    )?;
    head(&summary, out)?;
    traffic(report, out)?;
    withheld(report, out)?;
    findings::write(report, &quotes, out)?;
    facts::write(report, &quotes.sources, out)?;
    made(report, out)?;
    out.write_str("</body>\n</html>\n")
}

fn head(summary: &Summary, out: &mut impl Write) -> fmt::Result {
    let (class, verdict) = match summary.verdict() {
        Verdict::Done => ("good", "Everything that was read is in the output or changes no traffic."),
        Verdict::Warned => ("warn", "Everything was converted. Read the warnings before you apply the output."),
        Verdict::Incomplete if summary.outputs == 0 => ("bad", "Nothing could be converted."),
        Verdict::Incomplete => ("bad", "Something was not converted, or was withheld. The rest was written."),
    };
    writeln!(out, "<h1>Gatewright report</h1>\n<p class=\"{class}\">{verdict}</p>\n<div class=\"tiles\">")?;
    let tiles = [
        (summary.objects, "objects read"),
        (summary.facts, "settings read"),
        (summary.outputs, "manifests made"),
        (summary.errors, "errors"),
        (summary.warnings, "warnings"),
        (summary.withheld, "rules withheld"),
    ];
    for (count, what) in tiles {
        writeln!(out, "<div class=\"tile\"><b>{count}</b>{what}</div>")?;
    }
    out.write_str("</div>\n")
}

fn traffic(report: &Report, out: &mut impl Write) -> fmt::Result {
    let Some(traffic) = &report.traffic else { return Ok(()) };
    writeln!(
        out,
        "<h2>Traffic</h2>\n<p>{} requests were tried on both sides.</p>\n<div class=\"tiles\">",
        traffic.asked
    )?;
    let tiles = [
        (traffic.same, "answered the same"),
        (traffic.announced, "otherwise, as a finding says"),
        (traffic.unannounced, "otherwise, and no finding says so"),
        (traffic.not_checked, "not checked"),
    ];
    for (count, what) in tiles {
        writeln!(out, "<div class=\"tile\"><b>{count}</b>{what}</div>")?;
    }
    out.write_str("</div>\n")
}

fn withheld(report: &Report, out: &mut impl Write) -> fmt::Result {
    if report.withheld.is_empty() {
        return Ok(());
    }
    out.write_str("<h2>Withheld</h2>\n<p>These rules are closed rather than left without their guard.</p>\n")?;
    out.write_str("<table><tr><th>Requests</th><th>Object</th><th>Because of</th><th>Answer</th></tr>\n")?;
    for withheld in &report.withheld {
        let object = object::name(report, withheld.object).unwrap_or_default();
        let (rule, object) = (Escaped(&withheld.rule), Escaped(&object));
        write!(out, "<tr><td class=\"mono\">{rule}</td><td>{object}</td><td class=\"mono\">")?;
        for fact in &withheld.because {
            let record = usize::try_from(fact.0).ok().and_then(|index| report.facts.get(index));
            let path = record.map(|record| record.pointer.to_string()).unwrap_or_default();
            write!(out, "{} ", Escaped(&path))?;
        }
        writeln!(out, "</td><td>{}</td></tr>", withheld.closed_as)?;
    }
    out.write_str("</table>\n")
}

fn made(report: &Report, out: &mut impl Write) -> fmt::Result {
    out.write_str("<h2>Made</h2>\n<table><tr><th>Kind</th><th>Namespace</th><th>Name</th></tr>\n")?;
    for manifest in report.outputs.iter().take(facts::ROWS) {
        let (namespace, name) = (Escaped(&manifest.namespace), Escaped(&manifest.name));
        writeln!(out, "<tr><td>{}</td><td>{namespace}</td><td>{name}</td></tr>", Escaped(manifest.kind))?;
    }
    out.write_str("</table>\n")?;
    facts::left_out(report.outputs.len(), "manifests", out)
}

fn class(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Exact => "good",
        Outcome::Inert => "faint",
        Outcome::Approximate | Outcome::NeedsPolicy => "warn",
        Outcome::Unsupported | Outcome::Invalid => "bad",
    }
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::report::sample;

    #[test]
    fn nothing_of_the_input_becomes_markup() {
        let (mut report, mut input) = (sample::report(), sample::input());
        let evil = "</title><script>alert(1)</script><img src=x onerror=alert(1)>\"'`";
        for file in &mut input.files {
            file.name = evil.to_owned();
            file.text = file.text.replace("https://sso.example/auth", "<script>alert(2)</script>");
        }
        for diagnostic in &mut report.diagnostics {
            diagnostic.message = evil.to_owned();
            diagnostic.help = Some(evil.to_owned());
        }
        report.objects[0].reference.name = Some(evil.to_owned());
        report.withheld[0].rule = evil.to_owned();
        report.outputs[0].name = evil.to_owned();
        let mut page = String::new();
        write(&report, &input, &mut page).unwrap();
        assert!(page.contains("&lt;script&gt;"));
        assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
        assert!(page.contains("default-src 'none'"));
        assert!(!page.contains("<link") && !page.contains("url(") && !page.contains("@import"), "{page}");
    }

    #[test]
    fn a_secret_is_never_on_the_page() {
        let mut page = String::new();
        write(&sample::report(), &sample::input(), &mut page).unwrap();
        assert!(page.contains("shop.example /admin"));
        assert!(!page.contains("hunter2"));
    }
}
