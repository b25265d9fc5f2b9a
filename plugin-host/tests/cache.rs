//! Is compiled code kept where only its owner reaches it, used again, and thrown away when it is not whole?
#![expect(clippy::unwrap_used, reason = "a test that panics has failed, which is what it is for")]

use gatewright_plugin_host::{Host, HostError};
use std::fs;
use std::path::{Path, PathBuf};

const PLUGIN: &str = r#"(module
  (memory (export "memory") 1)
  (data (i32.const 16) "\40\00\00\00" "\70\00\00\00")
  (data (i32.const 64) "{\"contract\":\"1.0\",\"id\":\"cached\",\"version\":\"1.0.0\",\"role\":\"annotations\",\"claims\":{\"prefixes\":[\"cached.example\"]}}")
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
  (func (export "describe") (result i32) (i32.const 16))
  (func (export "translate") (param i32 i32) (result i32) (i32.const 16))
  (func (export "simulate") (param i32 i32) (result i32) (i32.const 16)))"#;

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("gatewright-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        Folder(path)
    }

    fn files(&self) -> Vec<PathBuf> {
        fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap().path()).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn load(folder: &Path) -> String {
    let host = Host::new(Some(folder.to_path_buf())).unwrap();
    host.load(&wat::parse_str(PLUGIN).unwrap(), "cached.wasm").unwrap().manifest().id.clone()
}

#[test]
fn compiled_code_is_written_once_and_read_the_next_time() {
    let folder = Folder::new("once");
    assert_eq!(load(&folder.0), "cached");
    let files = folder.files();
    assert_eq!(files.len(), 2, "{files:?}");
    let written = fs::metadata(&files[0]).unwrap().modified().unwrap();
    assert_eq!(load(&folder.0), "cached");
    assert_eq!(folder.files(), files);
    assert_eq!(fs::metadata(&files[0]).unwrap().modified().unwrap(), written, "it was compiled again");
}

#[test]
fn a_cut_or_foreign_file_is_written_anew() {
    let folder = Folder::new("changed");
    load(&folder.0);
    for file in folder.files() {
        let whole = fs::read(&file).unwrap();
        for broken in [whole[..whole.len() / 2].to_vec(), Vec::new(), b"nothing of ours".to_vec()] {
            fs::write(&file, &broken).unwrap();
            assert_eq!(load(&folder.0), "cached");
            assert_eq!(fs::read(&file).unwrap(), whole);
        }
    }
}

#[cfg(unix)]
#[test]
fn only_the_owner_reads_and_writes() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = Folder::new("owner");
    load(&folder.0);
    let file = folder.files().remove(0);
    assert!(folder.files().iter().all(|file| mode(file) == 0o600));
    assert_eq!(mode(&folder.0), 0o700);
    // What others could have written is not believed, and a folder that was open is closed.
    fs::set_permissions(&file, fs::Permissions::from_mode(0o666)).unwrap();
    fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o777)).unwrap();
    assert_eq!(load(&folder.0), "cached");
    assert_eq!((mode(&folder.0), mode(&file)), (0o700, 0o600));
}

#[test]
fn a_folder_that_cannot_be_is_refused() {
    let folder = Folder::new("file");
    fs::write(&folder.0, "a file").unwrap();
    let refused = Host::new(Some(folder.0.clone()));
    assert!(matches!(refused, Err(HostError::Cache { .. })));
    fs::remove_file(&folder.0).unwrap();
}
