//! Does every code have a section in some family's document, and every section a code?

use super::families::families;
use regex_lite::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Every slug that a piece of code raises: behind a severity, as a note's, or first of those that one `slug` is chosen from.
fn slugs(code: &str) -> BTreeSet<String> {
    let code = code.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let lines: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = lines.join("\n");
    let mut patterns = vec![r#"Severity::[A-Za-z]+,\s*"([a-z0-9-]+)""#, r#"\bslug: "([a-z0-9-]+)""#];
    if code.contains("(slug, ") {
        patterns.push(r#"\(\s*"([a-z0-9-]+)","#);
    }
    let of = |pattern: &str| -> Vec<String> {
        Regex::new(pattern).unwrap().captures_iter(&code).map(|found| found[1].to_owned()).collect()
    };
    patterns.into_iter().flat_map(of).collect()
}

/// Every code that the plugin raises, what answers in the controller's place aside.
fn raised() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let here = |file: &PathBuf| {
        let first = file.strip_prefix(&root).unwrap().iter().next().unwrap().to_string_lossy().into_owned();
        first != "simulate" && first != "simulate.rs"
    };
    let texts = files.iter().filter(|file| here(file)).map(|file| std::fs::read_to_string(file).unwrap());
    texts.flat_map(|text| slugs(&text)).map(|slug| format!("nginx/{slug}")).collect()
}

/// The sections of all documents: a code, and the text below it.
fn sections() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for family in families() {
        for part in family.doc.split("\n### ").skip(1) {
            let (code, text) = part.split_once('\n').unwrap();
            let text: Vec<&str> = text.lines().take_while(|line| !line.starts_with('#')).collect();
            found.push((code.to_owned(), text.join("\n").trim().to_owned()));
        }
    }
    found
}

#[test]
fn every_code_has_a_section_and_every_section_a_code() {
    let documented: BTreeSet<String> = sections().into_iter().map(|(code, _)| code).collect();
    let raised = raised();
    let missing: Vec<_> = raised.difference(&documented).collect();
    let unused: Vec<_> = documented.difference(&raised).collect();
    assert!(missing.is_empty(), "codes without a section in a document beside a family: {missing:#?}");
    assert!(unused.is_empty(), "sections of codes that nothing raises: {unused:#?}");
}

#[test]
fn every_section_says_what_it_means_first_and_what_to_do_then() {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (code, text) in sections() {
        *seen.entry(code.clone()).or_default() += 1;
        let (gist, rest) = text.split_once("\n\n").unwrap_or((&text, ""));
        assert!(gist.ends_with('.') && gist.len() < 160 && !gist.contains('\n'), "{code}: one short sentence: {gist}");
        assert!(rest.ends_with('.') || rest.ends_with("```"), "{code}: what is to be done?");
    }
    seen.retain(|_, count| *count > 1);
    assert!(seen.is_empty(), "explained twice: {seen:?}");
}

#[test]
fn slugs_are_found_wherever_they_stand() {
    let code = r#"
        // answer.find(Severity::Info, "comment", text)
        answer.find(Severity::Info, "one", text);
        answer.find(
            Severity::Warning,
            "two-lines",
        );
        Note { severity: Severity::Info, slug: "note", }
        let (slug, text) = match problem { Some(_) => ("chosen", text) };
    "#;
    assert_eq!(slugs(code).into_iter().collect::<Vec<_>>(), ["chosen", "note", "one", "two-lines"]);
}
