//! What can each target keep, on one page? Asked of the engine, which knows its targets.

use crate::generate::Generated;
use crate::shell::root;
use std::process::Command;

/// The page.
pub(crate) fn files() -> Result<Vec<Generated>, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["run", "--quiet", "--locked", "-p", "gatewright-core", "--example", "targets"]);
    let output = command.current_dir(root()).output().map_err(|error| format!("cargo run: {error}"))?;
    if !output.status.success() {
        return Err(format!("the engine does not say what targets keep: {}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok(vec![Generated { path: "docs/targets.md".into(), text: String::from_utf8_lossy(&output.stdout).into_owned() }])
}
