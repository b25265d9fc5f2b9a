//! Are plugins that are files taken, and is what is no plugin refused in a line?

use crate::desk::{Desk, Run};

/// A plugin of annotations that answers `{}` to all that it is asked.
const QUIET: &str = r#"(module
  (memory (export "memory") 4)
  (global $free (mut i32) (i32.const 65536))
  (data (i32.const 16) "\40\00\00\00" "\6e\00\00\00")
  (data (i32.const 32) "\00\00\00\00" "\00\04\00\00" "\02\00\00\00")
  (data (i32.const 64) "{\"contract\":\"1.0\",\"id\":\"quiet\",\"version\":\"1.0.0\",\"role\":\"annotations\",\"claims\":{\"prefixes\":[\"quiet.example\"]}}")
  (data (i32.const 1024) "{}")
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
    (global.get $free)
    (global.set $free (i32.add (global.get $free) (local.get 3))))
  (func (export "describe") (result i32) (i32.const 16))
  (func $answer (param i32 i32) (result i32) (i32.const 32))
  (export "translate" (func $answer))
  (export "simulate" (func $answer)))"#;

fn desk() -> Desk {
    let desk = Desk::with_web();
    desk.write("quiet.wasm", &wat::parse_str(QUIET).unwrap());
    desk.write("broken.wasm", b"#!/bin/sh\n");
    desk
}

/// Runs with a folder for compiled plugins inside of the desk.
fn run(desk: &Desk, words: &[&str]) -> Run {
    let output = desk.command(words).env("XDG_CACHE_HOME", desk.path().join("cache")).env("HOME", desk.path()).output();
    Run::of(&output.unwrap())
}

#[test]
fn a_file_takes_part_and_its_code_is_kept() {
    let desk = desk();
    let with = run(&desk, &["convert", "web.yaml", "--plugin", "quiet.wasm"]);
    assert_eq!(with.exit, 0, "{}", with.stderr);
    assert_eq!(with.stdout, run(&desk, &["convert", "web.yaml"]).stdout);
    if cfg!(target_os = "linux") {
        assert_eq!(desk.list("cache/gatewright/plugins").len(), 2, "the code, and a note of what it is");
    }
}

#[test]
fn what_is_no_plugin_ends_before_anything_is_converted() {
    let desk = desk();
    let broken = run(&desk, &["convert", "web.yaml", "--plugin", "broken.wasm"]);
    assert_eq!((broken.exit, broken.stdout.as_str()), (3, ""));
    assert!(broken.stderr.starts_with("error: broken.wasm: not WebAssembly"), "{}", broken.stderr);
    let absent = run(&desk, &["convert", "web.yaml", "--plugin", "absent.wasm"]);
    assert_eq!(absent.exit, 64);
    assert!(absent.stderr.contains("cannot read absent.wasm"), "{}", absent.stderr);
}

#[test]
fn two_of_one_name_are_refused() {
    let twice = run(&desk(), &["convert", "web.yaml", "--plugin", "quiet.wasm", "--plugin", "quiet.wasm"]);
    assert_eq!(twice.exit, 64);
    assert!(twice.stderr.contains("two plugins are called quiet"), "{}", twice.stderr);
}

#[test]
fn a_check_says_what_a_plugin_is_and_what_it_costs() {
    let desk = desk();
    let checked = run(&desk, &["plugin", "check", "quiet.wasm"]);
    assert_eq!(checked.exit, 0, "{}", checked.stderr);
    for line in ["quiet 1.0.0", "annotations of quiet.example", "after gzip, no imports", "for an empty request"] {
        assert!(checked.stdout.contains(line), "{line}: {}", checked.stdout);
    }
    assert_eq!(run(&desk, &["plugin", "check", "broken.wasm"]).exit, 3);
    assert_eq!(run(&desk, &["plugin", "check", "absent.wasm"]).exit, 64);
}

#[test]
fn a_list_has_what_is_linked_in_and_what_is_given() {
    let desk = desk();
    let listed = run(&desk, &["plugin", "list", "--plugin", "quiet.wasm"]);
    assert_eq!(listed.exit, 0, "{}", listed.stderr);
    assert!(listed.stdout.contains("nginx ") && listed.stdout.contains("quiet 1.0.0"), "{}", listed.stdout);
    let without = run(&desk, &["plugin", "list", "--no-builtin", "nginx"]);
    assert!(!without.stdout.contains("nginx "), "{}", without.stdout);
}

#[test]
fn what_a_plugin_of_annotations_adds_is_not_checked() {
    let desk = desk();
    let annotated =
        desk.read("web.yaml").replace("name: web\n  n", "name: web\n  annotations: { quiet.example/x: y }\n  n");
    desk.write("web.yaml", annotated.as_bytes());
    let run = run(&desk, &["verify", "web.yaml", "--plugin", "quiet.wasm", "-o", "json"]);
    let account: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(run.exit, 0, "{account}");
    let number = |key: &str| account[key].as_u64().unwrap();
    assert!(number("notChecked") > 5 && number("same") > 0, "{account}: the other host is nobody's");
}
