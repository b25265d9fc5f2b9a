//! Which plugins are there, and what are they as `.wasm` files? One in `target/plugins` for each folder of `plugins`.

mod binary;
mod build;
mod tools;

use crate::shell::{Done, root};
use std::fs;
use std::path::{Path, PathBuf};

pub(crate) use binary::gzip;
pub(crate) use tools::setup;

/// Bytes that a compiled plugin may have for the way to a browser.
const MOST_GZIP: usize = 300_000;

/// A plugin's folder, by the language it is written in.
enum Source {
    Rust(PathBuf),
    C(PathBuf),
    JavaScript(PathBuf),
}

/// Where the files go, and where tests look for them.
pub(crate) fn folder() -> PathBuf {
    root().join("target/plugins")
}

/// Builds every plugin, then looks at each file.
pub(crate) fn plugins() -> Done {
    fs::create_dir_all(folder()).map_err(|error| error.to_string())?;
    let mut skipped = Vec::new();
    for (id, source) in sources()? {
        let out = folder().join(format!("{id}.wasm"));
        match build::build(&source, &out)? {
            build::Built::Yes => println!("{}", look(&id, &source, &out)?),
            build::Built::WithoutTool(tool) => {
                // A file of an earlier day would be tested as if it were this one.
                let _ = fs::remove_file(&out);
                skipped.push(format!("{id} is not built: there is no {tool} (`cargo xtask setup` brings it)"));
            }
        }
    }
    skipped.iter().for_each(|line| println!("{line}"));
    Ok(())
}

/// Whether plugins in Rust can be built here.
pub(crate) fn possible() -> bool {
    tools::target()
}

fn sources() -> Result<Vec<(String, Source)>, String> {
    let entries = fs::read_dir(root().join("plugins")).map_err(|error| format!("plugins: {error}"))?;
    let mut folders: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    folders.sort();
    let named = |folder: PathBuf| {
        let id = folder.file_name()?.to_str()?.to_owned();
        source(&folder).map(|source| (id, source))
    };
    Ok(folders.into_iter().filter_map(named).collect())
}

fn source(folder: &Path) -> Option<Source> {
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
    if manifest.lines().any(|line| line.starts_with("component =")) {
        return Some(Source::Rust(folder.to_path_buf()));
    }
    if folder.join("plugin.c").exists() {
        return Some(Source::C(folder.to_path_buf()));
    }
    folder.join("plugin.js").exists().then(|| Source::JavaScript(folder.to_path_buf()))
}

/// Holds a file against what a plugin must be, and says how large it is.
fn look(id: &str, source: &Source, path: &Path) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let imports = binary::imports(&bytes).map_err(|why| format!("{id}.wasm: {why}"))?;
    if imports > 0 {
        return Err(format!("{id}.wasm imports {imports} things; a plugin may import nothing"));
    }
    let packed = binary::gzip(&bytes)?;
    let limited = match source {
        Source::Rust(_) | Source::C(_) => true,
        // It carries its interpreter, and runs on the command line only.
        Source::JavaScript(_) => false,
    };
    if limited && packed > MOST_GZIP {
        return Err(format!("{id}.wasm has {packed} bytes after gzip; {MOST_GZIP} are allowed"));
    }
    Ok(format!("target/plugins/{id}.wasm: {} bytes, {packed} after gzip, no imports", bytes.len()))
}
