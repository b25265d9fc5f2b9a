//! What is there to know about the setting under the pointer?

use super::{Desk, FactRow, Link, Point, Range, fact, links};
use crate::input::FileId;
use gatewright_contract::{FeatureDoc, KeyDoc, Plugin};
use serde::Serialize;

/// Lines of the output that a hover shows at most.
const SHOWN: usize = 12;

/// About one setting.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hover {
    /// Where its value stands.
    pub range: Range,
    /// What became of it.
    pub fact: FactRow,
    /// One line about its key, where a plugin has one.
    pub summary: Option<String>,
    /// Its family's document, Markdown.
    pub doc: Option<String>,
    /// The parts of the output it became.
    pub links: Vec<Link>,
    /// The first of those parts, as printed.
    pub becomes: Option<String>,
}

/// About the setting at a place of a file.
pub fn hover(desk: &Desk, plugins: &[&dyn Plugin], (file, at): (u32, Point)) -> Option<Hover> {
    let (text, lines) = desk.file(FileId(file))?;
    let byte = u32::try_from(lines.byte(text, at)).unwrap_or(u32::MAX);
    let on_line = fact::on_line(desk, file, at.line);
    let record = |id: &gatewright_contract::FactId| desk.report.facts.get(super::index(id.0));
    let around = |id: &&gatewright_contract::FactId| {
        record(id).is_some_and(|fact| fact.place.span.start <= byte && byte <= fact.place.span.end)
    };
    let id = on_line.iter().find(around).or_else(|| on_line.first())?;
    let fact = fact::row(desk, *id)?;
    let links = links(desk, id.0);
    let becomes = links.first().map(|link| {
        let shown = desk.lines(link.lines.from, link.lines.to);
        let indent = shown.lines().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
        shown.lines().take(SHOWN).filter_map(|line| line.get(indent..)).collect::<Vec<_>>().join("\n")
    });
    let feature = fact.key.as_deref().and_then(|key| described(plugins, fact.owner.as_deref(), key));
    let (summary, doc) = feature.map_or((None, None), |(feature, key)| (said(&key.summary), said(&feature.doc)));
    Some(Hover { range: fact.range, fact, summary, doc, links, becomes })
}

/// What the owner of a key says about it.
fn described(plugins: &[&dyn Plugin], owner: Option<&str>, key: &str) -> Option<(FeatureDoc, KeyDoc)> {
    let manifest =
        plugins.iter().map(|plugin| plugin.describe()).find(|manifest| Some(manifest.id.as_str()) == owner)?;
    let name = key.rsplit('/').next().unwrap_or(key);
    manifest.features.into_iter().find_map(|feature| {
        let key = feature.keys.iter().find(|known| known.key == name)?.clone();
        Some((feature, key))
    })
}

fn said(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
