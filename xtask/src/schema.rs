//! What do the Gateway API's definitions ask of objects, and those of targets of theirs? Read from their YAML, printed
//! as data of the engine's check.
//!
//! The definitions are no part of this repository. Where they are missing nothing is generated, and what is committed
//! stands. A rule or a pattern that `rules.tsv` and `patterns.tsv` do not know is an error: the engine must learn it first.

mod definition;
mod edition;
mod extension;
mod history;
mod intern;
mod ledger;
mod print;
mod reader;
mod tree;

use crate::generate::Generated;
use crate::shell::root;
use edition::Edition;
use extension::Extension;
use intern::Interned;
use ledger::Ledger;
use std::path::PathBuf;

/// The generated files of the check; none where the definitions are missing.
pub(crate) fn files() -> Result<Vec<Generated>, String> {
    let folder = reference();
    if !folder.is_dir() {
        eprintln!("note: {} is missing, so the data of the check is left as it is", folder.display());
        return Ok(Vec::new());
    }
    let ledger = Ledger::read()?;
    let mut interned = Interned::default();
    for (column, edition) in Edition::ALL.iter().enumerate() {
        for (kind, tree) in edition.read(&folder, &ledger)? {
            interned.add(kind, column, tree);
        }
    }
    for extension in Extension::ALL {
        let tree = extension.read(&folder, &ledger)?;
        for column in 0..Edition::ALL.len() {
            interned.add(extension.kind(), column, tree.clone());
        }
    }
    Ok(print::files(&interned, &ledger))
}

/// Where the definitions are.
fn reference() -> PathBuf {
    match std::env::var_os("GATEWRIGHT_REFERENCE") {
        Some(folder) => PathBuf::from(folder),
        None => root().join("../shared/reference"),
    }
}
