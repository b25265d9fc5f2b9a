//! Do manifests that people wrote keep their traffic, where such a collection stands beside the repository?

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

/// Every so many-th file is also held against Envoy Gateway.
const OTHER_TARGET: usize = 4;

#[test]
fn nothing_differs_that_no_finding_announces() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/files");
    let Ok(entries) = std::fs::read_dir(folder) else {
        println!("skipped: there is no collection of manifests beside the repository");
        return;
    };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let others = files.iter().step_by(OTHER_TARGET).map(|file| (file, "envoy-gateway"));
    let left = Mutex::new(files.iter().map(|file| (file, "standard")).chain(others).collect::<Vec<_>>());
    let wrong = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let next = left.lock().unwrap().pop();
                    let Some((file, target)) = next else { return };
                    if let Some(said) = differs(file, target) {
                        wrong.lock().unwrap().push(said);
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{} of {} files:\n{}", wrong.len(), files.len(), wrong.join("\n"));
}

/// What `verify` says of a file where it is not content.
fn differs(file: &Path, target: &str) -> Option<String> {
    let mut verify = Command::new(env!("CARGO_BIN_EXE_gatewright"));
    let run = verify.args(["verify", "--show", "1", "--target", target]).arg(file).output().unwrap();
    // 3: nothing of it could be read as text.
    let is_content = matches!(run.status.code(), Some(0 | 3));
    (!is_content).then(|| format!("{} ({target}):\n{}", file.display(), String::from_utf8_lossy(&run.stdout)))
}
