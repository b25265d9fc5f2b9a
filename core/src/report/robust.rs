//! Does any rendering break on places that make no sense, or on texts that nobody expects?

use super::text::{Colour, Style};
use super::{Report, html, json, sample, sarif, text};
use crate::input::{FileId, Input, Place, SourceFile, Span};
use crate::options::Options;
use proptest::prelude::*;

/// What terminals obey.
const ESCAPE: char = '\u{1b}';

fn place() -> impl Strategy<Value = Place> {
    (0..3_u32, any::<u8>(), prop_oneof![any::<u8>().prop_map(u32::from), any::<u32>()])
        .prop_map(|(file, start, end)| Place { file: FileId(file), span: Span { start: u32::from(start), end } })
}

fn scattered(places: &[Place]) -> Report {
    let mut report = sample::report();
    let mut next = places.iter().copied().cycle();
    let mut take = || next.next().unwrap();
    report.objects.iter_mut().for_each(|object| object.place = take());
    report.facts.iter_mut().for_each(|fact| fact.place = take());
    for diagnostic in &mut report.diagnostics {
        diagnostic.labels.iter_mut().for_each(|label| label.place = take());
        diagnostic.fix.iter_mut().flat_map(|fix| &mut fix.edits).for_each(|edit| edit.place = take());
    }
    report
}

proptest! {
    #[test]
    fn every_rendering_takes_everything(
        texts in proptest::collection::vec("(?s)([a-z:\"'|>\\[ -]|\u{feff}|[äß世\u{1f600}]|\r|\n|\t|\u{1b}){0,200}", 2),
        places in proptest::collection::vec(place(), 1..8),
        columns in 0..200_usize,
    ) {
        let files = texts.into_iter().map(|text| SourceFile { name: "a/b.yaml".to_owned(), text }).collect();
        let (input, report) = (Input { files }, scattered(&places));
        let mut out = String::new();
        text::write(&report, &input, Style { colour: Colour::Plain, columns }, &mut out).unwrap();
        prop_assert!(!out.contains(ESCAPE));
        let mut page = String::new();
        html::write(&report, &input, &mut page).unwrap();
        let mut log = String::new();
        sarif::write(&report, &input, "0", &mut log).unwrap();
        prop_assert!(serde_json::from_str::<serde_json::Value>(&log).is_ok());
        let mut value = String::new();
        json::write(&report, &input, &Options::default(), &mut value).unwrap();
        prop_assert!(serde_json::from_str::<serde_json::Value>(&value).is_ok());
    }
}
