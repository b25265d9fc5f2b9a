//! The engine, as JavaScript holds it: one conversion at a time, and questions about it.

use crate::crossing::{given, taken};
use crate::docs::{BuiltIn, Docs, Documented, built_in};
use crate::foreign::{Foreign, Guest};
use crate::plugin::{PluginRow, examples};
use crate::{Choices, Failure, Wish, letter};
use gatewright_contract::Plugin;
use gatewright_core::explain::explain;
use gatewright_core::ide::{self, Desk, Point};
use gatewright_core::input::{Input, SourceFile};
use gatewright_core::options::check_settings;
use gatewright_core::report::{Summary, json};
use gatewright_core::{Stage, stage};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

/// An engine.
#[wasm_bindgen]
pub struct Engine {
    built_in: Vec<BuiltIn>,
    foreign: Vec<Foreign>,
    docs: Docs,
    desk: Option<(Desk, Vec<String>)>,
}

/// A file of the input.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    text: String,
}

/// What is told of a conversion at once; the rest is asked for.
#[derive(Serialize)]
struct Opened {
    summary: Summary,
    lines: u32,
}

#[wasm_bindgen]
impl Engine {
    /// An engine with its built-in plugins.
    #[wasm_bindgen(constructor)]
    #[expect(clippy::new_without_default, reason = "JavaScript makes it with `new`")]
    pub fn new() -> Engine {
        Engine { built_in: built_in(), foreign: Vec::new(), docs: Docs::default(), desk: None }
    }

    /// What can be chosen.
    pub fn choices(&self) -> Result<JsValue, JsValue> {
        given(&Choices::all())
    }

    /// Reads the documents of built-in features, a JSON text.
    pub fn learn(&mut self, docs: &str) -> Result<(), JsValue> {
        self.docs = Docs::read(docs).map_err(Failure::argument)?;
        Ok(())
    }

    /// Takes a plugin in, and answers its manifest.
    #[wasm_bindgen(js_name = addPlugin)]
    pub fn add_plugin(&mut self, guest: Guest) -> Result<JsValue, JsValue> {
        let plugin = Foreign::load(guest)?;
        let manifest = plugin.describe();
        let id = manifest.id.as_str();
        if self.foreign.iter().any(|other| other.describe().id == id) || self.built_in.iter().any(|own| own.id == id) {
            return Err(Failure::plugin(format!("there is a plugin called {id} already")).into());
        }
        let answer = given(&manifest);
        self.foreign.push(plugin);
        answer
    }

    /// Takes a plugin out.
    #[wasm_bindgen(js_name = removePlugin)]
    pub fn remove_plugin(&mut self, id: &str) {
        self.foreign.retain(|plugin| plugin.describe().id != id);
    }

    /// Every plugin.
    pub fn plugins(&self) -> Result<JsValue, JsValue> {
        let built_in = self.built_in.iter().map(|own| (true, own.plugin.describe()));
        let foreign = self.foreign.iter().map(|plugin| (false, plugin.describe()));
        let rows: Vec<PluginRow> =
            built_in.chain(foreign).map(|(built_in, manifest)| PluginRow { built_in, manifest }).collect();
        given(&rows)
    }

    /// Whether the examples of a plugin's documents hold.
    #[wasm_bindgen(js_name = tryExamples)]
    pub fn try_examples(&self, id: &str) -> Result<JsValue, JsValue> {
        let all = self.members(&[]);
        let documented = documented(&all, &self.docs);
        let manifest = documented.iter().map(Plugin::describe).find(|manifest| manifest.id == id);
        let manifest = manifest.ok_or_else(|| Failure::argument(format!("there is no plugin called {id}")))?;
        given(&examples(&manifest, &all))
    }

    /// The document of a code or of an annotation's key, Markdown.
    pub fn explain(&self, topic: &str) -> Option<String> {
        let all = self.members(&[]);
        let documented = documented(&all, &self.docs);
        let plugins: Vec<&dyn Plugin> = documented.iter().map(|plugin| plugin as &dyn Plugin).collect();
        self.docs.of_code(topic).map(str::to_owned).or_else(|| explain(topic, &plugins))
    }

    /// Converts `files` (`[{name, text}]`), and keeps the conversion for questions.
    pub fn open(&mut self, files: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
        let files: Vec<File> = taken(files)?;
        let wish: Wish = taken(options)?;
        let options = wish.options()?;
        let manifests: Vec<_> = self.members(&wish.without).iter().map(|plugin| plugin.describe()).collect();
        if let Some(wrong) = check_settings(&options, &manifests).first() {
            return Err(Failure::option(wrong).into());
        }
        let files = files.into_iter().map(|file| SourceFile { name: file.name, text: file.text }).collect();
        // Its memory is needed again, and in one piece.
        self.desk = None;
        let desk = Desk::of(Input { files }, options, &self.members(&wish.without));
        let opened = Opened { summary: Summary::of(&desk.report), lines: desk.line_count() };
        self.desk = Some((desk, wish.without));
        given(&opened)
    }

    /// A text without the values and annotations of Secrets.
    pub fn redact(&self, text: &str) -> Result<JsValue, JsValue> {
        given(&ide::redacted(text))
    }

