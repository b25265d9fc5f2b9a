//! Is everything in order? One step after the other; all of them run, then the failures are named.

use crate::shell::{Done, cargo, run};
use crate::{fuzz, generate, plugins, setup, smoke, web};

/// Seconds of fuzzing in a test run.
const FUZZ_SECONDS: u32 = 20;

/// A step: its name and what it does.
type Step = (&'static str, fn() -> Done);

const STEPS: [Step; 11] = [
    ("format", || run(&mut cargo(&["fmt", "--all", "--", "--check"]))),
    ("generated files", generate::check),
    ("clippy", || {
        run(&mut cargo(&["clippy", "--quiet", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"]))
    }),
    ("plugins", plugins::plugins),
    ("tests", tests),
    ("the package and the page", web::test),
    ("the extension for VS Code", web::test_extension),
    ("documentation's examples", || run(&mut cargo(&["test", "--quiet", "--locked", "--workspace", "--doc"]))),
    ("dependencies", dependencies),
    ("fuzzing", || fuzz::run(FUZZ_SECONDS)),
    ("the command line", smoke::run),
];

/// Runs every step.
pub(crate) fn test() -> Done {
    let mut failed = Vec::new();
    for (name, step) in STEPS {
        println!("\n== {name}");
        if let Err(message) = step() {
            println!("{message}");
            failed.push(name);
        }
    }
    if failed.is_empty() {
        println!("\nall {} steps passed", STEPS.len());
        return Ok(());
    }
    Err(format!("{} of {} steps failed: {}", failed.len(), STEPS.len(), failed.join(", ")))
}

/// What cases print for Envoy Gateway, asked of its own tool.
pub(crate) fn of_envoy_gateway() -> Done {
    let test = ["test", "--quiet", "--locked", "-p", "gatewright-tests", "--test", "all", "envoy::gateway"];
    run(cargo(&test).args(["--", "--nocapture"]))
}

fn tests() -> Done {
    let nextest = ["nextest", "run", "--locked", "--workspace", "--cargo-quiet"];
    let plain = ["test", "--quiet", "--locked", "--workspace", "--lib", "--bins", "--tests"];
    let mut tests = if setup::has("nextest") {
        cargo(&nextest)
    } else {
        println!("cargo-nextest is not installed (`cargo xtask setup` brings it); using cargo test");
        cargo(&plain)
    };
    if plugins::possible() {
        // Tests that need a plugin's file fail where it is missing, instead of leaving themselves out.
        tests.env("GATEWRIGHT_PLUGINS", plugins::folder());
    }
    run(&mut tests)
}

fn dependencies() -> Done {
    if !setup::has("deny") {
        return Err("cargo-deny is not installed: run `cargo xtask setup`".to_owned());
    }
    run(&mut cargo(&["deny", "--log-level", "error", "check", "bans", "licenses", "sources"]))
}
