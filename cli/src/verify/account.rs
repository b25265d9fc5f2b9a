//! How many answers are the same, and what of the others?

use crate::trace::traced::Traced;
use gatewright_contract::HttpRequest;
use gatewright_core::report::Traffic;
use gatewright_verify::Probes;
use serde::Serialize;
use std::collections::BTreeMap;

/// The account of all requests.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Account {
    /// The numbers.
    #[serde(flatten)]
    pub(crate) traffic: Traffic,
    /// Announced differences by the code of a finding.
    pub(crate) by_code: BTreeMap<String, Announced>,
    /// The first of those that nobody announced.
    pub(crate) counterexamples: Vec<Traced>,
    #[serde(skip)]
    show: usize,
}

/// Differences that a finding speaks of.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Announced {
    /// How many.
    pub(crate) requests: usize,
    /// The first request.
    pub(crate) example: HttpRequest,
}

impl Account {
    /// Of so many requests; so many counterexamples are kept.
    pub(crate) fn of(probes: &Probes, show: usize) -> Account {
        let (derived, asked, hosts) = (probes.derived, probes.requests.len(), probes.hosts);
        Account { traffic: Traffic { derived, asked, hosts, ..Traffic::default() }, show, ..Account::default() }
    }

    /// Counts one more.
    pub(crate) fn take(&mut self, one: Traced) {
        match one.same {
            None => self.traffic.not_checked += 1,
            Some(true) => self.traffic.same += 1,
            Some(false) if one.announced_by.is_empty() => {
                self.traffic.unannounced += 1;
                if self.counterexamples.len() < self.show {
                    self.counterexamples.push(one);
                }
            }
            Some(false) => {
                self.traffic.announced += 1;
                for code in one.announced_by {
                    let example = || Announced { requests: 0, example: one.request.clone() };
                    self.by_code.entry(code).or_insert_with(example).requests += 1;
                }
            }
        }
    }

    /// For programs.
    pub(crate) fn json(&self) -> String {
        let text = serde_json::to_string_pretty(self).unwrap_or_else(|error| format!("{{\"error\": \"{error}\"}}"));
        text + "\n"
    }
}