    /// Forgets the conversion.
    pub fn close(&mut self) {
        self.desk = None;
    }

    /// Lines of the printed manifests.
    pub fn lines(&self, from: u32, to: u32) -> Result<String, JsValue> {
        Ok(self.desk()?.lines(from, to).to_owned())
    }

    /// The report, a JSON text. Those for people are the command line's; here the host shows it as it likes.
    pub fn report(&self) -> Result<String, JsValue> {
        let desk = self.desk()?;
        let mut out = String::new();
        // A text takes all that is written to it.
        let _ = json::write(&desk.report, &desk.input, &desk.options, &mut out);
        Ok(out)
    }

    /// What a pass of the engine gives: `tree`, `source`, `table`, `granted` or `routes`.
    pub fn stage(&self, pass: &str) -> Result<String, JsValue> {
        let pass = match pass {
            "tree" => Stage::Tree,
            "source" => Stage::Source,
            "table" => Stage::Table,
            "granted" => Stage::Granted,
            "routes" => Stage::Routes,
            _ => return Err(Failure::argument(format!("there is no pass called `{pass}`")).into()),
        };
        let (desk, without) = self.desk.as_ref().ok_or_else(Failure::nothing_open)?;
        Ok(stage(&desk.input, &desk.options, &self.members(without), pass))
    }

    /// What the traffic check must know of the conversion, a JSON text.
    pub fn letter(&self) -> Result<String, JsValue> {
        let (desk, without) = self.desk.as_ref().ok_or_else(Failure::nothing_open)?;
        Ok(letter(desk, &self.members(without))?)
    }

    /// A part of the list of settings.
    pub fn facts(&self, filter: JsValue, from: usize, count: usize) -> Result<JsValue, JsValue> {
        given(&ide::facts(self.desk()?, &taken(filter)?, from, count))
    }

    /// A part of the list of findings.
    pub fn findings(&self, filter: JsValue, from: usize, count: usize) -> Result<JsValue, JsValue> {
        given(&ide::findings(self.desk()?, &taken(filter)?, from, count))
    }

    /// A part of the list of objects that were read.
    pub fn inputs(&self, from: usize, count: usize) -> Result<JsValue, JsValue> {
        given(&ide::inputs(self.desk()?, from, count))
    }

    /// A part of the list of objects that were made.
    pub fn outputs(&self, from: usize, count: usize) -> Result<JsValue, JsValue> {
        given(&ide::outputs(self.desk()?, from, count))
    }

    /// The settings and findings that begin in these lines of a file.
    pub fn between(&self, file: u32, from: u32, to: u32) -> Result<JsValue, JsValue> {
        #[derive(Serialize)]
        struct Between {
            facts: Vec<ide::FactRow>,
            findings: Vec<ide::FindingRow>,
        }
        let desk = self.desk()?;
        given(&Between {
            facts: ide::facts_between(desk, file, from, to),
            findings: ide::findings_between(desk, file, from, to),
        })
    }

    /// The parts of the output that a setting became.
    pub fn links(&self, fact: u32) -> Result<JsValue, JsValue> {
        given(&ide::links(self.desk()?, fact))
    }

    /// The lines of the output that a line of a file became.
    pub fn effects(&self, file: u32, line: u32) -> Result<JsValue, JsValue> {
        given(&ide::effects(self.desk()?, file, line))
    }

    /// The settings that made a line of the output.
    pub fn causes(&self, line: u32) -> Result<JsValue, JsValue> {
        given(&ide::causes(self.desk()?, line))
    }

    /// What there is to know about a place of a file.
    pub fn hover(&self, file: u32, line: u32, character: u32) -> Result<JsValue, JsValue> {
        let (desk, without) = self.desk.as_ref().ok_or_else(Failure::nothing_open)?;
        let all = self.members(without);
        let documented = documented(&all, &self.docs);
        let plugins: Vec<&dyn Plugin> = documented.iter().map(|plugin| plugin as &dyn Plugin).collect();
        given(&ide::hover(desk, &plugins, (file, Point { line, character })))
    }

    /// What could be written at a place of a file.
    pub fn complete(&self, file: u32, line: u32, character: u32) -> Result<JsValue, JsValue> {
        let (desk, without) = self.desk.as_ref().ok_or_else(Failure::nothing_open)?;
        given(&ide::complete(desk, &self.members(without), (file, Point { line, character })))
    }
}

impl Engine {
    fn desk(&self) -> Result<&Desk, Failure> {
        self.desk.as_ref().map(|(desk, _)| desk).ok_or_else(Failure::nothing_open)
    }

    /// The plugins that take part.
    fn members(&self, without: &[String]) -> Vec<&dyn Plugin> {
        let built_in = self.built_in.iter().filter(|own| !without.iter().any(|id| id == own.id));
        let foreign = self.foreign.iter().map(|plugin| plugin as &dyn Plugin);
        built_in.map(|own| own.plugin.as_ref()).chain(foreign).collect()
    }
}

fn documented<'a>(plugins: &[&'a dyn Plugin], docs: &'a Docs) -> Vec<Documented<'a>> {
    plugins.iter().map(|plugin| Documented { plugin: *plugin, docs }).collect()
}
