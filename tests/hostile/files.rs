//! Which files are refused before any of their code is asked anything, and in which words?

use super::guest;
use gatewright_plugin_host::HostError;

fn refused(name: &str) -> HostError {
    match guest::load(name) {
        Ok(_) => panic!("{name} was loaded"),
        Err(error) => error,
    }
}

fn refused_bytes(bytes: &[u8]) -> String {
    match guest::host().load(bytes, "x.wasm") {
        Ok(_) => panic!("{bytes:?} was loaded"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn the_harmless_guest_is_loaded() {
    assert_eq!(guest::loaded("good").manifest().id, "hostile");
}

#[test]
fn what_it_imports_is_named() {
    let error = refused("imports");
    assert!(matches!(&error, HostError::Imports { imports, .. } if imports == &["env.now", "env.memory"]), "{error}");
    let error = refused("component-with-wasi").to_string();
    assert_eq!(error, "component-with-wasi.wasm: imports wasi:cli/environment@0.2.0; a plugin may import nothing");
}

#[test]
fn a_memory_that_nobody_reaches_is_none() {
    let error = refused("no-memory");
    assert!(matches!(error, HostError::NoMemory { .. }), "{error}");
}

#[test]
fn functions_of_other_types_are_another_world() {
    for (name, says) in [
        ("no-realloc", "exports no function cabi_realloc"),
        ("no-simulate", "exports no function simulate"),
        ("signature-wrong", "core function translate is (i64) -> (i32) and should be (i32, i32) -> (i32)"),
        ("component-other-world", "describe: "),
    ] {
        let error = refused(name);
        assert!(matches!(error, HostError::WrongWorld { .. }), "{name}: {error}");
        assert!(error.to_string().contains(says), "{name}: {error}");
    }
}

#[test]
fn what_no_sandbox_here_knows_is_invalid() {
    let error = refused("memory-64");
    assert!(matches!(error, HostError::Invalid { .. }), "{error}");
}

#[test]
fn a_component_of_two_core_modules_runs_here() {
    assert_eq!(guest::loaded("component-two-modules").manifest().id, "twofold");
}

#[test]
fn what_is_not_webassembly_is_told_so() {
    for bytes in [&b"#!/bin/sh\nrm -rf /\n"[..], b"", b"\x7fELF\x02\x01\x01", b"apiVersion: v1\n"] {
        assert_eq!(
            refused_bytes(bytes),
            "x.wasm: not WebAssembly; a plugin is a .wasm file, a component or its core module"
        );
    }
}

#[test]
fn a_file_that_was_cut_off_is_refused_wherever_it_was_cut() {
    let whole = guest::wasm("good");
    for end in [3, 4, 7, 9, 20, whole.len() / 2, whole.len() - 1] {
        let error = refused_bytes(&whole[..end]);
        assert!(error.contains("ends too early"), "cut at {end}: {error}");
    }
}

#[test]
fn no_changed_byte_brings_the_host_down() {
    let whole = guest::wasm("good");
    for at in 0..whole.len() {
        let mut changed = whole.clone();
        changed[at] ^= 0xff;
        // Some changes are harmless; what counts is that each comes back.
        if let Err(error) = guest::host().load(&changed, "x.wasm") {
            assert!(error.to_string().lines().count() == 1, "{error}");
        }
    }
}

#[test]
fn a_file_beyond_all_measure_is_not_looked_at() {
    let error = refused_bytes(&vec![0; (64 << 20) + 1]);
    assert!(error.contains("more than a plugin may have"), "{error}");
}

#[test]
fn what_cannot_describe_itself_is_refused() {
    for (name, says) in [
        ("loop-in-describe", "did not end within its 2000000000 units of fuel"),
        ("loop-in-start", "did not end within its 2000000000 units of fuel"),
        ("trap-in-start", "gave up"),
        ("memory-at-birth", "wanted more memory than the 64 MiB allowed"),
    ] {
        let error = refused(name);
        assert!(matches!(error, HostError::DescribeFailed { .. }), "{name}: {error}");
        assert!(error.to_string().contains(says), "{name}: {error}");
    }
}

#[test]
fn a_manifest_that_cannot_be_is_refused() {
    for (name, says) in [
        ("manifest-other-contract", "it speaks contract 2.0; this host speaks 1.0"),
        ("manifest-of-the-engine", "its id is core, which is taken"),
        ("manifest-none", "answered outside the contract"),
    ] {
        let error = refused(name);
        assert!(matches!(error, HostError::BadManifest { .. }), "{name}: {error}");
        assert!(error.to_string().contains(says), "{name}: {error}");
    }
}
