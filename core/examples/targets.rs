//! Prints `docs/targets.md`. `cargo xtask generate` writes it.

use std::io::Write;

fn main() -> std::io::Result<()> {
    std::io::stdout().write_all(gatewright_core::target::page().as_bytes())
}
