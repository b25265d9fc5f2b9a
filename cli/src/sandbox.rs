//! Where do plugins that are files run, and where does their compiled code wait for the next time?

use crate::failure::Failure;
use gatewright_plugin_host::{Host, HostError, Loaded};
use std::path::PathBuf;

/// Loads each file; nothing is set up where there is none.
pub(crate) fn load(files: &[PathBuf]) -> Result<Vec<Loaded>, Failure> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let host = host()?;
    files.iter().map(|file| host.load_file(file).map_err(failure)).collect()
}

/// A host with a folder for compiled code, or without one where that folder is not to be trusted.
fn host() -> Result<Host, Failure> {
    match Host::new(cache()) {
        Err(error @ HostError::Cache { .. }) => {
            crate::terminal::say(&format!("note: {error}; plugins are compiled each time\n"));
            Host::new(None).map_err(failure)
        }
        host => host.map_err(failure),
    }
}

/// A file that is not there is a slip of the command line; a file that is no plugin is not.
fn failure(error: HostError) -> Failure {
    if let HostError::Read { .. } = error { Failure::Usage(error.to_string()) } else { Failure::Plugin(error) }
}

/// Where the system keeps what can be made again.
fn cache() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let home = || folder("HOME");
    let caches = if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Caches"))
    } else {
        folder("XDG_CACHE_HOME").or_else(|| home().map(|home| home.join(".cache")))
    };
    caches.map(|caches| caches.join("gatewright").join("plugins"))
}
