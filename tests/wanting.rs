//! A plugin for tests alone: annotations whose values are wants as the contract writes them.
//!
//! With it a case can ask for what no source in this repository asks for.

use gatewright_contract::Want;
use gatewright_plugin_sdk::{Annotations, Answer, AppliedFeature, Feature, Key, Value, View};

/// The plugin.
pub(crate) const WANTING: Annotations = Annotations {
    id: "wanting",
    version: "0.1.0",
    title: "Wants, word for word",
    prefix: "wants.example",
    features: &[FEATURE],
};

const ONE: Key<Said> = Key::new("one", "nothing", "A want in JSON");
const ANOTHER: Key<Said> = Key::new("another", "nothing", "One more");
const FEATURE: AppliedFeature = Feature { name: "wants", keys: &[&ONE, &ANOTHER], doc: "" }.applied_by(apply);

struct Said(Want);

impl Value for Said {
    const NAME: &'static str = "a want";

    fn parse(text: &str) -> Result<Said, String> {
        serde_json::from_str(text).map(Said).map_err(|error| error.to_string())
    }
}

fn apply(ingress: View<'_>, answer: &mut Answer) {
    for key in [ONE, ANOTHER] {
        let Some(said) = key.take(ingress, answer) else { continue };
        let Said(want) = said.value;
        if want.guards() {
            answer.want_or_close(ingress.id(), want, vec![said.fact]);
        } else {
            answer.want_or_warn(ingress.id(), want, vec![said.fact]);
        }
    }
}
