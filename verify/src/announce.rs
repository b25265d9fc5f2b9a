//! Which findings said that a request is answered otherwise?

use crate::expr;
use gatewright_contract::{Announces, Aspect, HttpRequest};
use std::collections::BTreeSet;

/// A finding that speaks of requests: its code, and what it says.
#[derive(Clone, Copy, Debug)]
pub struct Announced<'a> {
    /// The code.
    pub code: &'a str,
    /// Which requests, and in what their answers differ.
    pub announces: &'a Announces,
}

/// The codes of findings that hold for the request and name one of the differences, each once, in alphabetical order. A
/// finding of which it cannot be told whether it holds is not among them.
pub fn announcing(findings: &[Announced<'_>], request: &HttpRequest, differences: &[Aspect]) -> Vec<String> {
    let names = |finding: &&Announced<'_>| finding.announces.changes.iter().any(|aspect| differences.contains(aspect));
    let speaks = |finding: &&Announced<'_>| expr::holds(&finding.announces.when, request) == Some(true);
    let codes: BTreeSet<&str> = findings.iter().filter(names).filter(speaks).map(|finding| finding.code).collect();
    codes.into_iter().map(str::to_owned).collect()
}
