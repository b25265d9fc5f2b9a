//! The `gatewright` command: files, standard input and a terminal around the engine.
//!
//! Everything that touches the world is here; what is converted, and how it is reported, is the engine's.

mod args;
mod atomic;
mod bug;
mod bytes;
mod convert;
mod exit;
mod explain;
mod failure;
mod gather;
mod layout;
mod out_dir;
mod output;
mod plugin;
mod plugins;
mod progress;
mod report;
mod sandbox;
mod source;
mod targets;
mod terminal;
mod trace;
mod verify;

use args::{Cli, Verb};
use clap::{CommandFactory, Parser};
use exit::Exit;
use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the command with its arguments, the first of which is its own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    bug::install();
    let verb = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli.verb,
        Err(error) => return exit::of_usage(&error).into(),
    };
    // The hook has told the user already.
    std::panic::catch_unwind(|| dispatch(verb)).unwrap_or(Exit::Failed).into()
}

/// The command as clap sees it, for whoever writes help or completions from it.
pub fn command() -> clap::Command {
    Cli::command()
}

fn dispatch(verb: Verb) -> Exit {
    match verb {
        Verb::Convert(args) => convert::run(&args),
        Verb::Trace(args) => trace::run(&args),
        Verb::Verify(args) => verify::run(&args),
        Verb::Explain(args) => explain::run(&args),
        Verb::Targets(args) => targets::run(&args),
        Verb::Plugin(args) => plugin::run(&args),
        Verb::Completions(args) => completions(args.shell),
    }
}

fn completions(shell: clap_complete::Shell) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command(), "gatewright", &mut script);
    match terminal::print(&String::from_utf8_lossy(&script)) {
        Ok(()) => Exit::Done,
        Err(failure) => failure.report(),
    }
}
