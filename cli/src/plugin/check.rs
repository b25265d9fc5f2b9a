//! `gatewright plugin check`: is this file a plugin, how large and how quick is it, and is its document true?

use super::list::described;
use crate::args::PluginCheckArgs;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::plugins::Plugins;
use crate::{sandbox, terminal};
use flate2::Compression;
use flate2::write::GzEncoder;
use gatewright_contract::{Fault, Manifest, Plugin, Request, Response, SimRequest, SimResponse};
use gatewright_core::input::{Input, SourceFile};
use gatewright_core::options::Options;
use gatewright_core::report::{printed, text};
use gatewright_plugin_host::Loaded;
use gatewright_plugin_sdk::example::{Example, Part, examples};
use std::cell::Cell;
use std::io::Write;
use std::path::Path;

/// Bytes after gzip beyond which a plugin is heavy for a browser.
const LIGHT: usize = 300_000;

pub(crate) fn run(args: &PluginCheckArgs) -> Exit {
    match attempt(&args.file) {
        Ok(failed) if failed.is_empty() => Exit::Done,
        Ok(failed) => {
            failed.iter().for_each(|line| terminal::say(&format!("error: {line}\n")));
            Exit::Failed
        }
        Err(failure) => failure.report(),
    }
}

/// Prints what is so, and answers what should not be.
fn attempt(file: &Path) -> Result<Vec<String>, Failure> {
    let plugin = sandbox::load(&[file.to_path_buf()])?;
    let Some(plugin) = plugin.into_iter().next() else { return Ok(Vec::new()) };
    let manifest = plugin.manifest().clone();
    let empty = plugin.measure(&Request { contract: manifest.contract.clone(), ..Request::default() });
    let mut failed = Vec::new();
    if let Err(fault) = &empty.answer {
        failed.push(format!("{} cannot answer an empty request: {fault}", manifest.id));
    }
    let metered = Metered { plugin, most: Cell::new(0) };
    let (held, wrong) = documented(&metered, &manifest)?;
    failed.extend(wrong);
    let text = format!(
        "{}{}  fuel {} for an empty request, at most {} for an example\n  {held} of its examples hold\n",
        described(&manifest),
        size(file),
        empty.fuel,
        metered.most.get(),
    );
    terminal::print(&text)?;
    Ok(failed)
}

fn size(file: &Path) -> String {
    let bytes = std::fs::read(file).unwrap_or_default();
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let packed = encoder.write_all(&bytes).and_then(|()| encoder.finish()).map_or(0, |packed| packed.len());
    let heavy = if packed > LIGHT { ", heavy for a browser" } else { "" };
    format!("  {} bytes, {packed} after gzip{heavy}, no imports\n", bytes.len())
}

/// How many examples of its features' documents hold, and what is wrong with the rest.
fn documented(plugin: &Metered, manifest: &Manifest) -> Result<(usize, Vec<String>), Failure> {
    let builtin = Plugins::of(&[], &[])?;
    // A built-in plugin of the same name makes room for the one that is checked.
    let mut all: Vec<&dyn Plugin> = builtin.list();
    all.retain(|other| other.describe().id != manifest.id);
    all.push(plugin);
    let (mut held, mut wrong) = (0, Vec::new());
    for feature in &manifest.features {
        let examples = match examples(&feature.doc) {
            Ok(examples) => examples,
            Err(error) => {
                wrong.push(format!("feature {}: {error}", feature.name));
                continue;
            }
        };
        for example in &examples {
            match holds(example, &all) {
                Ok(()) => held += 1,
                Err(why) => wrong.push(format!("feature {}, {}: {why}", feature.name, example.title)),
            }
        }
    }
    Ok((held, wrong))
}

/// Converts an example's manifests and looks for what it shows.
fn holds(example: &Example, plugins: &[&dyn Plugin]) -> Result<(), String> {
    let input = Input { files: vec![SourceFile { name: "example.yaml".to_owned(), text: example.input.clone() }] };
    let options = Options::default();
    let report = gatewright_core::convert(&input, &options, plugins);
    if let Some(broken) = report.diagnostics.iter().find(|finding| finding.code == "host/plugin-failed") {
        return Err(broken.message.clone());
    }
    let (mut manifests, mut findings) = (String::new(), String::new());
    let objects: Vec<_> = report.outputs.iter().collect();
    // A text takes all that is written to it.
    let _ = printed::print(&objects, (&report, &input), &options, &mut manifests);
    let style = text::Style { colour: text::Colour::Plain, columns: 100 };
    let _ = text::write(&report, &input, style, &mut findings);
    for shown in &example.shows {
        let whole = match shown.part {
            Part::Output => &manifests,
            Part::Report => &findings,
            // In the form of the kit's own tests, which hold it.
            Part::Answer => continue,
        };
        shown.holds_in(whole).map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// Notes how much fuel the dearest call took.
struct Metered {
    plugin: Loaded,
    most: Cell<u64>,
}

impl Plugin for Metered {
    fn describe(&self) -> Manifest {
        self.plugin.describe()
    }

    fn translate(&self, request: &Request) -> Result<Response, Fault> {
        let measured = self.plugin.measure(request);
        self.most.set(self.most.get().max(measured.fuel));
        measured.answer
    }

    fn simulate(&self, request: &SimRequest) -> Result<SimResponse, Fault> {
        self.plugin.simulate(request)
    }
}
