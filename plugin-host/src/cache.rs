//! Where does compiled code wait for the next run? In files that only their owner can read or write, written beside
//! their place and moved there: the code, and then a note with its length and the plugin's manifest. What is not whole by
//! its note, or not the owner's, counts as absent and is written anew.

use crate::HostError;
use gatewright_contract::Manifest;
use serde::{Deserialize, Serialize};
use std::fs;
use std::hash::{Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use wasmtime::Engine;

/// Changes when the form of the files does.
const FORM: &[u8] = b"gatewright compiled plugin 2";

/// Plugins kept; the oldest go first.
const MOST: usize = 64;

const CODE: &str = "compiled";
const NOTE: &str = "json";

/// A folder of compiled plugins.
#[derive(Debug)]
pub(crate) struct Cache {
    folder: PathBuf,
}

/// Compiled code that this crate wrote, whole.
pub(crate) struct Image {
    file: PathBuf,
    /// What the plugin said of itself when it was compiled.
    pub(crate) manifest: Manifest,
}

impl Image {
    /// Where it is.
    pub(crate) fn file(&self) -> &Path {
        &self.file
    }
}

/// What stands beside compiled code.
#[derive(Serialize, Deserialize)]
struct Note {
    bytes: u64,
    manifest: Manifest,
}

/// The name of a plugin's code: of its bytes, the engine and the engine's configuration.
pub(crate) struct Key(String);

impl Key {
    pub(crate) fn of(engine: &Engine, plugin: &[u8]) -> Key {
        let mut hash = Blake(blake3::Hasher::new());
        hash.write(FORM);
        hash.write(gatewright_contract::WIT.as_bytes());
        engine.precompile_compatibility_hash().hash(&mut hash);
        hash.0.update(plugin);
        Key(hash.0.finalize().to_hex().to_string())
    }
}

struct Blake(blake3::Hasher);

impl Hasher for Blake {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        self.0.finalize().as_bytes().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
    }
}

impl Cache {
    /// Makes the folder if it is missing, and refuses one that somebody else owns or may write.
    pub(crate) fn open(folder: PathBuf) -> Result<Cache, HostError> {
        match owner::make(&folder) {
            Ok(()) => Ok(Cache { folder }),
            Err(why) => Err(HostError::Cache { path: folder, why }),
        }
    }

    /// What was kept under this name.
    pub(crate) fn get(&self, key: &Key) -> Option<Image> {
        let (file, note) = (self.place(key, CODE), self.place(key, NOTE));
        let ours = |path: &Path| {
            let about = fs::symlink_metadata(path).ok()?;
            (about.is_file() && owner::alone(&about)).then_some(about.len())
        };
        ours(&note)?;
        let Note { bytes, manifest } = serde_json::from_slice(&fs::read(&note).ok()?).ok()?;
        (ours(&file)? == bytes).then_some(Image { file, manifest })
    }

    /// Keeps it. Failing is no loss but of time, so nobody is told.
    pub(crate) fn put(&self, key: &Key, code: &[u8], manifest: &Manifest) {
        let note = Note { bytes: code.len() as u64, manifest: manifest.clone() };
        let Ok(note) = serde_json::to_vec(&note) else { return };
        // The note comes last: where it is, the code is whole.
        if self.write(&self.place(key, CODE), code).is_ok() {
            let _ = self.write(&self.place(key, NOTE), &note);
        }
        self.forget();
    }

    fn place(&self, key: &Key, end: &str) -> PathBuf {
        self.folder.join(format!("{}.{end}", key.0))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
        let beside = path.with_extension(format!("{}.new", std::process::id()));
        let written = owner::create(&beside).and_then(|mut file| file.write_all(bytes));
        let moved = written.and_then(|()| fs::rename(&beside, path));
        if moved.is_err() {
            let _ = fs::remove_file(&beside);
        }
        moved
    }

    /// Removes the oldest files beyond those kept.
    fn forget(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let mut files: Vec<(SystemTime, PathBuf)> = entries.flatten().filter_map(|entry| aged(&entry.path())).collect();
        files.sort();
        for (_, path) in files.iter().take(files.len().saturating_sub(2 * MOST)) {
            let _ = fs::remove_file(path);
        }
    }
}

fn aged(path: &Path) -> Option<(SystemTime, PathBuf)> {
    let ours = path.extension().is_some_and(|end| end == CODE || end == NOTE || end == "new");
    let modified = fs::symlink_metadata(path).ok().filter(|_| ours)?.modified().ok()?;
    Some((modified, path.to_path_buf()))
}

#[cfg(unix)]
mod owner {
    use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, Permissions};
    use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
    use std::path::Path;

    pub(super) fn make(folder: &Path) -> Result<(), String> {
        let text = |error: std::io::Error| error.to_string();
        DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(text)?;
        let about = fs::metadata(folder).map_err(text)?;
        if about.uid() != rustix::process::geteuid().as_raw() {
            return Err("it belongs to another user".to_owned());
        }
        if about.mode() & 0o077 != 0 {
            fs::set_permissions(folder, Permissions::from_mode(0o700)).map_err(text)?;
        }
        Ok(())
    }

    pub(super) fn alone(about: &Metadata) -> bool {
        about.uid() == rustix::process::geteuid().as_raw() && about.mode() & 0o077 == 0
    }

    pub(super) fn create(path: &Path) -> std::io::Result<File> {
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)
    }
}

/// Elsewhere the folders of a user's profile are the user's alone already.
#[cfg(not(unix))]
mod owner {
    use std::fs::{File, Metadata};
    use std::path::Path;

    pub(super) fn make(folder: &Path) -> Result<(), String> {
        std::fs::create_dir_all(folder).map_err(|error| error.to_string())
    }

    pub(super) fn alone(_: &Metadata) -> bool {
        true
    }

    pub(super) fn create(path: &Path) -> std::io::Result<File> {
        File::create(path)
    }
}
