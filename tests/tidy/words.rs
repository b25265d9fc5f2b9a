//! Does anything stand in the repository that should not leave a desk?

use support::repo::{self, RepoFile};

/// Loose ends. Written in halves, because this file is read too.
const LOOSE_ENDS: [&str; 5] =
    [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:"), concat!("HA", "CK:"), concat!("#[ig", "nore")];

/// Paths of somebody's machine.
const MACHINE: [&str; 5] = [
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/Us", "ers/"),
    concat!("/ho", "me/user"),
    concat!("/tm", "p/"),
];

/// Hosts of package registries: a mirror must do as well, so nothing names them.
const REGISTRIES: [&str; 7] = [
    concat!("crates", ".io"),
    concat!("npmjs", ".org"),
    concat!("npmjs", ".com"),
    concat!("pypi", ".org"),
    concat!("pythonhosted", ".org"),
    concat!("golang", ".org"),
    concat!("debian", ".org"),
];

#[test]
fn no_loose_ends() {
    assert_eq!(containing(&LOOSE_ENDS), Vec::<String>::new());
}

#[test]
fn no_paths_of_a_machine() {
    assert_eq!(containing(&MACHINE), Vec::<String>::new());
}

#[test]
fn no_names_of_registries() {
    assert_eq!(containing(&REGISTRIES), Vec::<String>::new());
}

#[test]
fn the_licence_is_the_one_the_manifests_name() {
    let licence = std::fs::read_to_string(repo::root().join("LICENSE")).unwrap();
    let manifest = std::fs::read_to_string(repo::root().join("Cargo.toml")).unwrap();
    assert!(licence.contains("Apache License") && licence.contains("Version 2.0, January 2004"));
    assert!(manifest.contains("\nlicense = \"Apache-2.0\""));
}

#[test]
fn the_runner_runs_the_command_of_the_readme() {
    let runner = std::fs::read_to_string(repo::root().join(".ci/run")).unwrap();
    let command = runner.lines().find_map(|line| line.strip_prefix("exec ")).unwrap();
    let readme = std::fs::read_to_string(repo::root().join("README.md")).unwrap();
    assert!(readme.contains(&format!("$ {command}\n")), "the README does not name `{command}`");
}

fn containing(words: &[&str]) -> Vec<String> {
    let files = repo::files();
    let read = files.iter().filter(|file| !is_lock(file));
    read.flat_map(|file| {
        let lines = file.text.lines().enumerate();
        lines
            .filter(|(_, line)| words.iter().any(|word| line.contains(word)))
            .map(|(number, line)| format!("{}:{}: {}", file.path, number + 1, line.trim()))
    })
    .collect()
}

fn is_lock(file: &RepoFile) -> bool {
    matches!(file.name(), "Cargo.lock" | "package-lock.json")
}
