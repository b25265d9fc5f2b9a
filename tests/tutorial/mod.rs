//! Does the tutorial work for whoever does what it says, word for word?
//!
//! The test is that person: it writes each block whose info line names a file, and runs each command, in the order of the
//! document. What a command shows must stand in what it prints; a line `...` leaves something out.

mod desk;
mod examples;
mod script;

use desk::Desk;
use gatewright_plugin_sdk::example::{Part, Shown};
use script::Act;

#[test]
fn the_tutorial_works_word_for_word() {
    if !desk::has_wasm_target() {
        eprintln!("skipped: the target wasm32-unknown-unknown is not installed");
        return;
    }
    let mut desk = Desk::new();
    let acts = script::read(&support::repo::root().join("docs/writing-a-plugin.md"));
    let commands = acts.iter().filter(|act| matches!(act, Act::Run { .. })).count();
    assert!(commands >= 7, "the tutorial shows only {commands} commands");
    for act in &acts {
        match act {
            Act::Write { path, text } => desk.write(path, text),
            Act::Run { line, command, shown } => {
                let printed = desk.run(command);
                let shown = Shown { part: Part::Report, line: *line, text: shown.clone() };
                shown.holds_in(&printed).unwrap();
            }
        }
    }
}
