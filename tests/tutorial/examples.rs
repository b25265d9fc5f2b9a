//! Do the examples in a plugin's documents hold in the whole engine?

use gatewright_core::options::Options;
use gatewright_plugin_example_acme::PLUGIN;
use gatewright_plugin_sdk::contract::Plugin;
use gatewright_plugin_sdk::example::{self, Part};
use support::conversion::{Conversion, file};

#[test]
fn what_the_example_plugin_shows_is_printed() {
    let mut held = 0;
    for feature in PLUGIN.describe().features {
        for example in example::examples(&feature.doc).unwrap() {
            let conversion = Conversion::by(file(example.input.as_str()), Options::default(), &[&PLUGIN]);
            for shown in example.shows.iter().filter(|shown| shown.part == Part::Output) {
                let held_here = shown.holds_in(&conversion.manifests);
                assert_eq!(held_here, Ok(()), "{}: {}", feature.name, example.title);
                held += 1;
            }
        }
    }
    assert!(held >= 2, "only {held} examples show output");
}
