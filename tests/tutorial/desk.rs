//! Where does the person who reads the tutorial sit? A folder with a clone in it and `gatewright` on the path.

use std::path::{Path, PathBuf};
use std::process::Command;
use support::repo;

/// Verbs that change the machine; that their effect is there is checked beforehand.
const DONE: [&str; 1] = ["rustup target add wasm32-unknown-unknown"];

pub(super) struct Desk {
    home: PathBuf,
    here: PathBuf,
}

impl Desk {
    /// An empty one, in a place that stays the same, so that cargo knows again what it has compiled there.
    pub(super) fn new() -> Desk {
        let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tutorial");
        if home.exists() {
            std::fs::remove_dir_all(&home).unwrap();
        }
        std::fs::create_dir_all(home.join("bin")).unwrap();
        std::os::unix::fs::symlink(repo::root(), home.join("gatewright")).unwrap();
        let desk = Desk { here: home.clone(), home };
        desk.install();
        desk
    }

    /// Puts the command of this build on the path.
    fn install(&self) {
        let target = std::env::var("CARGO_TARGET_DIR").map(|dir| repo::root().join(dir));
        let target = target.map(|dir| format!("CARGO_TARGET_DIR='{}' ", dir.display())).unwrap_or_default();
        let run = repo::command();
        let path = self.home.join("bin/gatewright");
        std::fs::write(&path, format!("#!/bin/sh\n{target}exec {run} \"$@\"\n")).unwrap();
        std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    }

    pub(super) fn write(&self, path: &str, text: &str) {
        let path = self.here.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// What a command prints, on both streams; it must end well.
    pub(super) fn run(&mut self, command: &str) -> String {
        if let Some(folder) = command.strip_prefix("cd ") {
            self.here.push(folder);
            assert!(self.here.is_dir(), "there is no {folder}");
            self.keep_target();
            return String::new();
        }
        if DONE.contains(&command) {
            return String::new();
        }
        let path = format!("{}:{}", self.home.join("bin").display(), std::env::var("PATH").unwrap());
        let mut shell = Command::new("sh");
        shell.args(["-c", command]).current_dir(&self.here).env("PATH", path);
        // The person has no clone's settings around, and what is needed is there since the clone was built.
        shell.env_remove("CARGO_TARGET_DIR").env("CARGO_NET_OFFLINE", "true").env("NO_COLOR", "1");
        let output = shell.output().unwrap();
        let printed = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "`{command}` ended with {}:\n{printed}", output.status);
        printed.into_owned()
    }

    /// What was compiled stays from run to run.
    fn keep_target(&self) {
        let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tutorial-target");
        std::fs::create_dir_all(&kept).unwrap();
        std::os::unix::fs::symlink(kept, self.here.join("target")).unwrap();
    }
}

/// Whether plugins can be built here.
pub(super) fn has_wasm_target() -> bool {
    let rustc = Command::new("rustc").args(["--print", "target-libdir", "--target", "wasm32-unknown-unknown"]).output();
    rustc.is_ok_and(|output| Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir())
}
