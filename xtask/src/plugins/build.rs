//! How does a plugin's source become a `.wasm` file?

use super::{Source, tools};
use crate::shell::{Done, cargo, program, root, run_quietly};
use std::fs;
use std::path::{Path, PathBuf};

const TARGET: &str = "wasm32-unknown-unknown";

/// What became of a build.
pub(super) enum Built {
    Yes,
    WithoutTool(&'static str),
}

/// Builds one plugin into this file.
pub(super) fn build(source: &Source, out: &Path) -> Result<Built, String> {
    match source {
        Source::Rust(folder) => rust(folder, out),
        Source::C(folder) => c(folder, out),
        Source::JavaScript(folder) => javascript(folder, out),
    }
}

fn rust(folder: &Path, out: &Path) -> Result<Built, String> {
    if !tools::target() {
        return Ok(Built::WithoutTool("Rust for wasm32-unknown-unknown"));
    }
    let package = package(folder)?;
    let words = ["rustc", "--quiet", "--locked", "--lib", "--profile", "plugin", "--target", TARGET];
    let mut build = cargo(&words);
    build.args(["--features", "component", "--crate-type", "cdylib", "--package", &package]);
    run_quietly(&mut build)?;
    let built = target_folder().join(TARGET).join("plugin").join(format!("{}.wasm", package.replace('-', "_")));
    copy(&built, out)?;
    shrink(out);
    Ok(Built::Yes)
}

/// The package's name as its manifest has it.
fn package(folder: &Path) -> Result<String, String> {
    let path = folder.join("Cargo.toml");
    let manifest = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let name = manifest.lines().find_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
    name.map(str::to_owned).ok_or_else(|| format!("{}: no name", path.display()))
}

/// Where cargo writes.
fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |set| root().join(set))
}

/// Makes it smaller where Binaryen is there; the file is good without.
fn shrink(path: &Path) {
    let Some(wasm_opt) = tools::wasm_opt() else { return };
    let smaller = path.with_extension("smaller");
    let mut shrink = program(&wasm_opt, &["-Os", "--strip-debug", "--strip-producers"]);
    for feature in ["bulk-memory", "mutable-globals", "nontrapping-float-to-int", "sign-ext", "multivalue"] {
        shrink.arg(format!("--enable-{feature}"));
    }
    shrink.args(["--enable-reference-types", "-o"]).arg(&smaller).arg(path);
    if run_quietly(&mut shrink).is_ok() {
        let _ = fs::rename(&smaller, path);
    }
}

fn c(folder: &Path, out: &Path) -> Result<Built, String> {
    let Some((clang, linker)) = tools::clang() else { return Ok(Built::WithoutTool("clang with wasm-ld")) };
    let mut build = program(&clang, &["--target=wasm32-unknown-unknown", "-Os", "-Wall", "-Wextra", "-Werror"]);
    build.args(["-nostdlib", "-ffreestanding", "-fno-builtin", "-Wl,--no-entry", "-Wl,--strip-all"]);
    build.arg(format!("-fuse-ld={linker}")).arg("-o").arg(out);
    build.args(sources(folder, "c")?);
    run_quietly(&mut build).map(|()| Built::Yes)
}

fn javascript(folder: &Path, out: &Path) -> Result<Built, String> {
    let Some(componentize) = tools::componentize() else { return Ok(Built::WithoutTool("componentize-qjs")) };
    let mut build = program("node", &[]);
    build.arg(componentize).args(["--wit", "contract/wit/plugin.wit", "--world", "plugin", "--js"]);
    build.arg(folder.join("plugin.js")).args(["--sync", "--stub-wasi", "--opt-size", "--minify", "-o"]).arg(out);
    run_quietly(&mut build).map(|()| Built::Yes)
}

fn sources(folder: &Path, end: &str) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|found| found == end));
    files.sort();
    Ok(files)
}

fn copy(from: &Path, to: &Path) -> Done {
    fs::copy(from, to).map(drop).map_err(|error| format!("{}: {error}", from.display()))
}
