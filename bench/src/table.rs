//! The table a person reads.

use crate::{growth, input, passes};
use gatewright_core::convert;
use gatewright_core::options::Options;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Measures these sizes, and growth from 1,000 to the last one.
pub(crate) fn print(counts: &[usize], most: usize) {
    println!(
        "{:>9}  {:>9}  {:>11}  {:>9}  {:>9}  {:>5}  {:>11}",
        "Ingresses", "input", "conversion", "parse", "write", "ratio", "peak/input"
    );
    for count in counts {
        row(*count);
    }
    shares(most);
    instructions(most);
}

fn row(count: usize) {
    let (input, options) = (input(count), Options::default());
    let size: usize = input.files.iter().map(|file| file.text.len()).sum();
    let runs = if count >= 10_000 { 3 } else { 30 };
    let report = convert(&input, &options);
    let write = best(runs, || passes::print(&report, &input, &options));
    drop(report);
    let parse = best(runs, || passes::parse(&input));
    let whole = best(runs, || passes::conversion(&input, &options));
    let ratio = whole.as_secs_f64() / (parse + write).as_secs_f64();
    let memory = growth::memory(count).map_or("-".to_owned(), |(size, peak)| format!("{:.1}", ratio_of(peak, size)));
    println!(
        "{count:>9}  {:>6.1} kB  {:>8.2} ms  {:>6.2} ms  {:>6.2} ms  {ratio:>5.2}  {memory:>11}",
        size as f64 / 1000.0,
        milliseconds(whole),
        milliseconds(parse),
        milliseconds(write),
    );
}

fn shares(count: usize) {
    let times = passes::timed(&input(count), &Options::default());
    let whole: Duration = times.iter().map(|(_, time)| *time).sum();
    println!("\nWhere the time goes, {count} Ingresses:");
    for (name, time) in times {
        println!(
            "{name:>11}  {:>5.1} %  {:>9.2} ms",
            100.0 * time.as_secs_f64() / whole.as_secs_f64(),
            milliseconds(time)
        );
    }
}

fn instructions(most: usize) {
    println!("\nInstructions (valgrind):");
    let (Some(few), Some(many)) = (growth::instructions(1000), growth::instructions(most)) else {
        println!("valgrind is not installed, so growth was not counted");
        return;
    };
    let each = |all: u64, count: usize| all as f64 / count as f64;
    let (few, many) = (each(few, 1000), each(many, most));
    println!("{:>9}  {few:>9.0} for each Ingress\n{most:>9}  {many:>9.0} for each Ingress", 1000);
    println!("growth beyond linear: {:+.1} %", 100.0 * (many / few - 1.0));
}

/// The shortest of some runs: what disturbs a run only ever adds.
fn best<T>(runs: usize, mut work: impl FnMut() -> T) -> Duration {
    let run = |_| {
        let start = Instant::now();
        black_box(work());
        start.elapsed()
    };
    (0..runs).map(run).min().unwrap_or_default()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn ratio_of(one: u64, other: u64) -> f64 {
    one as f64 / other.max(1) as f64
}
