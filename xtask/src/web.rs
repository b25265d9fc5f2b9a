//! The engine for JavaScript, the package around it, the page and the extension: built, tested, weighed, served.

mod budget;
mod extension;
mod tools;

use crate::shell::{Done, cargo, program, root, run, run_quietly};
use std::fs;
use std::path::Path;
use std::process::Command;

pub(crate) use extension::{extension, test as test_extension};
pub(crate) use tools::setup;

/// Builds the package, as a person installs it.
pub(crate) fn package() -> Done {
    tools::modules()?;
    module("wasm", "npm/dist/engine", "gatewright_wasm")?;
    module("wasm/traffic", "../npm/dist/traffic", "gatewright_traffic")?;
    let docs = cargo(&["run", "--quiet", "--locked", "-p", "gatewright-wasm", "--example", "docs"]).output();
    let docs = docs.map_err(|error| error.to_string())?;
    if !docs.status.success() {
        return Err(String::from_utf8_lossy(&docs.stderr).into_owned());
    }
    let package = root().join("wasm/npm");
    fs::write(package.join("dist/docs.json"), docs.stdout).map_err(|error| error.to_string())?;
    fs::copy(root().join("LICENSE"), package.join("LICENSE")).map_err(|error| error.to_string())?;
    run(&mut npm(&["run", "--silent", "build", "-w", "wasm/npm"]))
}

/// Builds a crate beside the package's modules, into a folder that is named as seen from the crate.
fn module(home: &str, out: &str, name: &str) -> Done {
    let words = ["build", home, "--profile", "wasm", "--target", "web", "--no-pack", "--no-typescript", "--no-opt"];
    let mut build = program("wasm-pack", &words);
    build.args(["--mode", "no-install", "--out-dir", out, "--out-name", name, "--", "--locked"]);
    run_quietly(&mut build)?;
    let out = root().join(home).join(out);
    // It says that nothing here belongs to a package.
    fs::remove_file(out.join(".gitignore")).map_err(|error| error.to_string())?;
    shrink(&out.join(format!("{name}_bg.wasm")))
}

/// Makes a module smaller, above all after gzip: functions of one name, for many types, come to stand beside each other, and
/// nothing is done that makes fewer bytes of more kinds (inlining, memory cut at its zeros). The stack lies lowest in memory,
/// so nothing has an address below 1024.
fn shrink(file: &Path) -> Done {
    let path = file.to_str().ok_or("a path is not UTF-8")?;
    let inlined = ["-aimfs", "0", "-fimfs", "0", "-ocimfs", "20"];
    let pass = ["--skip-pass=memory-packing", "--reorder-functions-by-name", "--strip-debug"];
    let mut shrink = program("node", &["node_modules/binaryen/bin/wasm-opt", "-Os", "--low-memory-unused"]);
    // What the compiler uses and every browser of today knows.
    for feature in ["bulk-memory", "mutable-globals", "nontrapping-float-to-int", "sign-ext", "multivalue"] {
        shrink.arg(format!("--enable-{feature}"));
    }
    shrink.args(["--enable-reference-types"]).args(inlined).args(pass).args(["--strip-producers", path, "-o", path]);
    run_quietly(&mut shrink)
}

/// Builds the page into `web-playground/dist`.
fn page() -> Done {
    run_quietly(&mut npm(&["run", "--silent", "build", "-w", "web-playground"]))
}

/// Builds the page and serves it until it is ended.
pub(crate) fn playground() -> Done {
    setup()?;
    package()?;
    page()?;
    run(&mut npm(&["run", "--silent", "preview", "-w", "web-playground"]))
}

/// Builds everything, weighs it, and runs its tests: of the package, of the page's state, and in a browser.
pub(crate) fn test() -> Done {
    package()?;
    page()?;
    budget::weigh()?;
    run(&mut npm(&["test", "--silent", "-w", "wasm/npm"]))?;
    run(&mut npm(&["test", "--silent", "-w", "web-playground"]))?;
    run(&mut npm(&["run", "--silent", "browser", "-w", "web-playground"]))
}

fn npm(words: &[&str]) -> Command {
    program("npm", words)
}
