//! Is ARCHITECTURE.md true? Its code map names every crate and top-level module that exists, and none that does not; each
//! test it names for an invariant is there.

use std::collections::BTreeSet;
use support::repo::{self, RepoFile};

#[test]
fn the_code_map_names_every_module() {
    let named = paths_in(&text());
    let missing: Vec<String> = modules().into_iter().filter(|path| !named.contains(path)).collect();
    assert!(missing.is_empty(), "ARCHITECTURE.md does not name {missing:#?}");
}

#[test]
fn the_code_map_names_nothing_else() {
    let gone: Vec<String> = paths_in(&text()).into_iter().filter(|path| !there(path)).collect();
    assert!(gone.is_empty(), "ARCHITECTURE.md names what is not there: {gone:?}");
}

#[test]
fn every_invariant_names_a_test_that_exists() {
    let text = text();
    let (_, invariants) = text.split_once("## Invariants").unwrap();
    let rows: Vec<&str> = invariants.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
    assert!(rows.len() >= 6, "only {} invariants", rows.len());
    let files = repo::files();
    for row in rows {
        let names: Vec<&str> = row.split('`').skip(1).step_by(2).filter(|word| word.contains("::")).collect();
        assert!(!names.is_empty(), "no test in: {row}");
        for name in names {
            assert!(files.iter().any(|file| holds(file, name)), "no such test: {name}");
        }
    }
}

/// Whether the file holds the test of this name, such as `laws::locality::an_unrelated_ingress_changes_nothing`.
fn holds(file: &RepoFile, name: &str) -> bool {
    let (module, function) = name.rsplit_once("::").unwrap();
    let path = module.replace("::", "/");
    let home = [format!("tests/{path}.rs"), format!("tests/{path}/mod.rs"), format!("{path}.rs")];
    let inside = home.contains(&file.path);
    let nested = module.rsplit_once("::").is_some_and(|(_, last)| file.text.contains(&format!("mod {last}")));
    (inside || nested) && file.text.contains(&format!("fn {function}("))
}

/// Modules directly below a crate's `src`, without `.rs`.
fn modules() -> BTreeSet<String> {
    let files = repo::files();
    let homes = files.iter().filter_map(|file| file.path.strip_suffix("/Cargo.toml"));
    let mut modules = BTreeSet::new();
    for home in homes {
        let src = format!("{home}/src");
        for file in files.iter().filter(|file| file.is_rust() && file.is_below(&src)) {
            let inside = &file.path[src.len() + 1..];
            let module = inside.split('/').next().unwrap_or(inside).trim_end_matches(".rs");
            if !matches!(module, "lib" | "main") {
                modules.insert(format!("{src}/{module}"));
            }
        }
    }
    modules
}

/// What stands in backquotes and looks like a path of the repository.
fn paths_in(text: &str) -> BTreeSet<String> {
    let quoted = text.split("```").step_by(2).flat_map(|prose| prose.split('`').skip(1).step_by(2));
    let paths = quoted.filter(|word| word.contains('/') && !word.contains([' ', '{', '<', '*', ':', '$']));
    paths
        .filter(|word| !word.starts_with('/'))
        .map(|word| word.trim_end_matches('/').trim_end_matches(".rs").to_owned())
        .collect()
}

/// A module is a file, a folder, or both.
fn there(path: &str) -> bool {
    repo::root().join(path).exists() || repo::root().join(format!("{path}.rs")).exists()
}

fn text() -> String {
    std::fs::read_to_string(repo::root().join("ARCHITECTURE.md")).unwrap()
}
