//! How does a person read the account?

use crate::trace::page::{BAD, Colour, GOOD, QUIET, STRONG, WARNING, block};
use gatewright_core::report::Report;
use gatewright_verify::{Account, written};
use std::fmt::Write;

/// Counterexamples, announced differences by code, and the counts.
pub(crate) fn text(account: &Account, report: &Report, colour: Colour) -> String {
    let mut out = String::new();
    // Writing to a String does not fail.
    let _ = write(account, report, colour, &mut out);
    out
}

fn write(account: &Account, report: &Report, colour: Colour, out: &mut String) -> std::fmt::Result {
    for one in &account.counterexamples {
        block(one, report, colour, out)?;
    }
    let hidden = account.counts.unannounced - account.counterexamples.len();
    if hidden > 0 {
        writeln!(
            out,
            "and {hidden} more that differ without a finding; --show {} shows all\n",
            account.counts.unannounced
        )?;
    }
    if !account.by_code.is_empty() {
        writeln!(out, "{}", colour.paint(STRONG, "Differences that findings announce"))?;
        let width = account.by_code.keys().map(String::len).max().unwrap_or_default();
        for (code, announced) in &account.by_code {
            let padding = " ".repeat(width - code.len());
            let example = written::line(&announced.example);
            let code = colour.paint(WARNING, code);
            let such = colour.paint(QUIET, &format!("such as {example}"));
            writeln!(out, "  {code}{padding}  {:>7}  {such}", announced.requests)?;
        }
        writeln!(out)?;
    }
    let of = if account.counts.asked < account.counts.derived {
        format!(" of {} derived", account.counts.derived)
    } else {
        String::new()
    };
    writeln!(out, "{} requests{of}, for {} hosts", account.counts.asked, account.counts.hosts)?;
    for (count, code, what) in [
        (account.counts.same, GOOD, "answered the same"),
        (account.counts.announced, WARNING, "answered otherwise, as a finding says"),
        (account.counts.unannounced, BAD, "answered otherwise, and no finding says so"),
        (account.counts.not_checked, QUIET, "not checked: what was answered before is not known"),
    ] {
        if count > 0 {
            writeln!(out, "  {}  {what}", colour.paint(code, &format!("{count:>8}")))?;
        }
    }
    Ok(())
}
