//! How does text that is written piece by piece reach a file, and where does the reason go when it does not?

use std::fmt;
use std::io::{self, Write};

/// Text into bytes, keeping the reason when that fails.
pub(crate) struct Bytes<'a> {
    out: &'a mut dyn Write,
    error: Option<io::Error>,
}

impl<'a> Bytes<'a> {
    /// Writes all of a text and lets the last of it go.
    pub(crate) fn write(out: &'a mut dyn Write, fill: impl FnOnce(&mut Bytes<'a>) -> fmt::Result) -> io::Result<()> {
        let mut text = Bytes { out, error: None };
        let filled = fill(&mut text);
        match (filled, text.error) {
            (Ok(()) | Err(_), Some(error)) => Err(error),
            (Err(error), None) => Err(io::Error::other(error)),
            (Ok(()), None) => text.out.flush(),
        }
    }
}

impl fmt::Write for Bytes<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.out.write_all(text.as_bytes()).map_err(|error| {
            self.error = Some(error);
            fmt::Error
        })
    }
}
