//! How fast, how big? Builds the benchmark and runs it; it prints its own table.

use crate::shell::{Done, cargo, run};

/// Runs the benchmark with these words.
pub(crate) fn bench(words: &[&str]) -> Done {
    run(cargo(&["run", "--quiet", "--locked", "--release", "-p", "gatewright-bench", "--"]).args(words))
}
