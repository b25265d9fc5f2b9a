//! How is a file written so that nobody ever sees half of it? Beside its place, then moved there.

use crate::failure::Failure;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use tempfile::NamedTempFile;

/// Writes a file; what stood there before stays until the new text is complete.
pub(crate) fn write(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    if path.exists() && !path.is_file() {
        // A pipe or a device takes bytes as they come.
        let open = std::fs::OpenOptions::new().write(true).open(path);
        let sent = open.and_then(|file| {
            let mut out = BufWriter::new(file);
            fill(&mut out)?;
            out.flush()
        });
        return sent.map_err(|error| Failure::Write { path: path.to_owned(), error });
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let attempt = || -> io::Result<()> {
        std::fs::create_dir_all(folder)?;
        let mut out = BufWriter::new(beside(folder)?);
        fill(&mut out)?;
        let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    attempt().map_err(|error| Failure::Write { path: path.to_owned(), error })
}

/// A new file in a folder, which goes away unless it is moved; readable for whoever may read new files there.
fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".gatewright-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The process's own mask narrows this, as for any new file.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
