//! How does one run another program from here?

use std::path::{Path, PathBuf};

/// What a verb answers; the text says what went wrong.
pub(crate) type Done = Result<(), String>;

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}
