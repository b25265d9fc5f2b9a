//! What is known of the terminal, and how is it written to?

use crate::failure::Failure;
use gatewright_core::report::text::{Colour, Style};
use std::io::{self, IsTerminal, Write};

/// Columns where nobody says otherwise.
const COLUMNS: usize = 100;

/// When text has colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum When {
    /// On a terminal, unless NO_COLOR is set or TERM is `dumb`.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How text is set on standard error.
pub(crate) fn style(when: When) -> Style {
    let on = match when {
        When::Auto => stderr_is_terminal() && !is_set("NO_COLOR") && std::env::var("TERM").as_deref() != Ok("dumb"),
        When::Always => true,
        When::Never => false,
    };
    let columns = terminal_size::terminal_size_of(io::stderr()).map_or(COLUMNS, |(width, _)| usize::from(width.0));
    Style { colour: if on { Colour::Ansi } else { Colour::Plain }, columns }
}

/// Whether a person reads standard error.
pub(crate) fn stderr_is_terminal() -> bool {
    io::stderr().is_terminal()
}

/// Writes to standard output.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    stdout(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// What writing to standard output came to. A reader that has gone (`| head`) is no failure.
pub(crate) fn stdout(written: io::Result<()>) -> Result<(), Failure> {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Stdout(error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Writes to standard error. If it is closed, nobody is left to tell.
pub(crate) fn say(text: &str) {
    let mut out = io::stderr().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}
