//! Does the engine know any source vendor by name?

use support::repo::{self, RepoFile};

/// Whoever serves Ingress today. Destinations are named below `core/src/target/`.
const VENDORS: [&str; 17] = [
    "nginx",
    "traefik",
    "istio",
    "haproxy",
    "kong",
    "contour",
    "ambassador",
    "emissary",
    "voyager",
    "skipper",
    "apisix",
    "higress",
    "caddy",
    "tengine",
    "openresty",
    "citrix",
    "pomerium",
];

#[test]
fn core_names_no_source_vendor() {
    let mut core = repo::shipped(&["core/src", "contract/src"]);
    core.retain(|file| !file.is_below("core/src/target") && file.path != "core/src/target.rs");
    assert!(core.len() > 10, "found only {} files", core.len());
    let named: Vec<String> = core.iter().flat_map(names).collect();
    assert!(named.is_empty(), "{named:#?}");
}

#[test]
fn a_vendor_is_seen_in_any_spelling() {
    let file = RepoFile { path: "core/src/x.rs".to_owned(), text: "fine\n\"Nginx.ingress\"\n".to_owned() };
    assert_eq!(names(&file), ["core/src/x.rs:2: nginx"]);
}

fn names(file: &RepoFile) -> Vec<String> {
    let lines = file.text.lines().enumerate();
    lines
        .flat_map(|(number, line)| {
            let line = line.to_lowercase();
            let named = VENDORS.iter().filter(move |vendor| line.contains(**vendor));
            named.map(move |vendor| format!("{}:{}: {vendor}", file.path, number + 1))
        })
        .collect()
}
