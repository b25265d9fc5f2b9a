//! What does a code mean, why is it raised, and what is to be done?
//!
//! Each code of the engine has one document beside this file, named after it. A test holds codes and documents together.

mod table;

use gatewright_contract::Plugin;

/// The document of a code, where documents are linked in: Markdown, its first line `# core/slug`, then one line that says
/// what it means.
pub fn document(code: &str) -> Option<&'static str> {
    let index = table::DOCS.binary_search_by_key(&code, |(code, _)| code).ok()?;
    table::DOCS.get(index).map(|(_, text)| *text).filter(|text| !text.is_empty())
}

/// What a code means, or an annotation did: the engine's document, or that of the plugin that raises or owns it.
pub fn explain(topic: &str, plugins: &[&dyn Plugin]) -> Option<String> {
    document(topic).map(str::to_owned).or_else(|| plugins.iter().find_map(|plugin| plugin.describe().explain(topic)))
}

/// Every code that has a document, sorted.
pub fn codes() -> impl Iterator<Item = &'static str> {
    table::DOCS.iter().map(|(code, _)| *code)
}

/// The line of a document that says what its code means.
pub fn gist(document: &str) -> &str {
    document.lines().skip(1).find(|line| !line.trim().is_empty()).unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::{codes, document, gist};
    use gatewright_contract::collections::SortedSet;
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

    /// Every `"core/slug"` in the engine's code, tests aside.
    fn raised() -> SortedSet<String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut files = Vec::new();
        sources(&root, &mut files);
        let mut found = SortedSet::new();
        for file in files {
            let name = file.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
            if name.starts_with("explain") || name == "report/sample.rs" || name.ends_with("/tests.rs") {
                continue;
            }
            let text = std::fs::read_to_string(&file).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            let code = code.lines().filter(|line| !line.trim_start().starts_with("//"));
            for line in code {
                for owner in ["core", "host"] {
                    for part in line.split(&format!("\"{owner}/")).skip(1) {
                        let slug = part.split('"').next().unwrap_or_default();
                        if slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') {
                            found.insert(format!("{owner}/{slug}"));
                        }
                    }
                }
            }
        }
        found
    }

    #[test]
    fn every_code_has_a_document_and_every_document_a_code() {
        let documented: SortedSet<String> = codes().map(str::to_owned).collect();
        let raised = raised();
        let missing: Vec<_> = raised.difference(&documented).collect();
        let unused: Vec<_> = documented.difference(&raised).collect();
        assert!(missing.is_empty(), "codes without a document in core/src/explain: {missing:#?}");
        assert!(unused.is_empty(), "documents of codes that nothing raises: {unused:#?}");
    }

    #[test]
    fn every_document_says_what_it_means_and_what_to_do() {
        for code in codes() {
            let text = document(code).unwrap();
            assert!(text.starts_with(&format!("# {code}\n\n")), "{code}: first line");
            let gist = gist(text);
            assert!(gist.ends_with('.') && gist.len() < 160, "{code}: one short sentence first: {gist}");
            assert!(text.contains("\n## What to do\n"), "{code}: what to do");
            assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{code}: one line break at the end");
        }
    }

    #[test]
    fn an_unknown_code_has_no_document() {
        assert_eq!(document("core/no-such-code"), None);
        assert_eq!(document("possible-guard"), None);
    }
}
