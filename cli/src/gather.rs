//! Which files did the user mean?

use crate::failure::Failure;
use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// The name standard input has in findings.
pub(crate) const STDIN: &str = "<stdin>";

/// What is read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Origin {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

/// What the arguments stand for: files in order of their names, and what could not be found.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    pub(crate) origins: BTreeSet<Origin>,
    pub(crate) missing: Vec<Missing>,
}

/// An argument, or a folder below one, that gives nothing.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Missing {
    pub(crate) name: String,
    pub(crate) why: Why,
}

/// Why it gives nothing.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// The system refused.
    Unreadable(String),
    /// It holds no manifests, or nothing fits it.
    Empty(&'static str),
}

/// Finds what the arguments stand for. Without arguments that is standard input, unless a person sits at it.
pub(crate) fn gather(inputs: &[String]) -> Result<Gathered, Failure> {
    let mut gathered = Gathered::default();
    if inputs.is_empty() {
        if std::io::stdin().is_terminal() {
            let help = "name files, directories or globs to convert, or pipe manifests in\n\n\
                        Usage: gatewright convert [OPTIONS] FILE|DIR|GLOB|-...\n\n\
                        For more information, try 'gatewright convert --help'.";
            return Err(Failure::Usage(help.to_owned()));
        }
        gathered.origins.insert(Origin::Stdin);
    }
    for input in inputs {
        gathered.add(input);
    }
    Ok(gathered)
}

impl Gathered {
    fn add(&mut self, input: &str) {
        let path = Path::new(input);
        if input == "-" {
            self.origins.insert(Origin::Stdin);
        } else if path.is_dir() {
            self.directory(path);
        } else if path.exists() || !input.contains(['*', '?', '[']) {
            // A file that is not there is found out when it is opened.
            self.origins.insert(Origin::File(path.to_owned()));
        } else {
            self.pattern(input);
        }
    }

    fn directory(&mut self, root: &Path) {
        let before = self.origins.len() + self.missing.len();
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            let entries = match std::fs::read_dir(&folder) {
                Ok(entries) => entries,
                Err(error) => {
                    self.miss(&folder.to_string_lossy(), Why::Unreadable(error.to_string()));
                    continue;
                }
            };
            for entry in entries.flatten() {
                let path = entry.path();
                // A link to a folder may lead back up; a link to a file is a file.
                let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
                if is_skipped(&path) {
                    continue;
                } else if is_folder {
                    folders.push(path);
                } else if is_manifest(&path) && !path.is_dir() {
                    self.origins.insert(Origin::File(path));
                }
            }
        }
        if self.origins.len() + self.missing.len() == before && !self.holds(root) {
            self.miss(&root.to_string_lossy(), Why::Empty("no .yaml, .yml or .json file is in this directory"));
        }
    }

    fn pattern(&mut self, pattern: &str) {
        let found = match glob::glob(pattern) {
            Ok(found) => found,
            Err(error) => return self.miss(pattern, Why::Unreadable(format!("not a pattern: {error}"))),
        };
        let mut any = false;
        for path in found {
            any = true;
            match path {
                Ok(path) if path.is_dir() => self.directory(&path),
                Ok(path) => {
                    self.origins.insert(Origin::File(path));
                }
                Err(error) => self.miss(&error.path().to_string_lossy(), Why::Unreadable(error.error().to_string())),
            }
        }
        if !any {
            self.miss(pattern, Why::Empty("no file fits this pattern"));
        }
    }

    /// Whether an earlier argument brought a file of this folder.
    fn holds(&self, root: &Path) -> bool {
        self.origins.iter().any(|origin| match origin {
            Origin::File(path) => path.starts_with(root),
            Origin::Stdin => false,
        })
    }

    fn miss(&mut self, name: &str, why: Why) {
        self.missing.push(Missing { name: name.to_owned(), why });
    }
}

fn is_skipped(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') || name == "node_modules"
}

fn is_manifest(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    matches!(extension.as_str(), "yaml" | "yml" | "json")
}
