//! `cargo xtask VERB`: everything one does to this repository besides editing it.

mod annotations;
mod bench;
mod contract;
mod fuzz;
mod generate;
mod plugins;
mod schema;
mod setup;
mod shell;
mod smoke;
mod targets;
mod test;
mod web;

use shell::{Done, cargo, run};
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask VERB

  setup                installs what the tests need and this machine has not
  build                builds the binary, optimised
  test [--setup]       format, lints, tests, dependencies, generated files, 20 s of fuzzing, the binary itself
  plugins              builds every plugin into target/plugins and looks at what came out
  playground           builds the page for browsers and serves it
  web                  builds and tests the package for JavaScript, the page and the extension
  extension            builds the extension for VS Code, as a file to install
  generate [--check]   writes the generated files; with --check only says which are out of date
  envoy-gateway        builds the tool of Envoy Gateway, and has it translate what cases print for it
  fuzz [SECONDS]       feeds the engine broken input (default 60)
  bench [WORDS]        measures speed and memory over 1 to 100,000 Ingresses";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let Some(done) = verb(&words) else {
        eprintln!("{USAGE}");
        return ExitCode::from(64);
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Does it; `None` for what is no verb.
fn verb(words: &[&str]) -> Option<Done> {
    match words {
        ["setup"] => Some(setup::setup()),
        ["build"] => Some(run(&mut cargo(&["build", "--locked", "--release", "-p", "gatewright"]))),
        ["test"] => Some(test::test()),
        ["test", "--setup"] => Some(setup::setup().and_then(|()| test::test())),
        ["plugins"] => Some(plugins::plugins()),
        ["playground"] => Some(web::playground()),
        ["web"] => Some(web::setup().and_then(|()| web::test()).and_then(|()| web::test_extension())),
        ["extension"] => Some(web::extension()),
        ["generate"] => Some(generate::write()),
        ["generate", "--check"] => Some(generate::check()),
        ["envoy-gateway"] => Some(setup::envoy_gateway().and_then(|()| test::of_envoy_gateway())),
        ["fuzz"] => Some(fuzz::run(60)),
        ["fuzz", seconds] => Some(seconds.parse().map_err(|_| format!("not seconds: {seconds}")).and_then(fuzz::run)),
        ["bench", words @ ..] => Some(bench::bench(words)),
        _ => None,
    }
}
