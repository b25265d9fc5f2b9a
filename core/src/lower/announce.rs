//! What differs after lowering, as data: which rules, which request.

use super::conjunct::Reason;
use super::ledger::{Ledger, Settled};
use super::rules::Rules;
use super::witness::Witness;
use gatewright_contract::RuleId;

/// Requests that may be answered otherwise than the table says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// The gateway concerned.
    pub gateway: String,
    /// What differs.
    pub kind: Announced,
    /// A request it shows on.
    pub witness: Witness,
}

/// What differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Announced {
    /// Where both rules may take a request, either may answer; none stands for 404.
    Doubt {
        /// One of them.
        one: Option<RuleId>,
        /// The other.
        other: Option<RuleId>,
        /// Why nobody can tell.
        reason: Reason,
    },
    /// As a doubt, but nobody passes, because one of the two has a guard.
    Closed {
        /// One of them.
        one: Option<RuleId>,
        /// The other.
        other: Option<RuleId>,
        /// Why nobody can tell.
        reason: Reason,
    },
    /// A wildcard hostname takes hosts of other depths than its rules did.
    WildcardDepth {
        /// The hostname, `*.example`.
        hostname: String,
    },
    /// More rules overlap on a hostname than are followed: all its requests are refused.
    Abandoned {
        /// The hostname; empty for every host.
        hostname: String,
    },
    /// Requests that nobody took are answered 500 instead of 404 where the target has no answers of its own.
    Refusal {
        /// The hostname; empty for every host.
        hostname: String,
    },
}

/// Everything a ledger holds that changes an answer.
pub(super) fn announcements(ledger: &Ledger, rules: &Rules<'_>) -> Vec<Announcement> {
    let id = |at: Option<usize>| at.and_then(|at| rules.get(at)).map(|rule| rule.id);
    let doubts = ledger.doubts.iter().map(|((one, other), doubt)| {
        let (one, other, reason) = (id(*one), id(*other), doubt.reason);
        let kind = match doubt.settled {
            Settled::Open => Announced::Doubt { one, other, reason },
            Settled::Closed => Announced::Closed { one, other, reason },
        };
        Announcement { gateway: doubt.gateway.clone(), kind, witness: doubt.witness.clone() }
    });
    let depths = ledger.depths.iter().map(|((gateway, hostname), (_, witness))| Announcement {
        gateway: gateway.clone(),
        kind: Announced::WildcardDepth { hostname: hostname.clone() },
        witness: witness.clone(),
    });
    let refusals = ledger.refusals.iter().map(|((gateway, hostname), (_, witness))| Announcement {
        gateway: gateway.clone(),
        kind: Announced::Refusal { hostname: hostname.clone() },
        witness: witness.clone(),
    });
    let abandoned = ledger.abandoned.iter().map(|((gateway, hostname), (_, witness))| Announcement {
        gateway: gateway.clone(),
        kind: Announced::Abandoned { hostname: hostname.clone() },
        witness: witness.clone(),
    });
    doubts.chain(depths).chain(refusals).chain(abandoned).collect()
}
