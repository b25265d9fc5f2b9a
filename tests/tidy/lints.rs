//! Are the lints on that keep panics and catch-all arms out?

use support::repo;

/// Lints of the workspace that an invariant leans on.
const HELD: [&str; 8] = [
    "unwrap_used",
    "expect_used",
    "panic",
    "indexing_slicing",
    "todo",
    "unimplemented",
    "wildcard_enum_match_arm",
    "missing_docs",
];

/// Where `unsafe` is allowed, because there is no other way: a plugin's exports have the names and the raw pointers of
/// the canonical ABI, and compiled code comes back from a file.
const UNSAFE: [&str; 2] = ["plugin-sdk/src/component.rs", "plugin-host/src/image.rs"];

/// Those of them that keep the engine from panicking: no file of the engine may switch one off outside its tests.
const PANICS: [&str; 4] = ["unwrap_used", "expect_used", "panic", "indexing_slicing"];

#[test]
fn the_workspace_turns_the_lints_on() {
    let manifest = std::fs::read_to_string(repo::root().join("Cargo.toml")).unwrap();
    for lint in HELD {
        let on = ["warn", "deny", "forbid"].iter().any(|level| manifest.contains(&format!("\n{lint} = \"{level}\"")));
        assert!(on, "Cargo.toml does not turn on {lint}");
    }
    assert!(manifest.contains("\nunsafe_code = \"deny\""));
}

#[test]
fn unsafe_code_stands_where_it_is_named() {
    let opens = |file: &&repo::RepoFile| {
        ["allow", "expect", "warn"].iter().any(|level| file.text.contains(&format!("[{level}(unsafe_code")))
    };
    let files = repo::files();
    let open = files.iter().filter(|file| file.is_rust() && !file.is_below("tests/tidy")).filter(opens);
    let elsewhere: Vec<&str> = open.map(|file| file.path.as_str()).filter(|path| !UNSAFE.contains(path)).collect();
    assert!(elsewhere.is_empty(), "unsafe code is allowed in {elsewhere:?}");
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    let files = repo::files();
    let manifests: Vec<_> =
        files.iter().filter(|file| file.name() == "Cargo.toml" && file.text.contains("[package]")).collect();
    assert!(manifests.len() >= 4);
    for manifest in manifests {
        assert!(
            manifest.text.contains("[lints]\nworkspace = true"),
            "{} lacks [lints] workspace = true",
            manifest.path
        );
    }
}

#[test]
fn the_engine_switches_no_panic_lint_off() {
    for file in repo::shipped(&["core/src", "contract/src"]) {
        let code: String = file.text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        for lint in PANICS {
            assert!(!code.contains(&format!("clippy::{lint}")), "{} switches {lint} off", file.path);
        }
        assert!(!code.contains("unreachable!("), "{} may panic: unreachable!", file.path);
        let asserts = code.replace("debug_assert", "").contains("assert!(");
        assert!(!asserts, "{} may panic: assert!", file.path);
    }
}
