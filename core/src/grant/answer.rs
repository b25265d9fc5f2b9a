//! Which answers of a rule's own keep their text?

use super::told::{Group, Told};
use super::{Edition, Shortfall};
use crate::report::Outcome;
use crate::target::DirectResponse;
use gatewright_contract::{Action, Rule, Severity};

/// Where the target has no answers of its own at all, lowering says so.
pub(super) fn settle(rule: &mut Rule, edition: Edition<'_>, told: &mut Told) {
    let Action::Respond(response) = &mut rule.action else { return };
    let Some(body) = response.body.as_ref().filter(|_| edition.profile.direct_response == DirectResponse::Yes) else {
        return;
    };
    let (code, short): (_, Shortfall) = match (edition.profile.own.text)(body) {
        Ok(None) => return,
        Ok(Some(short)) => ("core/granted-nearly", short),
        Err(short) => {
            response.body = None;
            ("core/not-granted", short)
        }
    };
    told.settle(&rule.from, Outcome::Approximate, Some(&short));
    let group = Group::new(code, Severity::Warning, &short);
    told.put((group, "the text of the answer".to_owned()), rule, (&rule.from, &[]));
}
