//! What do plugins need to be built, is it there, and where does it come from?

use crate::shell::{Done, program, root, run_quietly, works};
use std::path::PathBuf;

const TARGET: &str = "wasm32-unknown-unknown";
const COMPONENTIZE: &str = "componentize-qjs@0.4.5";

/// Newest first; the names Debian and others give them.
const CLANGS: [(&str, &str); 4] =
    [("clang-19", "wasm-ld-19"), ("clang", "wasm-ld"), ("clang-18", "wasm-ld-18"), ("clang-16", "wasm-ld-16")];

/// Installs what is missing. Without the target nothing can be built; the two examples in other languages are left
/// out where their tools cannot be had.
pub(crate) fn setup() -> Done {
    if !target() {
        println!("adding the target {TARGET}");
        run_quietly(&mut program("rustup", &["target", "add", TARGET]))?;
    }
    if clang().is_none() && works(&mut program("apt-get", &["--version"])) {
        println!("installing clang and wasm-ld for the example in C");
        let _ = run_quietly(&mut program("apt-get", &["update", "-qq"]));
        let install = |names: [&str; 2]| {
            let words = ["install", "-y", "-qq", "--no-install-recommends"];
            run_quietly(program("apt-get", &words).args(names).env("DEBIAN_FRONTEND", "noninteractive"))
        };
        if install(["clang-19", "lld-19"]).is_err() && install(["clang", "lld"]).is_err() {
            println!("they cannot be installed; the example in C is left out");
        }
    }
    if componentize().is_none() && works(&mut program("npm", &["--version"])) {
        println!("installing {COMPONENTIZE} for the example in JavaScript");
        let mut install = program("npm", &["install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-save"]);
        install.arg("--prefix").arg(folder()).arg(COMPONENTIZE);
        if run_quietly(&mut install).is_err() {
            println!("it cannot be installed; the example in JavaScript is left out");
        }
    }
    Ok(())
}

/// Where tools of npm go.
fn folder() -> PathBuf {
    root().join("target/tools")
}

/// Whether Rust's own library is there for the target.
pub(crate) fn target() -> bool {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let asked = program(&rustc, &["--print", "target-libdir", "--target", TARGET]).output();
    asked
        .is_ok_and(|said| said.status.success() && PathBuf::from(String::from_utf8_lossy(&said.stdout).trim()).is_dir())
}

/// A compiler that knows WebAssembly, and its linker.
pub(super) fn clang() -> Option<(String, String)> {
    let there = |name: &str| works(&mut program(name, &["--version"]));
    let (clang, linker) = CLANGS.into_iter().find(|(clang, linker)| there(clang) && there(linker))?;
    Some((clang.to_owned(), found(linker)?))
}

/// The path of a program, which clang wants in full.
fn found(name: &str) -> Option<String> {
    let path = std::env::var_os("PATH")?;
    let place = std::env::split_paths(&path).map(|folder| folder.join(name)).find(|place| place.is_file())?;
    place.to_str().map(str::to_owned)
}

/// The script that puts JavaScript into a component.
pub(super) fn componentize() -> Option<PathBuf> {
    let script = folder().join("node_modules/componentize-qjs/bin/componentize-qjs");
    (script.is_file() && works(&mut program("node", &["--version"]))).then_some(script)
}

/// Binaryen's optimiser.
pub(super) fn wasm_opt() -> Option<String> {
    works(&mut program("wasm-opt", &["--version"])).then(|| "wasm-opt".to_owned())
}
