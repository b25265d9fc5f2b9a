//! `gatewright-fuzz [--seconds N] [--seed N] [FILE]...`: broken input for the engine, until time is up.
//!
//! Inputs are cases of the repository and generated clusters, broken at random; one that makes the engine do something
//! new is broken further. A panic, a broken promise or an input that takes seconds ends the run, and the input is
//! written down. With files, those are examined instead: that is how a finding is looked at again.

mod mutate;
mod oracle;
mod pool;
mod worker;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;
use support::repo;
use worker::Failure;

struct Words {
    seconds: u64,
    seed: u64,
    files: Vec<String>,
}

fn main() -> ExitCode {
    let Some(words) = words() else {
        eprintln!("usage: gatewright-fuzz [--seconds N] [--seed N] [FILE]...");
        return ExitCode::from(64);
    };
    // What a panic says is kept with its input instead.
    std::panic::set_hook(Box::new(|_| {}));
    let failure = if words.files.is_empty() {
        worker::run(Duration::from_secs(words.seconds), words.seed)
    } else {
        words.files.iter().find_map(|file| again(file))
    };
    match failure {
        None => ExitCode::SUCCESS,
        Some(failure) => {
            println!("{}", failure.message);
            println!("{}", keep(&failure.text));
            ExitCode::FAILURE
        }
    }
}

fn words() -> Option<Words> {
    let mut words = Words { seconds: 60, seed: 1, files: Vec::new() };
    let mut given = std::env::args().skip(1);
    while let Some(word) = given.next() {
        match word.as_str() {
            "--seconds" => words.seconds = given.next()?.parse().ok()?,
            "--seed" => words.seed = given.next()?.parse().ok()?,
            option if option.starts_with('-') => return None,
            _ => words.files.push(word),
        }
    }
    Some(words)
}

fn again(file: &str) -> Option<Failure> {
    match std::fs::read_to_string(file) {
        Ok(text) => worker::examine(&text).err(),
        Err(error) => Some(Failure { text: String::new(), message: format!("{file}: {error}") }),
    }
}

/// Writes the input down and says where.
fn keep(text: &str) -> String {
    let path: PathBuf = repo::root().join("target").join("fuzz-failure.yaml");
    let folder = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    match folder.and_then(|()| std::fs::write(&path, text)) {
        Ok(()) => format!("the input is in {}; give that file to gatewright-fuzz to see it again", path.display()),
        Err(error) => format!("the input could not be written to {}: {error}\n{text}", path.display()),
    }
}
