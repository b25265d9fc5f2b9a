//! The extension for VS Code: built and packaged as a person installs it, tested under Node and in a browser.

use super::{npm, package};
use crate::shell::{Done, root, run, run_quietly};

/// The file that a person installs.
const FILE: &str = "vscode-ext/dist/gatewright.vsix";

/// Builds the package and the extension on it, and says where the file is.
pub(crate) fn extension() -> Done {
    super::setup()?;
    package()?;
    build()?;
    println!("code --install-extension {FILE}");
    Ok(())
}

/// Builds the extension and runs its tests; the package must have been built.
pub(crate) fn test() -> Done {
    if !root().join("wasm/npm/dist/index.js").is_file() {
        package()?;
    }
    build()?;
    run(&mut npm(&["test", "--silent", "-w", "vscode-ext"]))?;
    run(&mut npm(&["run", "--silent", "browser", "-w", "vscode-ext"]))
}

fn build() -> Done {
    run_quietly(&mut npm(&["run", "--silent", "build", "-w", "vscode-ext"]))?;
    run_quietly(&mut npm(&["run", "--silent", "package", "-w", "vscode-ext"]))
}
