//! Do the README's commands work, and does it show what they really print?
//!
//! In a ```` ```console ```` block a line that starts with `$ ` is a command; the lines below it, if any, are all that it
//! prints to stdout and stderr. A last line `...` says that more follows. A line `exit 2` says with what it ends.

use std::process::{Command, Output};
use support::repo;

/// Verbs of xtask that cannot run inside a test run; that `cargo xtask` knows them is checked instead.
const LONG: [&str; 5] = ["test", "setup", "bench", "fuzz", "build"];

struct Example {
    command: String,
    shown: Vec<String>,
    exit: i32,
}

#[test]
fn every_command_of_the_readme_works() {
    let examples = examples(&std::fs::read_to_string(repo::root().join("README.md")).unwrap());
    assert!(examples.len() >= 2, "the README shows no commands");
    for example in &examples {
        if let Some(verb) = example.command.strip_prefix("cargo xtask ") {
            let verb = verb.split(' ').next().unwrap();
            if LONG.contains(&verb) {
                assert!(usage().contains(&format!("\n  {verb} ")), "cargo xtask does not know {verb}");
                continue;
            }
        }
        if let Some(path) = example.command.strip_prefix("cargo install --locked --path ") {
            assert!(repo::root().join(path).join("Cargo.toml").is_file(), "no crate in {path}");
            continue;
        }
        check(example);
    }
}

#[test]
fn examples_are_read_as_written() {
    let found = examples("```console\n$ a b\nx\n\ny\n...\n$ c\nexit 2\n```\n```\n$ no\n```\n");
    let commands: Vec<&str> = found.iter().map(|example| example.command.as_str()).collect();
    assert_eq!(commands, ["a b", "c"]);
    assert_eq!(found[0].shown, ["x", "", "y", "..."]);
    assert_eq!((found[0].exit, found[1].exit), (0, 2));
}

fn check(example: &Example) {
    let output = shell(&example.command);
    let printed = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(example.exit), "`{}` printed:\n{printed}", example.command);
    let mut shown = example.shown.join("\n");
    if shown.is_empty() {
        return;
    }
    let printed: Vec<&str> = printed.lines().map(str::trim_end).collect();
    let mut printed = printed.join("\n").trim().to_owned();
    if let Some(start) = shown.strip_suffix("\n...") {
        printed.truncate(printed.floor_char_boundary(start.len()));
        shown = start.to_owned();
    }
    assert_eq!(printed, shown.trim(), "`{}` prints something else than the README shows", example.command);
}

/// Runs a command with the binary of this build where the README speaks of the installed or the optimised one.
fn shell(command: &str) -> Output {
    let here = repo::command() + " ";
    let command = command.replace("cargo run -q --release -p gatewright -- ", "gatewright ");
    let command: Vec<String> = command
        .split(" | ")
        .map(|part| part.strip_prefix("gatewright ").map_or_else(|| part.to_owned(), |rest| here.clone() + rest))
        .collect();
    Command::new("sh").arg("-c").arg(command.join(" | ")).current_dir(repo::root()).output().unwrap()
}

fn usage() -> String {
    std::fs::read_to_string(repo::root().join("xtask/src/main.rs")).unwrap()
}

fn examples(readme: &str) -> Vec<Example> {
    let mut found: Vec<Example> = Vec::new();
    let blocks = readme.split("```console\n").skip(1).filter_map(|rest| rest.split("\n```").next());
    for block in blocks {
        for line in block.lines() {
            if let Some(command) = line.strip_prefix("$ ") {
                found.push(Example { command: command.to_owned(), shown: Vec::new(), exit: 0 });
            } else if let Some(example) = found.last_mut() {
                match line.strip_prefix("exit ").map(str::parse) {
                    Some(Ok(exit)) => example.exit = exit,
                    _ => example.shown.push(line.trim_end().to_owned()),
                }
            }
        }
    }
    found
}
