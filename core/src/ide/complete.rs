//! What could be written here: keys of annotations and their values?

use super::{Desk, Point, Range};
use crate::input::FileId;
use gatewright_contract::{KeyDoc, Manifest, Plugin};
use serde::Serialize;

/// What could stand in a range.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Completion {
    /// What would be replaced.
    pub range: Range,
    /// By one of these.
    pub offers: Vec<Offer>,
}

/// A key or a value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Offer {
    /// What is written.
    pub text: String,
    /// What kind of value it takes, or whose default it is.
    pub detail: String,
    /// One line.
    pub summary: String,
}

/// Offers for a place in a file, read from its lines alone: an unfinished document can be no tree.
pub fn complete(desk: &Desk, plugins: &[&dyn Plugin], (file, at): (u32, Point)) -> Option<Completion> {
    let (text, lines) = desk.file(FileId(file))?;
    let cursor = lines.byte(text, at);
    let start = lines.start(at.line, text);
    let before = text.get(start..cursor)?;
    let written = before.trim_start();
    let indent = before.len() - written.len();
    if !below_annotations(text.get(..start)?, indent) {
        return None;
    }
    let manifests: Vec<Manifest> = plugins.iter().map(|plugin| plugin.describe()).collect();
    let from = |skipped: usize| {
        let byte = u32::try_from(start + indent + skipped).unwrap_or(u32::MAX);
        Range { start: lines.point(text, byte), end: at }
    };
    if let Some((key, value)) = written.split_once(": ") {
        let typed = value.trim_start();
        let (_, doc) = keys(&manifests).find(|(name, _)| name == key.trim_matches(['"', '\'']))?;
        let offers = doc.values.iter().map(|value| Offer {
            text: quoted(value),
            detail: if *value == doc.default { "default".to_owned() } else { String::new() },
            summary: String::new(),
        });
        return Some(Completion { range: from(written.len() - typed.len()), offers: offers.collect() });
    }
    let offers = keys(&manifests).filter(|(name, _)| fits(name, written)).map(|(name, doc)| Offer {
        text: format!("{name}: "),
        detail: doc.value.clone(),
        summary: doc.summary.clone(),
    });
    Some(Completion { range: from(0), offers: offers.collect() })
}

/// Every key that somebody claims, with its prefix.
fn keys(manifests: &[Manifest]) -> impl Iterator<Item = (String, &KeyDoc)> {
    manifests.iter().flat_map(|manifest| {
        manifest.claims.prefixes.iter().flat_map(move |prefix| {
            let keys = manifest.features.iter().flat_map(|feature| &feature.keys);
            keys.map(move |key| (format!("{prefix}/{}", key.key), key))
        })
    })
}

/// Whether a key is meant by what is written: its beginning, or any part of its name.
fn fits(key: &str, written: &str) -> bool {
    key.starts_with(written) || key.rsplit('/').next().is_some_and(|name| name.contains(written))
}

/// A text that YAML reads as a text, as annotations must be.
fn quoted(value: &str) -> String {
    let plain = value.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')
        && !matches!(value, "true" | "false" | "yes" | "no" | "on" | "off" | "null")
        && !value.contains([':', '#', '"', '\\']);
    if plain { value.to_owned() } else { format!("{value:?}") }
}

/// Whether the nearest line above with less indentation is `annotations:`.
fn below_annotations(above: &str, indent: usize) -> bool {
    let parents = above.lines().rev().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    let mut parents = parents.filter(|line| line.len() - line.trim_start().len() < indent);
    indent > 0 && parents.next().is_some_and(|line| line.trim() == "annotations:")
}
