//! Which files are generated, and are they up to date?
//!
//! A generator is a function that answers paths (from the root of the repository) and texts; add it to [`ALL`].

use crate::shell::{Done, root};
use std::borrow::Cow;

/// A generated file.
pub(crate) struct Generated {
    /// Path from the root of the repository.
    pub(crate) path: Cow<'static, str>,
    /// What it holds.
    pub(crate) text: String,
}

/// Every generator. The engine is asked last: it may need what the others write.
const ALL: [fn() -> Result<Vec<Generated>, String>; 4] =
    [crate::schema::files, || Ok(crate::contract::files()), crate::annotations::files, crate::targets::files];

/// Writes those that differ.
pub(crate) fn write() -> Done {
    for generator in ALL {
        for file in generator()?.into_iter().filter(differs) {
            let path = root().join(&*file.path);
            std::fs::write(&path, file.text).map_err(|error| format!("{}: {error}", file.path))?;
            println!("wrote {}", file.path);
        }
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
    let mut files = Vec::new();
    for generator in ALL {
        files.extend(generator()?.into_iter().filter(differs));
    }
    Ok(files)
}

fn differs(file: &Generated) -> bool {
    std::fs::read_to_string(root().join(&*file.path)).ok().as_ref() != Some(&file.text)
}
