//! What must be installed before the tests can run, and is it?

use crate::shell::{Done, cargo, run_quietly, works};
use crate::{plugins, web};

/// A program that `cargo install` brings.
struct Tool {
    /// The subcommand of cargo it answers to.
    verb: &'static str,
    /// The package.
    package: &'static str,
    /// The release we know to build with the compiler of this repository.
    version: &'static str,
}

const TOOLS: [Tool; 2] = [
    Tool { verb: "nextest", package: "cargo-nextest", version: "0.9.151" },
    Tool { verb: "deny", package: "cargo-deny", version: "0.20.2" },
];

/// Installs what is missing; says nothing about what is there.
pub(crate) fn setup() -> Done {
    for tool in TOOLS.iter().filter(|tool| !has(tool.verb)) {
        println!("installing {} {} (once; takes minutes)", tool.package, tool.version);
        let mut install = cargo(&["install", "--locked", "--quiet", tool.package, "--version", tool.version]);
        // Half the compile time, and quick enough for what we ask of them.
        install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
        install.env("CARGO_PROFILE_RELEASE_LTO", "off");
        install.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        install.env("CARGO_PROFILE_RELEASE_DEBUG", "0");
        install.env_remove("CARGO_TARGET_DIR");
        run_quietly(&mut install)?;
    }
    plugins::setup()?;
    web::setup()
}

/// Whether `cargo VERB` is there.
pub(crate) fn has(verb: &str) -> bool {
    works(&mut cargo(&[verb, "--version"]))
}
