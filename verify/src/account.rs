//! How many answers are the same, and what of the others?

use crate::{Probes, Traced};
use gatewright_contract::HttpRequest;
use serde::Serialize;
use std::collections::BTreeMap;

/// The account of all requests.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// The numbers.
    #[serde(flatten)]
    pub counts: Counts,
    /// Announced differences by the code of a finding.
    pub by_code: BTreeMap<String, Announcement>,
    /// The first of those that nobody announced.
    pub counterexamples: Vec<Traced>,
    #[serde(skip)]
    show: usize,
}

/// How many requests, and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// Requests derived from both sides.
    pub derived: usize,
    /// Requests asked.
    pub asked: usize,
    /// Hosts they are for.
    pub hosts: usize,
    /// Answers that are the same.
    pub same: usize,
    /// Answers that differ as some finding says.
    pub announced: usize,
    /// Answers that differ and no finding says so.
    pub unannounced: usize,
    /// Answers of before that no model knows.
    pub not_checked: usize,
}

/// Differences that a finding speaks of.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Announcement {
    /// How many.
    pub requests: usize,
    /// The first request.
    pub example: HttpRequest,
}

impl Account {
    /// Of so many requests; so many counterexamples are kept.
    pub fn of(probes: &Probes, show: usize) -> Account {
        let (derived, asked, hosts) = (probes.derived, probes.requests.len(), probes.hosts);
        Account { counts: Counts { derived, asked, hosts, ..Counts::default() }, show, ..Account::default() }
    }

    /// Counts one more.
    pub fn take(&mut self, one: Traced) {
        match one.same {
            None => self.counts.not_checked += 1,
            Some(true) => self.counts.same += 1,
            Some(false) if one.announced_by.is_empty() => {
                self.counts.unannounced += 1;
                if self.counterexamples.len() < self.show {
                    self.counterexamples.push(one);
                }
            }
            Some(false) => {
                self.counts.announced += 1;
                for code in one.announced_by {
                    let example = || Announcement { requests: 0, example: one.request.clone() };
                    self.by_code.entry(code).or_insert_with(example).requests += 1;
                }
            }
        }
    }
}
