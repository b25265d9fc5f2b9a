//! Where does the report go, and in which form?

use crate::args::{ConvertArgs, ReportArgs, ReportFormat};
use crate::atomic;
use crate::bytes::Bytes;
use crate::failure::Failure;
use crate::terminal;
use gatewright_core::input::Input;
use gatewright_core::options::Options;
use gatewright_core::report::text::{Colour, Style};
use gatewright_core::report::{Report, Summary, html, json, sarif, text};
use std::io::{self, Write};
use std::path::Path;

/// Refuses what could only fail at the end.
pub(crate) fn check(args: &ReportArgs) -> Result<(), Failure> {
    match &args.file {
        Some(file) if file.as_os_str() == "-" => {
            Err(Failure::Usage("--report-file needs a file: standard output is for manifests".to_owned()))
        }
        Some(file) if file.is_dir() => {
            Err(Failure::Usage(format!("--report-file needs a file, and `{}` is a directory", file.display())))
        }
        Some(_) | None => Ok(()),
    }
}

/// Writes the report to its file, or to standard error.
pub(crate) fn write(args: &ConvertArgs, done: (&Report, &Input), options: &Options) -> Result<(), Failure> {
    let form = args.report.form();
    let style = terminal::style(args.report.color);
    let Some(file) = &args.report.file else {
        if !args.report.quiet {
            // If standard error is closed nobody is left to tell.
            let _ = stream(form, done, (options, style), &mut io::BufWriter::new(io::stderr().lock()));
        }
        return Ok(());
    };
    let plain = Style { colour: Colour::Plain, columns: 120 };
    atomic::write(file, |out| stream(form, done, (options, plain), out))?;
    if !args.report.quiet {
        terminal::say(&closing(&Summary::of(done.0), file));
    }
    Ok(())
}

/// What is said when the report itself is in a file.
fn closing(summary: &Summary, file: &Path) -> String {
    let count = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    format!(
        "{}, {}, {} withheld; the report is in {}\n",
        count(summary.errors, "error"),
        count(summary.warnings, "warning"),
        count(summary.withheld, "rule"),
        file.display(),
    )
}

fn stream(
    form: ReportFormat,
    (report, input): (&Report, &Input),
    (options, style): (&Options, Style),
    out: &mut dyn Write,
) -> io::Result<()> {
    Bytes::write(out, |text| match form {
        ReportFormat::Text => text::write(report, input, style, text),
        ReportFormat::Json => json::write(report, input, options, text),
        ReportFormat::Sarif => sarif::write(report, input, env!("CARGO_PKG_VERSION"), text),
        ReportFormat::Html => html::write(report, input, text),
    })
}
