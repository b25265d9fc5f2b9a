//! `allow-from`: only clients with these addresses get through.

use gatewright_plugin_sdk::contract::{IpAccess, Want};
use gatewright_plugin_sdk::value::Cidrs;
use gatewright_plugin_sdk::{Answer, AppliedFeature, Feature, Key, View};

const ALLOW_FROM: Key<Cidrs> = Key::new("allow-from", "everybody", "Addresses and CIDR ranges that get through");

/// The feature.
pub const FEATURE: AppliedFeature =
    Feature { name: "allow-from", keys: &[&ALLOW_FROM], doc: include_str!("allow_from.md") }.applied_by(apply);

fn apply(ingress: View<'_>, answer: &mut Answer) {
    let Some(ranges) = ALLOW_FROM.take_guard(ingress, answer) else { return };
    let allow = ranges.value.0;
    if allow.is_empty() {
        answer.inert(ranges.fact, "an empty list lets everybody through");
        return;
    }
    let access = IpAccess { allow, ..IpAccess::default() };
    answer.want_or_close(ingress.id(), Want::IpAccess(access), vec![ranges.fact]);
}
