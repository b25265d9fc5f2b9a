//! Families of annotations: what one Ingress asks for.
//!
//! Each has a file with its keys and one function, and a document beside it. The order of [`FAMILIES`] is the order in which
//! an Ingress' annotations are read; a later one may look at what an earlier one found.

mod access;
mod affinity;
mod app_root;
mod backend_tls;
mod balancing;
mod basic_auth;
mod body;
mod canary;
mod charset;
mod client_certificate;
mod clients;
mod cluster;
mod config_map;
mod cors;
mod custom_headers;
mod error_pages;
mod exemption;
mod external_auth;
mod global_headers;
mod input;
mod listener_tls;
mod mirror;
mod protocol;
mod rate_limit;
mod redirect;
mod regex;
mod response_rewrite;
mod retries;
mod server_alias;
mod snippet;
mod ssl_redirect;
mod telemetry;
mod timeouts;
mod unknown;
mod upstream_host;
mod waf;
mod www_redirect;

#[cfg(test)]
mod silent;

use crate::cluster::Member;
use crate::effects::Effects;
use crate::settings::Settings;
use crate::site::Site;
use gatewright_plugin_sdk::contract::collections::Arrange;
use gatewright_plugin_sdk::{Answer, Feature};

/// What a family makes of an Ingress.
pub type Reader = fn(&Site<'_>, &mut Effects, &mut Answer);

/// Every family and its reader, in the order in which an Ingress' annotations are read.
pub const FAMILIES: &[(&Feature, Reader)] = &[
    (&cluster::FEATURE, cluster::apply),
    (&regex::FEATURE, regex::apply),
    (&app_root::FEATURE, app_root::apply),
    (&redirect::FEATURE, redirect::apply),
    (&ssl_redirect::FEATURE, ssl_redirect::apply),
    (&www_redirect::FEATURE, www_redirect::apply),
    (&server_alias::FEATURE, server_alias::apply),
    (&canary::FEATURE, canary::apply),
    (&affinity::FEATURE, affinity::apply),
    (&balancing::FEATURE, balancing::apply),
    (&mirror::FEATURE, mirror::apply),
    (&protocol::FEATURE, protocol::apply),
    (&backend_tls::FEATURE, backend_tls::apply),
    (&upstream_host::FEATURE, upstream_host::apply),
    (&custom_headers::FEATURE, custom_headers::apply),
    (&error_pages::FEATURE, error_pages::apply),
    (&listener_tls::FEATURE, listener_tls::apply),
    (&response_rewrite::FEATURE, response_rewrite::apply),
    (&basic_auth::FEATURE, basic_auth::apply),
    (&external_auth::FEATURE, external_auth::apply),
    (&client_certificate::FEATURE, client_certificate::apply),
    (&access::FEATURE, access::apply),
    (&rate_limit::FEATURE, rate_limit::apply),
    (&waf::FEATURE, waf::apply),
    (&cors::FEATURE, cors::apply),
    (&timeouts::FEATURE, timeouts::apply),
    (&retries::FEATURE, retries::apply),
    (&body::FEATURE, body::apply),
    (&telemetry::FEATURE, telemetry::apply),
    (&snippet::FEATURE, snippet::apply),
    (&global_headers::FEATURE, global_headers::apply),
    (&config_map::FEATURE, config_map::apply),
    (&unknown::FEATURE, unknown::apply),
];

/// Most names are told apart by their length, which costs less than to read them.
fn rank(name: &str) -> (usize, &str) {
    (name.len(), name)
}

/// Which families an Ingress is shown to.
///
/// Most families have nothing to say of most Ingresses: without one of its annotations, and without a ConfigMap, only a
/// family that has none of its own speaks.
#[derive(Debug)]
pub struct Families {
    /// Every annotation, the shorter first, and the bit of its family.
    names: Vec<(&'static str, u64)>,
    /// Those without annotations of their own.
    always: u64,
    /// The one for every other name.
    others: u64,
}

impl Families {
    /// All of them.
    pub fn new() -> Families {
        let bits = || FAMILIES.iter().zip((0..).map(|at| 1_u64 << at));
        let keys = bits().flat_map(|((feature, _), bit)| feature.keys.iter().map(move |key| (key.name(), bit)));
        let mut names: Vec<(&str, u64)> = keys.collect();
        names.arrange_by(|(one, _), (other, _)| rank(one).cmp(&rank(other)));
        let of = |wanted: &dyn Fn(&Feature) -> bool| {
            bits().filter(|((feature, _), _)| wanted(feature)).fold(0, |all, (_, bit)| all | bit)
        };
        let others = of(&|feature| feature.name == unknown::FEATURE.name);
        Families { names, always: of(&|feature| feature.keys.is_empty()) & !others, others }
    }

    /// Reads the annotations of an Ingress.
    pub fn read(&self, site: &Site<'_>, answer: &mut Answer) -> Effects {
        let mut effects = Effects::default();
        let shown = if site.settings.is_given() { u64::MAX } else { self.concerned(site) };
        for (at, (_, apply)) in FAMILIES.iter().enumerate() {
            if shown >> at & 1 == 1 {
                apply(site, &mut effects, answer);
            }
        }
        effects
    }

    /// The families whose annotations an Ingress has, and those that have none.
    fn concerned(&self, site: &Site<'_>) -> u64 {
        let place = |name: &str| self.names.binary_search_by(|(own, _)| rank(own).cmp(&rank(name))).ok();
        let of = |name: &str| self.names.get(place(name)?).map(|(_, bit)| *bit);
        site.own.iter().fold(self.always, |all, (name, _)| all | of(name).unwrap_or(self.others))
    }
}

impl Default for Families {
    fn default() -> Families {
        Families::new()
    }
}

/// Settles the controller's own settings, and says what it did without being asked.
pub fn settle_controller(settings: &Settings, answer: &mut Answer) {
    clients::write(settings, answer);
    config_map::settle(settings, answer);
    config_map::tell_defaults(settings, answer);
}

/// Settles what no rule came of, with the reason.
pub fn settle_rest(members: &[Member<'_>], answer: &mut Answer) {
    let spoken = answer.spoken();
    for member in members {
        let mut why = None;
        // The class decided whose Ingress it is, and the engine knows.
        let class = member.site.ingress.class.map(|told| told.fact);
        member.site.view().body().each_fact(&mut |fact| {
            if !spoken.has(fact) && class != Some(fact) {
                answer.inert(fact, why.get_or_insert_with(|| reason(member)));
            }
        });
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
