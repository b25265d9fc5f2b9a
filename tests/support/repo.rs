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

    /// Paths, without `.rs`, of the modules it declares for tests alone.
    fn test_modules(&self) -> Vec<String> {
        let home = self.path.trim_end_matches(".rs");
        let home = ["/mod", "/lib", "/main"].iter().find_map(|root| home.strip_suffix(root)).unwrap_or(home);
        let declared = self.text.split("#[cfg(test)]\nmod ").skip(1).filter_map(|rest| rest.split_once(';'));
        let names = declared.map(|(name, _)| name).filter(|name| name.chars().all(|c| c.is_alphanumeric() || c == '_'));
        names.map(|name| format!("{home}/{name}")).collect()
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

/// The Rust that is compiled into what ships, below these folders: tests are cut off, and so are files of tests alone.
pub fn shipped(folders: &[&str]) -> Vec<RepoFile> {
    let files = files();
    let tests: Vec<String> = files.iter().filter(|file| file.is_rust()).flat_map(RepoFile::test_modules).collect();
    let mut rust: Vec<RepoFile> = files.into_iter().filter(|file| file.is_rust()).collect();
    rust.retain(|file| folders.iter().any(|folder| file.is_below(folder)));
    rust.retain(|file| !tests.iter().any(|module| file.path == format!("{module}.rs") || file.is_below(module)));
    for file in &mut rust {
        if let Some(at) = file.text.find("#[cfg(test)]\nmod tests {") {
            file.text.truncate(at);
        }
    }
    rust
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
