//! How does a directory of manifests change without ever holding half of them, and without touching anybody's files?
//!
//! A new directory is filled beside its place and moved there in one step. In one that exists, every file is written
//! beside the others first and moved into place after all of them are complete. A list of what was written, with a
//! fingerprint for each file, stays there: what is on it and unchanged may be replaced, and removed once the input no
//! longer makes it; any other file of a wanted name stops the command before anything is written.

use crate::failure::Failure;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// The list's name: hidden, and nothing that `kubectl apply -f` reads.
const LIST: &str = ".gatewright";

#[derive(Debug, Serialize, Deserialize)]
struct List {
    version: u32,
    files: Fingerprints,
}

/// What a file may look like, by its name below the directory, with forward slashes: its fingerprint, and while files
/// are being moved the one it had before as well.
type Fingerprints = BTreeMap<String, Vec<String>>;

/// Makes the directory hold these files: text by name below it. The answer names files of earlier runs that are no
/// longer wanted, and stay because somebody changed them.
pub(crate) fn write(dir: &Path, files: &BTreeMap<String, String>) -> Result<Vec<String>, Failure> {
    let failed = |error| Failure::Write { path: dir.to_owned(), error };
    let known = known(dir).map_err(failed)?;
    let same = |name: &str, text: &str| std::fs::read(dir.join(name)).is_ok_and(|bytes| bytes == text.as_bytes());
    let foreign = files.iter().filter(|(name, text)| !may_replace(dir, name, &known) && !same(name, text));
    let foreign: Vec<String> = foreign.map(|(name, _)| name.clone()).collect();
    if !foreign.is_empty() {
        return Err(Failure::Foreign { dir: dir.to_owned(), files: foreign });
    }
    if is_vacant(dir).map_err(failed)? { create(dir, files) } else { update(dir, files, &known) }.map_err(failed)
}

fn create(dir: &Path, files: &BTreeMap<String, String>) -> io::Result<Vec<String>> {
    let parent = parent(dir);
    std::fs::create_dir_all(parent)?;
    let staged = stage(parent, files)?;
    if dir.exists() {
        std::fs::remove_dir(dir)?;
    }
    std::fs::rename(staged.path(), dir)?;
    // It has moved: there is nothing left to remove.
    let _ = staged.keep();
    Ok(Vec::new())
}

fn update(dir: &Path, files: &BTreeMap<String, String>, known: &Fingerprints) -> io::Result<Vec<String>> {
    let staged = stage(dir, files)?;
    // Both the old and the new are on the list while files move, so a run after a crash knows them all.
    let mut all = known.clone();
    for (name, new) in fingerprints(files) {
        all.entry(name).or_default().extend(new);
    }
    list(dir, all)?;
    for name in files.keys() {
        let to = dir.join(name);
        std::fs::create_dir_all(parent(&to))?;
        std::fs::rename(staged.path().join(name), to)?;
    }
    let mut kept = Vec::new();
    for name in known.keys().filter(|name| !files.contains_key(*name) && is_inside(name)) {
        let path = dir.join(name);
        if !path.exists() {
            continue;
        }
        if may_replace(dir, name, known) {
            std::fs::remove_file(&path)?;
            // A folder that others use stays.
            let _ = std::fs::remove_dir(parent(&path));
        } else {
            kept.push(name.clone());
        }
    }
    list(dir, fingerprints(files))?;
    Ok(kept)
}

/// All files and their list, complete, in a folder of their own inside `folder`.
fn stage(folder: &Path, files: &BTreeMap<String, String>) -> io::Result<tempfile::TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".gatewright-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The process's own mask narrows this, as for any new folder.
        builder.permissions(std::fs::Permissions::from_mode(0o777));
    }
    let staged = builder.tempdir_in(folder)?;
    for (name, text) in files {
        let path = staged.path().join(name);
        std::fs::create_dir_all(parent(&path))?;
        std::fs::write(path, text)?;
    }
    list(staged.path(), fingerprints(files))?;
    Ok(staged)
}

fn list(dir: &Path, files: Fingerprints) -> io::Result<()> {
    let text = serde_json::to_string_pretty(&List { version: 1, files })?;
    let path = dir.join(LIST);
    let beside = dir.join(format!("{LIST}.new"));
    std::fs::write(&beside, text + "\n")?;
    std::fs::rename(beside, path)
}

/// What earlier runs wrote here.
fn known(dir: &Path) -> io::Result<Fingerprints> {
    match std::fs::read_to_string(dir.join(LIST)) {
        Ok(text) => Ok(serde_json::from_str::<List>(&text).map(|list| list.files).unwrap_or_default()),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Ok(Fingerprints::new())
        }
        Err(error) => Err(error),
    }
}

/// Whether a file is not there, or is as an earlier run wrote it.
fn may_replace(dir: &Path, name: &str, known: &Fingerprints) -> bool {
    match std::fs::read(dir.join(name)) {
        Ok(bytes) => is_inside(name) && known.get(name).is_some_and(|known| known.contains(&fingerprint(&bytes))),
        Err(error) => matches!(error.kind(), io::ErrorKind::NotFound),
    }
}

/// A list is a file that anybody can write: what it names must be below the directory.
fn is_inside(name: &str) -> bool {
    Path::new(name).components().all(|part| matches!(part, std::path::Component::Normal(_)))
}

fn is_vacant(dir: &Path) -> io::Result<bool> {
    match std::fs::read_dir(dir) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn fingerprints(files: &BTreeMap<String, String>) -> Fingerprints {
    files.iter().map(|(name, text)| (name.clone(), vec![fingerprint(text.as_bytes())])).collect()
}

/// FNV-1a and the length: it tells an edited file, it keeps nobody out.
fn fingerprint(bytes: &[u8]) -> String {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}-{}", bytes.iter().fold(0xcbf2_9ce4_8422_2325, step), bytes.len())
}

/// The directory, checked before any work is done.
pub(crate) fn check(dir: &Path) -> Result<(), Failure> {
    if dir.exists() && !dir.is_dir() { Err(Failure::NotADirectory { path: PathBuf::from(dir) }) } else { Ok(()) }
}
