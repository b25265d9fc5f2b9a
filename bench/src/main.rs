//! `gatewright-bench [--quick | --plugin NGINX.wasm]`: the speed and memory of the engine over 1 to 100,000 Ingresses.
//!
//! The yardstick is the work nobody can avoid: reading the text into its tree, and writing the output tree. Absolute
//! times are printed and never judged; ratios of one run are what to look at. Where valgrind is installed, growth is
//! counted in instructions, which repeat exactly.

mod growth;
mod passes;
mod plugins;
mod table;

use gatewright_core::convert;
use gatewright_core::input::{Input, SourceFile};
use gatewright_core::options::Options;
use std::hint::black_box;
use std::process::ExitCode;
use support::fleet;

/// The allocator of the command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => table::print(&[1, 100, 1_000, 10_000, 100_000], 100_000),
        ["--quick"] => table::print(&[1, 100, 1_000], 10_000),
        ["--plugin", file] => {
            if let Err(why) = plugins::print(file.as_ref()) {
                eprintln!("{why}");
                return ExitCode::FAILURE;
            }
        }
        [part, count] if PARTS.contains(part) => once(part, count.parse().unwrap_or(1)),
        _ => {
            eprintln!("usage: gatewright-bench [--quick | --plugin NGINX.wasm]");
            return ExitCode::from(64);
        }
    }
    ExitCode::SUCCESS
}

/// The input of so many Ingresses.
fn input(count: usize) -> Input {
    Input { files: vec![SourceFile { name: "fleet.yaml".to_owned(), text: fleet::ingresses(count) }] }
}

/// What one process does for the sake of counting: all of them make the input first.
const PARTS: [&str; 4] = ["nothing", "parse", "convert", "once"];

/// One part in a process of its own: prints the size of the input and the peak of memory, in bytes.
fn once(part: &str, count: usize) {
    let (input, options) = (input(count), Options::default());
    match part {
        "parse" => drop(black_box(passes::parse(&input))),
        "convert" => drop(black_box(convert(&input, &options, &[]))),
        "once" => drop(black_box(passes::conversion(&input, &options))),
        _ => {}
    }
    let size: usize = input.files.iter().map(|file| file.text.len()).sum();
    println!("{size} {}", growth::peak_memory().unwrap_or(0));
}
