//! `strip-prefix`: the backend does not see the path that was matched.

use gatewright_plugin_sdk::contract::{PathRewrite, Step};
use gatewright_plugin_sdk::value::Flag;
use gatewright_plugin_sdk::{Answer, AppliedFeature, Feature, Key, View};

const STRIP_PREFIX: Key<Flag> =
    Key::new("strip-prefix", "false", "Whether the matched path is cut off before the backend sees it");

/// The feature.
pub const FEATURE: AppliedFeature =
    Feature { name: "strip-prefix", keys: &[&STRIP_PREFIX], doc: include_str!("strip_prefix.md") }.applied_by(apply);

fn apply(ingress: View<'_>, answer: &mut Answer) {
    let Some(strip) = STRIP_PREFIX.take(ingress, answer) else { return };
    match strip.value {
        Flag(true) => {
            answer.step(ingress.id(), Step::RewritePath(PathRewrite::Prefix("/".to_owned())), vec![strip.fact]);
        }
        Flag(false) => answer.inert(strip.fact, "this is what holds without it"),
    }
}
