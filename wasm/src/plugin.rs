//! Which plugins are there, and do the examples of their documents hold?

use gatewright_contract::{Manifest, Plugin};
use gatewright_core::ide::Desk;
use gatewright_core::input::{Input, SourceFile};
use gatewright_core::options::Options;
use serde::Serialize;

/// A plugin, and whether it takes part.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PluginRow {
    /// Whether it is linked in.
    pub built_in: bool,
    /// What it says of itself.
    pub manifest: Manifest,
}

/// What came of a document's examples.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Examples {
    /// How many hold.
    pub held: usize,
    /// What is wrong with the others, a line or more for each.
    pub wrong: Vec<String>,
}

/// Converts the examples of a plugin's documents, and looks for what they show.
pub(crate) fn examples(manifest: &Manifest, plugins: &[&dyn Plugin]) -> Examples {
    let mut found = Examples::default();
    for feature in &manifest.features {
        let examples = match gatewright_plugin_sdk::example::examples(&feature.doc) {
            Ok(examples) => examples,
            Err(error) => {
                found.wrong.push(format!("feature {}: {error}", feature.name));
                continue;
            }
        };
        for example in examples {
            match holds(&example, plugins) {
                Ok(()) => found.held += 1,
                Err(why) => found.wrong.push(format!("feature {}, {}: {why}", feature.name, example.title)),
            }
        }
    }
    found
}

fn holds(example: &gatewright_plugin_sdk::example::Example, plugins: &[&dyn Plugin]) -> Result<(), String> {
    use gatewright_core::report::text::{self, Colour, Style};
    use gatewright_plugin_sdk::example::Part;
    let input = Input { files: vec![SourceFile { name: "example.yaml".to_owned(), text: example.input.clone() }] };
    let desk = Desk::of(input, Options::default(), plugins);
    if let Some(broken) = desk.report.diagnostics.iter().find(|finding| finding.code == "host/plugin-failed") {
        return Err(broken.message.clone());
    }
    let mut findings = String::new();
    // A text takes all that is written to it.
    let _ = text::write(&desk.report, &desk.input, Style { colour: Colour::Plain, columns: 100 }, &mut findings);
    for shown in &example.shows {
        match shown.part {
            Part::Output => shown.holds_in(&desk.printed),
            Part::Report => shown.holds_in(&findings),
            // In the form of the kit's own tests, which hold it.
            Part::Answer => continue,
        }
        .map_err(|error| error.to_string())?;
    }
    Ok(())
}
