//! What becomes of each annotation of ingress-nginx, on one page?
//!
//! The page is made from the tables of the documents beside the plugin's families, and fails where they say nothing of a
//! name that was published.

mod row;

use crate::generate::Generated;
use crate::shell::root;
use row::{Fate, Row};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What stands before the `/` of each name.
const PREFIX: &str = "nginx.ingress.kubernetes.io";

const HEAD: &str = "\
<!-- Made by `cargo xtask generate` from the documents below plugins/nginx/src/features. -->

# Annotations of ingress-nginx

Every name that some release of the controller read, and what becomes of it. A name often has several outcomes, by its value; it
stands where its best one belongs. `gatewright explain nginx.ingress.kubernetes.io/app-root`, or any other name, prints the whole
document of its family with examples, and `gatewright convert` says for each annotation of your own manifests what became of it.

| words | mean |
|---|---|
| exact | does the same as before |
| wanted, depends on the target | plain Gateway API, or a policy of the chosen implementation, must be able to do it; a finding says what is lost |
| a guard | the same, and where nothing can do it the rules are closed rather than left open |
| approximate | nearly the same; the report says what differs |
| unsupported | not in the output; the report says what to do |
| inert | it had no effect, or none that anybody can see |
| invalid | the controller did not take the value, and did this instead |
";

/// The page.
pub(crate) fn files() -> Result<Vec<Generated>, String> {
    let plugin = root().join("plugins/nginx/src");
    let rows = documents(&plugin.join("features"))?;
    let names = names(&read(&plugin.join("names.rs"))?);
    let mut text = HEAD.to_owned();
    for fate in Fate::ALL {
        let of = |name: &&String| Fate::best(rows.iter().filter(|row| row.names.contains(name))) == Some(fate);
        let here: Vec<&String> = names.iter().filter(of).collect();
        section((fate, &here), &rows, &mut text);
    }
    let untold = |name: &&String| !rows.iter().any(|row| row.names.contains(name));
    let untold: Vec<&String> = names.iter().filter(untold).collect();
    if !untold.is_empty() {
        return Err(format!("no table below plugins/nginx/src/features tells of {untold:?}"));
    }
    Ok(vec![Generated { path: "docs/ingress-nginx.md".into(), text }])
}

/// The names of one outcome, as a table.
fn section((fate, names): (Fate, &[&String]), rows: &[Row], text: &mut String) {
    // Writing to a text cannot fail.
    let _ = write!(text, "\n## {} ({})\n\n{}\n", fate.title(), names.len(), fate.words());
    let _ = write!(text, "\n| annotation | what becomes of it | document |\n|---|---|---|\n");
    for name in names {
        let own: Vec<&Row> = rows.iter().filter(|row| row.names.contains(name)).collect();
        let told: Vec<String> = own.iter().map(|row| row.told()).collect();
        let document = own.first().map(|row| format!("[{}]({})", row.title, row.document)).unwrap_or_default();
        let _ = writeln!(text, "| `{PREFIX}/{name}` | {} | {document} |", told.join("<br>"));
    }
}

/// The rows of every document that tell of annotations.
fn documents(folder: &Path) -> Result<Vec<Row>, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "md"));
    paths.sort();
    let mut rows = Vec::new();
    for path in paths {
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        rows.extend(row::rows(&read(&path)?, &format!("../plugins/nginx/src/features/{file}")));
    }
    Ok(rows)
}

/// The names in the plugin's list.
fn names(list: &str) -> Vec<String> {
    let quoted = |line: &str| Some(line.trim().strip_prefix('"')?.strip_suffix("\",")?.to_owned());
    list.lines().filter_map(quoted).collect()
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}
