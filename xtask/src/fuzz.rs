//! Does any input make it panic or hang?

use crate::shell::{self, Done, cargo};

/// Fuzzes for so many seconds.
pub(crate) fn run(seconds: u32) -> Done {
    let words = ["run", "--quiet", "--locked", "--release", "-p", "gatewright-fuzz", "--", "--seconds"];
    shell::run(cargo(&words).arg(seconds.to_string()))
}
