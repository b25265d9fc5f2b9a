//! `gatewright explain`: what does a code mean?

use crate::args::ExplainArgs;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::terminal;
use gatewright_core::explain::{codes, explain, gist};
use std::fmt::Write;

/// Names further apart than this are not what was meant.
const ALIKE: f64 = 0.75;

/// Columns of prose.
const WIDTH: usize = 92;

pub(crate) fn run(args: &ExplainArgs) -> Exit {
    let text = match &args.topic {
        None => list(),
        Some(topic) => match explain(topic).or_else(|| explain(&format!("core/{topic}"))) {
            Some(document) => page(document),
            None => return Failure::Usage(unknown(topic)).report(),
        },
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

fn list() -> String {
    let width = codes().map(str::len).max().unwrap_or_default();
    let mut text = String::new();
    for code in codes() {
        let meaning = explain(code).map(gist).unwrap_or_default();
        // Writing to a String does not fail.
        let _ = writeln!(text, "{code:width$}  {meaning}");
    }
    text
}

fn unknown(topic: &str) -> String {
    if is_annotation(topic) {
        return format!(
            "no loaded plugin knows the annotation `{topic}`\n\
             help: convert an Ingress that has it: the report says whether it is about routing and what became of it; \
             the documentation of `{}` says what it does",
            topic.split('/').next().unwrap_or(topic),
        );
    }
    let alike = |code: &&str| strsim::jaro_winkler(code, topic).max(strsim::jaro_winkler(slug(code), slug(topic)));
    let best = codes().max_by(|one, other| alike(one).total_cmp(&alike(other))).filter(|code| alike(code) > ALIKE);
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
