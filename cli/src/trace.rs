//! `gatewright trace`: what was answered to a request, what is answered now, and which finding told the difference?

pub(crate) mod after;
mod asked;
pub(crate) mod before;
pub(crate) mod page;
pub(crate) mod traced;

use crate::args::{AnswerFormat, TraceArgs};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::plugins::Plugins;
use crate::{gather, source, terminal};
use gatewright_contract::{HttpRequest, Plugin};
use gatewright_core::input::Input;
use gatewright_core::options::Options;
use gatewright_core::report::Report;
use std::panic::AssertUnwindSafe;
use traced::Traced;

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
        AnswerFormat::Json => traced::json(&traced),
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
    let before = before::answers(args.compared.services(), (input, options), plugins, &requests);
    let (after, report) = after::model(args.compared.services(), (input, options), plugins);
    let findings = after::announced(&report);
    before.tell();
    let pairs = requests.into_iter().zip(before.answers);
    let traced = pairs.map(|(request, before)| Traced::of(request, before, (&after, &findings))).collect();
    drop(findings);
    (traced, report)
}
