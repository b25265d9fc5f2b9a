//! The table a person reads.

use crate::growth::{self, Instructions};
use crate::{input, passes};
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
    let report = convert(&input, &options, &[]);
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

fn shares(most: usize) {
    let (few, many) = (passes::fastest(&input(1000), &[], 10), passes::fastest(&input(most), &[], 2));
    let whole = |times: &[(&str, Duration)]| times.iter().map(|(_, time)| time.as_secs_f64()).sum::<f64>();
    let (whole_few, whole_many) = (whole(&few), whole(&many));
    println!("\nWhere the time goes, in % and in microseconds for each Ingress:");
    println!("{:>11}  {:>18}  {most:>18}", "", 1000);
    for ((name, few), (_, many)) in few.iter().zip(&many) {
        let cell = |time: &Duration, whole: f64, count: usize| {
            format!(
                "{:>5.1} %  {:>7.2} us",
                100.0 * time.as_secs_f64() / whole,
                1e6 * time.as_secs_f64() / count as f64
            )
        };
        println!("{name:>11}  {:>18}  {:>18}", cell(few, whole_few, 1000), cell(many, whole_many, most));
    }
}

fn instructions(most: usize) {
    println!("\nInstructions for each Ingress (valgrind):");
    let (Some(few), Some(many)) = (Instructions::count(1000), Instructions::count(most)) else {
        println!("valgrind is not installed, so growth was not counted");
        return;
    };
    for (count, one) in [(1000, &few), (most, &many)] {
        println!("{count:>9}  {:>9.0} in all, {:.2} times parse and write", one.each(count), one.ratio());
    }
    println!("growth beyond linear: {:+.1} %", 100.0 * (many.each(most) / few.each(1000) - 1.0));
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
