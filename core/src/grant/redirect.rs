//! Which status does a redirect have in a release that knows only 301 and 302?

use super::told::{Group, Told};
use super::{Edition, Shortfall};
use crate::options::GatewayApi;
use crate::report::Outcome;
use gatewright_contract::{Action, Aspect, Rule, Severity};

pub(super) fn settle(rule: &mut Rule, edition: Edition<'_>, told: &mut Told) {
    let Action::Redirect(redirect) = &mut rule.action else { return };
    if edition.release >= GatewayApi::V1_5 {
        return;
    }
    let (asked, given) = match redirect.status {
        308 => (308, 301),
        asked @ (303 | 307) => (asked, 302),
        _ => return,
    };
    redirect.status = given;
    let why = format!("Gateway API {} has no redirects with {asked}", edition.release.name());
    let short = Shortfall::new(why, "use --gateway-api 1.5 or later where clients must repeat their method");
    told.settle(&rule.from, Outcome::Approximate, Some(&short));
    let group = Group::new("core/redirect-status", Severity::Warning, &short);
    let name = format!("redirects with {given} instead of {asked}");
    told.put((group, name), rule, (&rule.from, &[Aspect::Answer]));
}
