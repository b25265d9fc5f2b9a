//! Where does the time of a conversion go?

use gatewright_contract::Plugin;
use gatewright_core::grant::grant;
use gatewright_core::input::{FileId, Input};
use gatewright_core::lower::lower;
use gatewright_core::options::Options;
use gatewright_core::plugins::Plugins;
use gatewright_core::report::{Report, printed};
use gatewright_core::translate::translate;
use gatewright_core::{check, convert, emit, source, yaml};
use std::fmt;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Takes what is printed and keeps none of it, as a pipe would.
#[derive(Default)]
pub(crate) struct Sink(pub(crate) usize);

impl fmt::Write for Sink {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.len();
        Ok(())
    }
}

/// A whole conversion, from text to printed text; how many bytes were printed.
pub(crate) fn conversion(input: &Input, options: &Options) -> usize {
    let report = convert(input, options, &[]);
    print(&report, input, options)
}

/// Prints a report into nothing.
pub(crate) fn print(report: &Report, input: &Input, options: &Options) -> usize {
    let mut sink = Sink::default();
    // A sink takes all that is written to it.
    let objects: Vec<_> = report.outputs.iter().collect();
    let _ = printed::print(&objects, (report, input), options, &mut sink);
    sink.0
}

/// Reads every file into its tree and nothing more.
pub(crate) fn parse(input: &Input) -> Vec<yaml::Tree<'_>> {
    input.files.iter().map(|file| yaml::parse(FileId(0), &file.text).tree).collect()
}

/// The passes of the fastest of some runs.
pub(crate) fn fastest(input: &Input, plugins: &[&dyn Plugin], runs: usize) -> Vec<(&'static str, Duration)> {
    let all = (0..runs).map(|_| timed(input, &Options::default(), plugins));
    all.min_by_key(|times| times.iter().map(|(_, time)| *time).sum::<Duration>()).unwrap_or_default()
}

/// The passes of one conversion, one after the other, with the time each took.
fn timed(input: &Input, options: &Options, plugins: &[&dyn Plugin]) -> Vec<(&'static str, Duration)> {
    let mut times = Vec::new();
    let mut last = Instant::now();
    let mut lap = |name: &'static str| {
        times.push((name, last.elapsed()));
        last = Instant::now();
    };
    let trees = parse(input);
    lap("parse");
    let plugins = Plugins::describe(plugins, options);
    let mut set = source::read(&trees, options.namespace(), &plugins);
    drop(trees);
    lap("read");
    let mut translated = translate(&mut set, options, &plugins);
    lap("translate");
    let granted = grant(std::mem::take(&mut translated.table), options);
    lap("grant");
    let lowered = lower(&granted, &options.target);
    translated.table.listeners = granted.table.listeners;
    drop(granted.table.rules);
    lap("lower");
    let outputs = emit::emit(&translated, lowered.routes, &mut set, options);
    drop(translated);
    lap("emit");
    let refused: usize = outputs.iter().map(|one| check::check(one, options.gateway_api, options.channel).len()).sum();
    black_box(refused);
    lap("check");
    let (objects, facts, diagnostics) = set.ledger.close();
    let report =
        Report { objects, facts, diagnostics, withheld: Vec::new(), outputs, plugins: Vec::new(), traffic: None };
    lap("report");
    black_box(print(&report, input, options));
    lap("write");
    times
}
