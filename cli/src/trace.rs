//! `gatewright trace`: what was answered to a request, what is answered now, and which finding told the difference?

mod asked;
pub(crate) mod page;

use crate::args::{AnswerFormat, TraceArgs};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::plugins::Plugins;
use crate::{gather, source, terminal};
use gatewright_brief as brief;
use gatewright_contract::{HttpRequest, Plugin};
use gatewright_core::convert;
use gatewright_core::input::Input;
use gatewright_core::options::Options;
use gatewright_core::report::Report;
use gatewright_verify::{Asked, Brief, Traced};
use serde::Serialize;
use std::panic::AssertUnwindSafe;

pub(crate) fn run(args: &TraceArgs) -> Exit {
    attempt(args).unwrap_or_else(|failure| failure.report())
}

fn attempt(args: &TraceArgs) -> Result<Exit, Failure> {
    let options = args.compared.engine.options();
    let plugins = Plugins::of(&args.compared.engine.plugins.no_builtin, &args.compared.engine.plugins.plugin)?;
    plugins.check(&options)?;
    let requests = asked::requests(args)?;
    let sources = source::read(gather::gather(&args.compared.engine.inputs)?);
    for (name, _) in &sources.absent {
        terminal::say(&format!("warning: `{name}` was not read; `gatewright convert` says why\n"));
    }
    if sources.input.files.is_empty() {
        return Ok(Exit::Failed);
    }
    // The hook has told the user of a broken engine already.
    let work = AssertUnwindSafe(|| trace(args, (&sources.input, &options), &plugins.list(), requests));
    let Ok((traced, report)) = std::panic::catch_unwind(work) else { return Ok(Exit::Failed) };
    let text = match args.told.format {
        AnswerFormat::Json => json(&traced),
        AnswerFormat::Text => page::text(&traced, &report, page::Colour::of(args.told.color)),
    };
    terminal::print(&text)?;
    let differs = traced.iter().any(|one| one.same != Some(true));
    Ok(if args.told.strict && differs { Exit::Warned } else { Exit::Done })
}

fn trace(
    args: &TraceArgs,
    (input, options): (&Input, &Options),
    plugins: &[&dyn Plugin],
    requests: Vec<HttpRequest>,
) -> (Vec<Traced>, Report) {
    let report = convert(input, options, plugins);
    let printed = brief::printed_of(&report, input, options);
    let told = brief::of_conversion((input, options), (&report, &printed));
    let brief = Brief { services: args.compared.services(), ..told };
    let Asked { answer, silent } = gatewright_verify::trace(&brief, plugins, requests);
    drop(brief);
    tell(&silent);
    (answer, report)
}

/// Tells the user of sources that could not say anything.
pub(crate) fn tell(silent: &[String]) {
    silent.iter().for_each(|why| terminal::say(&format!("warning: {why}\n")));
}

/// For programs.
pub(crate) fn json<T: Serialize + ?Sized>(answer: &T) -> String {
    let text = serde_json::to_string_pretty(answer).unwrap_or_else(|error| format!("{{\"error\": \"{error}\"}}"));
    text + "\n"
}
