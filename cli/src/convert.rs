//! `gatewright convert`: read, convert, write, report.

use crate::args::ConvertArgs;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::plugins::Plugins;
use crate::progress::Progress;
use crate::{gather, output, report, source, terminal};
use gatewright_brief as brief;
use gatewright_core::diagnostic::Diagnostic;
use gatewright_core::input::Input;
use gatewright_core::options::Options;
use gatewright_core::report::{Report, Summary, Traffic};
use gatewright_verify::{Check, Counts, written};
use std::panic::AssertUnwindSafe;

pub(crate) fn run(args: &ConvertArgs) -> Exit {
    attempt(args).unwrap_or_else(|failure| failure.report())
}

fn attempt(args: &ConvertArgs) -> Result<Exit, Failure> {
    let options = args.options();
    let plugins = Plugins::of(&args.engine.plugins.no_builtin, &args.engine.plugins.plugin)?;
    plugins.check(&options)?;
    report::check(&args.report)?;
    if let Some(dir) = &args.output.out_dir {
        output::check(dir)?;
    }
    let gathered = gather::gather(&args.engine.inputs)?;
    let progress = if args.report.quiet { Progress::silent() } else { Progress::of("Converting".to_owned()) };
    let mut sources = source::read(gathered);
    let converted = convert(&sources.input, &options, &plugins);
    let readable = !sources.input.files.is_empty();
    let (mut result, broken) = match converted {
        Some(result) => (result, false),
        None => (Report { diagnostics: vec![Diagnostic::bug()], ..Report::default() }, true),
    };
    let absent: Vec<Diagnostic> =
        sources.absent.into_iter().map(|(name, why)| why.record(name, &mut sources.input)).collect();
    result.diagnostics.splice(0..0, absent);
    if readable && !broken {
        check(args, &mut result, (&sources.input, &options), &plugins);
    }

    let written =
        if readable && !broken { output::write(args, (&result, &sources.input), (&options, &plugins)) } else { Ok(()) };
    drop(progress);
    let reported = report::write(args, (&result, &sources.input), &options);
    written?;
    reported?;
    if args.output.notes && !broken {
        terminal::say(&notes(&result, &options));
    }
    if broken || !readable {
        return Ok(Exit::Failed);
    }
    Ok(Exit::of(Summary::of(&result).verdict(), args.report.strictness()))
}

/// Tries some requests on both sides, where that was asked for or costs less than the conversion did.
fn check(args: &ConvertArgs, report: &mut Report, (input, options): (&Input, &Options), plugins: &Plugins) {
    let bytes = input.files.iter().map(|file| file.text.len()).sum();
    let Some(most) = args.report.requests(bytes) else { return };
    let printed = brief::printed_of(report, input, options);
    // The hook has told the user of a broken model; the conversion stands without it.
    let work = AssertUnwindSafe(|| {
        let brief = brief::of_conversion((input, options), (report, &printed));
        Check { most, show: 1 }.account(&brief, &plugins.list()).answer
    });
    let Ok(account) = std::panic::catch_unwind(work) else { return };
    let example = account.counterexamples.first().map(|one| written::line(&one.request));
    let traffic = traffic(account.counts);
    report.diagnostics.extend(traffic.finding(example.as_deref()));
    report.traffic = Some(traffic);
}

/// As the report has it.
fn traffic(counts: Counts) -> Traffic {
    let Counts { derived, asked, hosts, same, announced, unannounced, not_checked } = counts;
    Traffic { derived, asked, hosts, same, announced, unannounced, not_checked }
}

/// The note for whoever installs things.
fn notes(report: &Report, options: &Options) -> String {
    let mut text = String::from("\n");
    // Writing to a text cannot fail.
    let _ = gatewright_core::report::notes::write(report, options, &mut text);
    text
}

/// Converts; `None` where the engine broke, about which the panic hook has told the user.
fn convert(input: &Input, options: &Options, plugins: &Plugins) -> Option<Report> {
    std::panic::catch_unwind(AssertUnwindSafe(|| gatewright_core::convert(input, options, &plugins.list()))).ok()
}
