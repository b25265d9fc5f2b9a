//! `cargo xtask VERB`: everything one does to this repository besides editing it.

mod generate;
mod shell;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask VERB

  generate [--check]   write the generated files; with --check only say which are out of date";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["generate"] => generate::write(),
        ["generate", "--check"] => generate::check(),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(64);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}
