//! What is shown of a check: as `gatewright verify` and `gatewright trace` write it, with the lines that a person reads.

use gatewright_verify::{Account, Announcement, Asked, Brief, Counts, Row, Traced, rows};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The account of all requests.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Checked<'a> {
    #[serde(flatten)]
    counts: Counts,
    by_code: BTreeMap<String, Announcement>,
    counterexamples: Vec<Shown<'a>>,
    /// Sources that could not say anything, and why.
    silent: Vec<String>,
}

/// One request.
#[derive(Serialize)]
pub(crate) struct Shown<'a> {
    #[serde(flatten)]
    traced: Traced,
    /// Both answers, line by line.
    rows: Vec<Row>,
    /// What the findings say that announced a difference.
    told: Vec<Said<'a>>,
}

#[derive(Serialize)]
struct Said<'a> {
    code: Cow<'a, str>,
    message: Cow<'a, str>,
}

impl<'a> Checked<'a> {
    pub(crate) fn of(asked: Asked<Account>, brief: &'a Brief<'_>) -> Checked<'a> {
        let Asked { answer, silent } = asked;
        let counterexamples = answer.counterexamples.into_iter().map(|one| Shown::of(one, brief)).collect();
        Checked { counts: answer.counts, by_code: answer.by_code, counterexamples, silent }
    }
}

impl<'a> Shown<'a> {
    pub(crate) fn of(traced: Traced, brief: &'a Brief<'_>) -> Shown<'a> {
        let told = traced.announced_by.iter().filter_map(|code| brief.told.iter().find(|told| told.code == *code));
        let told = told.map(|told| Said { code: Cow::Borrowed(&told.code), message: Cow::Borrowed(&told.message) });
        Shown { rows: rows(&traced), told: told.collect(), traced }
    }
}
