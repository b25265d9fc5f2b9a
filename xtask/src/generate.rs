//! Which files are generated, and are they up to date?
//!
//! A generator is a function that answers paths (from the root of the repository) and texts; add it to [`all`].

use crate::shell::{Done, root};
use std::borrow::Cow;

/// A generated file.
pub(crate) struct Generated {
    /// Path from the root of the repository.
    pub(crate) path: Cow<'static, str>,
    /// What it holds.
    pub(crate) text: String,
}

/// Every generated file.
fn all() -> Result<Vec<Generated>, String> {
    let mut files = crate::schema::files()?;
    files.extend(crate::contract::files());
    files.extend(crate::annotations::files()?);
    Ok(files)
}

/// Writes those that differ.
pub(crate) fn write() -> Done {
    for file in stale()? {
        let path = root().join(&*file.path);
        std::fs::write(&path, file.text).map_err(|error| format!("{}: {error}", file.path))?;
        println!("wrote {}", file.path);
    }
    Ok(())
}

/// Fails if one differs.
pub(crate) fn check() -> Done {
    let stale = stale()?;
    if stale.is_empty() {
        return Ok(());
    }
    let stale: Vec<&str> = stale.iter().map(|file| &*file.path).collect();
    Err(format!("out of date, run `cargo xtask generate`: {}", stale.join(", ")))
}

fn stale() -> Result<Vec<Generated>, String> {
    let differs =
        |file: &Generated| std::fs::read_to_string(root().join(&*file.path)).ok().as_ref() != Some(&file.text);
    Ok(all()?.into_iter().filter(differs).collect())
}
