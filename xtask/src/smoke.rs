//! Does the binary do what the README's first command promises?

use crate::shell::{Done, cargo};

const EXAMPLE: &str = "examples/shop.yaml";

/// Converts the example and looks at what came out.
pub(crate) fn run() -> Done {
    let output = cargo(&["run", "--quiet", "--locked", "--release", "-p", "gatewright", "--", "convert", EXAMPLE])
        .output()
        .map_err(|error| format!("cargo run: {error}"))?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(format!("convert {EXAMPLE} ended with {}\n{said}", output.status));
    }
    for kind in ["kind: Gateway", "kind: HTTPRoute"] {
        if !printed.lines().any(|line| line == kind) {
            return Err(format!("convert {EXAMPLE} printed no `{kind}`:\n{printed}"));
        }
    }
    println!("convert {EXAMPLE}: {} lines of manifests; it said:", printed.lines().count());
    println!("{}", said.lines().last().unwrap_or_default());
    Ok(())
}
