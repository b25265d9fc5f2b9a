//! Are files small, named by nouns, and does each say which question it answers?

use support::repo::{self, RepoFile};

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 9] =
    ["utils.rs", "util.rs", "helpers.rs", "helper.rs", "common.rs", "types.rs", "misc.rs", "shared.rs", "stuff.rs"];

#[test]
fn files_are_small() {
    let rust = rust();
    let mut lines: Vec<(usize, &str)> =
        rust.iter().map(|file| (file.text.lines().count(), file.path.as_str())).collect();
    lines.sort_unstable();
    let median = lines[lines.len() / 2].0;
    let large: Vec<_> = lines.iter().filter(|(count, _)| *count >= 350).collect();
    let huge: Vec<_> = lines.iter().filter(|(count, _)| *count > 500).collect();
    assert!(huge.is_empty(), "over 500 lines: {huge:?}");
    assert!(large.len() * 20 <= lines.len(), "more than one in twenty has 350 lines or more: {large:?}");
    assert!(median < 120, "the median file has {median} lines");
}

#[test]
fn files_are_named_by_what_they_hold() {
    let vague: Vec<String> = repo::files()
        .into_iter()
        .map(|file| file.path)
        .filter(|path| EMPTY_NAMES.iter().any(|name| path.ends_with(&format!("/{name}"))))
        .collect();
    assert!(vague.is_empty(), "{vague:?}");
}

#[test]
fn every_module_opens_with_the_question_it_answers() {
    let silent: Vec<String> =
        rust().into_iter().filter(|file| !file.text.trim_start().starts_with("//!")).map(|file| file.path).collect();
    assert!(silent.is_empty(), "no `//!` at the top of {silent:?}");
}

#[test]
fn every_folder_of_code_belongs_to_a_crate() {
    let files = repo::files();
    let homes: Vec<&str> = files.iter().filter_map(|file| file.path.strip_suffix("/Cargo.toml")).collect();
    for file in files.iter().filter(|file| file.is_rust()) {
        assert!(homes.iter().any(|home| file.is_below(home)), "{} belongs to no crate", file.path);
    }
}

fn rust() -> Vec<RepoFile> {
    let rust: Vec<RepoFile> = repo::files().into_iter().filter(|file| file.is_rust() && !file.is_generated()).collect();
    assert!(rust.len() > 20, "found only {} files", rust.len());
    rust
}
