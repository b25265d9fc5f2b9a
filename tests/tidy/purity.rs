//! Do the pure crates stay away from the world outside?

use support::repo::{self, RepoFile};

/// Folders whose code is given everything it uses.
const PURE: [&str; 4] = ["contract/src", "core/src", "verify/src", "plugin-sdk/src"];

/// What reaches out of the process, or answers differently each time.
const WORLD: [&str; 20] = [
    "std::fs",
    "std::env",
    "std::time",
    "std::thread",
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "ToSocketAddrs",
    "std::process",
    "std::os",
    "io::stdin",
    "io::stdout",
    "io::stderr",
    "SystemTime",
    "Instant::now",
    "RandomState",
    "print!(",
    "println!(",
    "include_bytes!(\"..",
    "extern \"C\"",
];

/// Where a plugin's functions get the names under which a host calls them; it calls out to nobody.
const BOUNDARY: &str = "plugin-sdk/src/component.rs";

#[test]
fn pure_crates_touch_no_world() {
    let pure = repo::shipped(&PURE);
    assert!(pure.len() > 10, "found only {} files", pure.len());
    let found: Vec<String> = pure.iter().filter(|file| file.path != BOUNDARY).flat_map(reaches).collect();
    assert!(found.is_empty(), "{found:#?}");
    let boundary: Vec<String> = pure.iter().filter(|file| file.path == BOUNDARY).flat_map(reaches).collect();
    assert!(boundary.iter().all(|line| line.contains("extern \"C\" fn")), "{boundary:#?}");
    assert_eq!(boundary.len(), 4);
}

#[test]
fn reaching_out_is_seen_and_comments_are_not() {
    let file = |text: &str| RepoFile { path: "core/src/x.rs".to_owned(), text: text.to_owned() };
    assert_eq!(reaches(&file("let x = std::fs::read(p);")).len(), 1);
    assert_eq!(reaches(&file("use std::{collections::BTreeMap, fs};")).len(), 1);
    assert_eq!(reaches(&file("// never std::fs")).len(), 0);
}

fn reaches(file: &RepoFile) -> Vec<String> {
    let code = file.text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
    code.filter(|(_, line)| WORLD.iter().any(|word| line.contains(word)) || groups_a_world(line))
        .map(|(number, line)| format!("{}:{}: {}", file.path, number + 1, line.trim()))
        .collect()
}

/// `use std::{collections::BTreeMap, fs};`
fn groups_a_world(line: &str) -> bool {
    let Some((_, group)) = line.split_once("use std::{") else { return false };
    let names = group.trim_end_matches(['}', ';', ' ']).split(',').map(str::trim);
    names
        .map(|name| name.split("::").next().unwrap_or(name))
        .any(|name| WORLD.contains(&format!("std::{name}").as_str()))
}
