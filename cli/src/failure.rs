//! What can go wrong outside the input: the file system, the terminal, the command line?

use crate::exit::Exit;
use std::io;
use std::path::PathBuf;
use thiserror::Error;

/// The host failed, or the command cannot be done as it was asked for.
#[derive(Debug, Error)]
pub(crate) enum Failure {
    #[error("cannot write to standard output: {0}")]
    Stdout(#[source] io::Error),
    #[error("cannot write `{path}`: {error}", path = path.display())]
    Write {
        path: PathBuf,
        #[source]
        error: io::Error,
    },
    #[error("`{path}` is a file: `--out-dir` needs a directory", path = path.display())]
    NotADirectory { path: PathBuf },
    #[error("{list}", list = foreign(.dir, .files))]
    Foreign { dir: PathBuf, files: Vec<String> },
    #[error(transparent)]
    Plugin(gatewright_plugin_host::HostError),
    #[error("{0}")]
    Usage(String),
}

impl Failure {
    /// Says it on standard error, and how the command ends.
    pub(crate) fn report(&self) -> Exit {
        crate::terminal::say(&format!("error: {self}\n"));
        match self {
            Failure::Usage(_) => Exit::Usage,
            Failure::Stdout(_)
            | Failure::Write { .. }
            | Failure::NotADirectory { .. }
            | Failure::Foreign { .. }
            | Failure::Plugin(_) => Exit::Failed,
        }
    }
}

fn foreign(dir: &std::path::Path, files: &[String]) -> String {
    let shown: Vec<String> = files.iter().take(5).map(|file| format!("\n  {file}")).collect();
    let more = match files.len().saturating_sub(5) {
        0 => String::new(),
        more => format!("\n  and {more} more"),
    };
    format!(
        "nothing was written: `{}` has files of these names that gatewright did not write, or that were changed since:{}{more}\n\
         help: move them away, or choose another directory",
        dir.display(),
        shown.concat(),
    )
}
