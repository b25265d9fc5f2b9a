//! Where are the repository and its files?

use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests).to_path_buf()
}

/// A file of the repository: its path from the root, with `/`, and its text.
#[derive(Clone, Debug)]
pub struct RepoFile {
    /// Path from the root.
    pub path: String,
    /// What it holds.
    pub text: String,
}

impl RepoFile {
    /// Whether it lies below this folder.
    pub fn is_below(&self, folder: &str) -> bool {
        self.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    }

    /// Whether it is Rust.
    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// The file's name without its folders.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Whether a program wrote it.
    pub fn is_generated(&self) -> bool {
        let head: String = self.text.lines().take(5).collect();
        head.contains("@generated") || self.name() == "Cargo.lock" || self.path.ends_with(".snap")
    }
}

/// Every text file of the repository, sorted by path; build output and dependencies are left out.
pub fn files() -> Vec<RepoFile> {
    let root = root();
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    let mut files: Vec<RepoFile> = paths
        .iter()
        .filter_map(|path| {
            let text = std::fs::read_to_string(path).ok()?;
            let path = path.strip_prefix(&root).ok()?.to_str()?.replace('\\', "/");
            Some(RepoFile { path, text })
        })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// The paths of the files below a folder whose name ends in one of `ends`, sorted.
pub fn paths(folder: &Path, ends: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    collect(folder, &mut found);
    found.retain(|path| {
        path.file_name().is_some_and(|name| ends.iter().any(|end| name.to_string_lossy().ends_with(end)))
    });
    found.sort();
    found
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if !path.is_dir() {
            found.push(path);
        } else if !matches!(entry.file_name().to_str(), Some("target" | "node_modules" | ".git")) {
            collect(&path, found);
        }
    }
}
