//! `gatewright explain`: what does a code mean?

use crate::args::ExplainArgs;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::plugins::Plugins;
use crate::terminal;
use gatewright_core::explain::{codes, document, explain, gist};

/// Names further apart than this are not what was meant.
const ALIKE: f64 = 0.75;

/// Columns of prose.
const WIDTH: usize = 92;

pub(crate) fn run(args: &ExplainArgs) -> Exit {
    let plugins = match Plugins::of(&[], &args.plugin) {
        Ok(plugins) => plugins,
        Err(failure) => return failure.report(),
    };
    let list = list(&plugins);
    let text = match &args.topic {
        None => list.iter().map(|(code, meaning)| format!("{code:36}  {meaning}\n")).collect(),
        Some(topic) => {
            let document = explain(topic, &plugins.list()).or_else(|| explain(&format!("core/{topic}"), &[]));
            match document {
                Some(document) => page(&document),
                None => return Failure::Usage(unknown(topic, &list)).report(),
            }
        }
    };
    match terminal::print(&text) {
        Ok(()) => Exit::Done,
        Err(failure) => failure.report(),
    }
}

/// A document with its prose broken into lines; code stays as it is.
fn page(document: &str) -> String {
    let mut text = String::new();
    let mut code = false;
    for line in document.lines() {
        let fence = line.starts_with("```");
        code ^= fence;
        let mut column = 0;
        for word in line.split_inclusive(' ') {
            let width = word.trim_end().chars().count();
            if !code && !fence && column > 0 && column + width > WIDTH {
                text.truncate(text.trim_end().len());
                text.push('\n');
                column = 0;
            }
            text.push_str(word);
            column += word.chars().count();
        }
        text.push('\n');
    }
    text
}

/// Every code, the engine's and the plugins', with its meaning.
fn list(plugins: &Plugins) -> Vec<(String, String)> {
    let of = |code: &str, document: Option<String>| {
        (code.to_owned(), document.as_deref().map(gist).unwrap_or_default().to_owned())
    };
    let mut all: Vec<(String, String)> = codes().map(|code| of(code, document(code).map(str::to_owned))).collect();
    for manifest in plugins.manifests() {
        all.extend(manifest.codes().map(|code| of(code, manifest.explain(code))));
    }
    all.sort();
    all
}

fn unknown(topic: &str, codes: &[(String, String)]) -> String {
    if is_annotation(topic) {
        return format!(
            "no loaded plugin knows the annotation `{topic}`\n\
             help: convert an Ingress that has it: the report says whether it is about routing and what became of it; \
             the documentation of `{}` says what it does",
            topic.split('/').next().unwrap_or(topic),
        );
    }
    let alike = |code: &&str| strsim::jaro_winkler(code, topic).max(strsim::jaro_winkler(slug(code), slug(topic)));
    let names = codes.iter().map(|(code, _)| code.as_str());
    let best = names.max_by(|one, other| alike(one).total_cmp(&alike(other))).filter(|code| alike(code) > ALIKE);
    if let Some(code) = best {
        return format!(
            "there is no code `{topic}`\nhelp: did you mean `{code}`? `gatewright explain` lists every code"
        );
    }
    format!("there is no code `{topic}`\nhelp: `gatewright explain` lists every code")
}

fn slug(code: &str) -> &str {
    code.rsplit('/').next().unwrap_or(code)
}

/// Annotations have a domain before the slash; codes have a plugin's name.
fn is_annotation(topic: &str) -> bool {
    topic.split_once('/').is_some_and(|(domain, _)| domain.contains('.'))
}
