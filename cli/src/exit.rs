//! With which code does the command end?

use gatewright_core::report::Verdict;
use std::process::ExitCode;

/// The documented exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// 0: done.
    Done,
    /// 1: done, with warnings under `--strict`.
    Warned,
    /// 2: some object could not be converted or was withheld; the rest was written.
    Incomplete,
    /// 3: nothing could be read or written.
    Failed,
    /// 64: wrong usage.
    Usage,
}

/// Whether warnings end in a code of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strictness {
    /// They do not.
    Lenient,
    /// `--strict`.
    Strict,
}

impl Exit {
    pub(crate) fn of(verdict: Verdict, strictness: Strictness) -> Exit {
        match (verdict, strictness) {
            (Verdict::Incomplete, Strictness::Lenient | Strictness::Strict) => Exit::Incomplete,
            (Verdict::Warned, Strictness::Strict) => Exit::Warned,
            (Verdict::Warned, Strictness::Lenient) | (Verdict::Done, Strictness::Lenient | Strictness::Strict) => {
                Exit::Done
            }
        }
    }

    pub(crate) fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Warned => 1,
            Exit::Incomplete => 2,
            Exit::Failed => 3,
            Exit::Usage => 64,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.code())
    }
}

/// Shows what clap has to say: help and version are no mistakes, the rest is wrong usage.
pub(crate) fn of_usage(error: &clap::Error) -> Exit {
    // Nobody is left to tell if standard error is closed.
    let _ = error.print();
    if error.use_stderr() { Exit::Usage } else { Exit::Done }
}
