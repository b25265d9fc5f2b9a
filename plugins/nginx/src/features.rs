//! Families of annotations: what one Ingress asks for.
//!
//! Each has a file with its keys and one function, and a document beside it. The order of [`ALL`] is the order in which
//! an Ingress' annotations are read; a later one may look at what an earlier one found.

mod app_root;
mod redirect;
mod regex;
mod server_alias;
mod ssl_redirect;
mod www_redirect;

use crate::cluster::Member;
use crate::effects::Effects;
use crate::site::Site;
use gatewright_plugin_sdk::contract::FactId;
use gatewright_plugin_sdk::{Answer, Feature};
use std::collections::BTreeSet;

/// Every family.
pub const ALL: &[&Feature] = &[
    &regex::FEATURE,
    &app_root::FEATURE,
    &redirect::FEATURE,
    &ssl_redirect::FEATURE,
    &www_redirect::FEATURE,
    &server_alias::FEATURE,
];

/// What each family makes of an Ingress, in the order of [`ALL`].
const READERS: &[fn(&Site<'_>, &mut Effects, &mut Answer)] =
    &[regex::apply, app_root::apply, redirect::apply, ssl_redirect::apply, www_redirect::apply, server_alias::apply];

/// Reads the annotations of an Ingress.
pub fn read(site: &Site<'_>, answer: &mut Answer) -> Effects {
    let mut effects = Effects::default();
    for apply in READERS {
        apply(site, &mut effects, answer);
    }
    effects
}

/// Settles what no rule came of, with the reason.
pub fn settle_rest(members: &[Member<'_>], answer: &mut Answer) {
    let facts = |member: &Member<'_>| member.site.view().facts().map(|(_, fact)| fact).collect::<Vec<FactId>>();
    let open: BTreeSet<FactId> = answer.open(members.iter().flat_map(facts)).into_iter().collect();
    for member in members {
        let why = reason(member);
        for fact in facts(member).into_iter().filter(|fact| open.contains(fact)) {
            answer.inert(fact, &why);
        }
    }
}

/// Why a setting of this Ingress is in no rule.
fn reason(member: &Member<'_>) -> String {
    let effects = &member.effects;
    if let Some(broken) = &effects.dropped {
        format!("the controller never served this Ingress: {}", broken.why)
    } else if effects.canary.is_some() {
        "of a canary only the canary annotations count; the rest is the main Ingress'".to_owned()
    } else if let Some(broken) = &effects.denied {
        format!("its paths answered 503: {}", broken.why)
    } else if effects.redirect.is_some() {
        "every request of its paths is redirected before this counts".to_owned()
    } else {
        "no request gets to it: other Ingresses have its hosts and paths".to_owned()
    }
}
