//! The `gatewright` command.

use std::process::ExitCode;

/// A conversion is millions of small pieces that come and go; the system's allocator is slower and keeps more of them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    gatewright::run(std::env::args_os())
}
