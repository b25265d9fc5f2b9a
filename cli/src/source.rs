//! What do the files hold? Text, or a finding that says why not.

use crate::gather::{Gathered, Origin, STDIN, Why};
use gatewright_core::diagnostic::Absent;
use gatewright_core::input::{Input, SourceFile};
use std::io::{self, Read};
use std::path::Path;

/// Beyond this the engine could not say where anything is.
const LARGEST: u64 = u32::MAX as u64;

/// What was read, and what was not.
pub(crate) struct Sources {
    pub(crate) input: Input,
    /// Names of what could not be read, and why.
    pub(crate) absent: Vec<(String, Absent)>,
}

/// Reads everything; what cannot be read does not stop the rest.
pub(crate) fn read(gathered: Gathered) -> Sources {
    let mut sources = Sources { input: Input { files: Vec::new() }, absent: Vec::new() };
    for missing in gathered.missing {
        let why = match missing.why {
            Why::Unreadable(why) => Absent::Unreadable(why),
            Why::Empty(why) => Absent::Nothing(why.to_owned()),
        };
        sources.absent.push((missing.name, why));
    }
    for origin in &gathered.origins {
        let (name, text) = match origin {
            Origin::Stdin => (STDIN.to_owned(), stdin()),
            Origin::File(path) => (name(path), file(path)),
        };
        match text {
            Ok(text) => sources.input.files.push(SourceFile { name, text }),
            Err(why) => sources.absent.push((name, why)),
        }
    }
    sources
}

/// A path as findings show it, with forward slashes on every system.
fn name(path: &Path) -> String {
    let name = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { name.into_owned() } else { name.replace(std::path::MAIN_SEPARATOR, "/") }
}

fn stdin() -> Result<String, Absent> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).map_err(refused)?;
    text(bytes)
}

fn file(path: &Path) -> Result<String, Absent> {
    let length = std::fs::metadata(path).map_err(refused)?.len();
    if length > LARGEST {
        return Err(Absent::Unreadable("it is larger than 4 GiB; split it".to_owned()));
    }
    text(std::fs::read(path).map_err(refused)?)
}

fn refused(error: io::Error) -> Absent {
    if error.kind() == io::ErrorKind::NotFound {
        return Absent::Unreadable("there is no such file".to_owned());
    }
    Absent::Unreadable(error.to_string())
}

fn text(bytes: Vec<u8>) -> Result<String, Absent> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Absent::NotText("it is UTF-16; save it as UTF-8".to_owned()));
    }
    if bytes.contains(&0) {
        return Err(Absent::NotText("it is binary, not YAML or JSON".to_owned()));
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
        Absent::NotText(format!("line {line} is not UTF-8; save the file as UTF-8"))
    })
}
