//! Where does compiled code wait for the next run? In files that only their owner can read or write, written beside
//! their place and moved there. A file that is not whole, or not the owner's, counts as absent and is written anew.

use crate::HostError;
use std::fs::{self, File};
use std::hash::{Hash, Hasher};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use wasmtime::Engine;

/// Changes when the form of the files does.
const FORM: &[u8] = b"gatewright compiled plugin 1";

/// Files kept; the oldest go first.
const MOST: usize = 64;

const SUM: usize = blake3::OUT_LEN;

/// A folder of compiled plugins.
#[derive(Debug)]
pub(crate) struct Cache {
    folder: PathBuf,
}

/// Compiled code that this crate wrote, whole.
pub(crate) struct Image {
    file: Vec<u8>,
}

impl Image {
    pub(crate) fn bytes(&self) -> &[u8] {
        self.file.get(SUM..).unwrap_or_default()
    }
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
        Key(format!("{}.compiled", hash.0.finalize().to_hex()))
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
        let mut opened = File::open(self.folder.join(&key.0)).ok()?;
        let about = opened.metadata().ok()?;
        if !about.is_file() || !owner::alone(&about) {
            return None;
        }
        let mut file = Vec::with_capacity(usize::try_from(about.len()).ok()?);
        opened.read_to_end(&mut file).ok()?;
        let (sum, bytes) = file.split_at_checked(SUM)?;
        (blake3::hash(bytes).as_bytes() == sum).then_some(Image { file })
    }

    /// Keeps it. Failing is no loss but of time, so nobody is told.
    pub(crate) fn put(&self, key: &Key, code: &[u8]) {
        let beside = self.folder.join(format!("{}.{}.new", key.0, std::process::id()));
        let written = owner::create(&beside).and_then(|mut file| {
            file.write_all(blake3::hash(code).as_bytes())?;
            file.write_all(code)
        });
        let moved = written.and_then(|()| fs::rename(&beside, self.folder.join(&key.0)));
        if moved.is_err() {
            let _ = fs::remove_file(&beside);
        }
        self.forget();
    }

    /// Removes the oldest files beyond those kept.
    fn forget(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let mut files: Vec<(SystemTime, PathBuf)> = entries.flatten().filter_map(|entry| aged(&entry.path())).collect();
        files.sort();
        for (_, path) in files.iter().take(files.len().saturating_sub(MOST)) {
            let _ = fs::remove_file(path);
        }
    }
}

fn aged(path: &Path) -> Option<(SystemTime, PathBuf)> {
    let ours = path.extension().is_some_and(|end| end == "compiled" || end == "new");
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
