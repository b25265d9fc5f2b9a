//! How does what was granted and lost reach the books?

use super::Granted;
use crate::diagnostic::Diagnostic;
use crate::input::Place;
use crate::report::Outcome;
use crate::source::Ledger;
use gatewright_contract::{Announces, Expr, Finding, Severity};
use std::collections::BTreeMap;

/// Settles facts and writes findings down.
pub(crate) fn note(granted: &mut Granted, ledger: &mut Ledger) {
    for settled in std::mem::take(&mut granted.settled) {
        match (settled.outcome, &settled.short) {
            (Outcome::Exact, _) | (_, None) => ledger.used(&[settled.fact]),
            (outcome, Some(short)) => {
                let advice = (!short.advice.is_empty()).then_some(short.advice.as_str());
                ledger.settle(settled.fact, outcome, &short.why, advice);
            }
        }
    }
    remarks(granted, ledger);
    for finding in std::mem::take(&mut granted.findings) {
        ledger.find(finding);
    }
}

/// Adds to the source's own findings which requests they are about; where it said nothing, something is said.
fn remarks(granted: &mut Granted, ledger: &mut Ledger) {
    let mut places: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
    for (at, diagnostic) in ledger.diagnostics.iter().enumerate() {
        if let (Some(label), true) = (diagnostic.labels.first(), diagnostic.severity <= Severity::Warning) {
            places.entry(label.place).or_default().push(at);
        }
    }
    for remark in std::mem::take(&mut granted.remarks) {
        let facts = remark.at.iter().filter_map(|fact| ledger.get(*fact)).map(|record| record.place);
        let spoken: Vec<usize> = facts.filter_map(|place| places.get(&place)).flatten().copied().collect();
        for at in &spoken {
            if let Some(diagnostic) = ledger.diagnostics.get_mut(*at) {
                announce(diagnostic, &remark.announces);
            }
        }
        if spoken.is_empty() {
            let (rule, object) = remark.rule;
            ledger.find(Finding {
                code: "core/rule-closed".to_owned(),
                severity: Severity::Error,
                message: format!("`{rule}` is closed: it leads nowhere"),
                help: Some("see what was said about its backend".to_owned()),
                at: remark.at,
                object: Some(object),
                announces: Some(Box::new(remark.announces)),
            });
        }
    }
}

/// Several rules may be concerned by one finding.
fn announce(diagnostic: &mut Diagnostic, more: &Announces) {
    let Some(present) = &mut diagnostic.announces else {
        diagnostic.announces = Some(Box::new(more.clone()));
        return;
    };
    for aspect in &more.changes {
        if !present.changes.contains(aspect) {
            present.changes.push(*aspect);
        }
    }
    match &mut present.when {
        Expr::Any(whens) if whens.contains(&more.when) => {}
        Expr::Any(whens) => whens.push(more.when.clone()),
        when @ (Expr::All(_) | Expr::Not(_) | Expr::Is(_)) if *when == more.when => {}
        when @ (Expr::All(_) | Expr::Not(_) | Expr::Is(_)) => {
            *when = Expr::Any(vec![when.clone(), more.when.clone()]);
        }
    }
}
