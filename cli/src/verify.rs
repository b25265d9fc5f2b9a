//! `gatewright verify`: is everything that was answered before answered the same now, or said to differ?

mod account;
mod page;

use crate::args::{AnswerFormat, VerifyArgs};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::plugins::Plugins;
use crate::progress::Progress;
use crate::trace::page::Colour;
use crate::trace::traced::Traced;
use crate::trace::{after, before};
use crate::{gather, source, terminal};
use account::Account;
use gatewright_contract::{HttpRequest, Plugin};
use gatewright_core::input::Input;
use gatewright_core::options::Options;
use gatewright_core::report::Report;
use gatewright_verify::{Findings, probes};
use std::panic::AssertUnwindSafe;

/// Requests that are asked at a time: what is not kept of them is forgotten before the next.
const BATCH: usize = 20_000;

pub(crate) fn run(args: &VerifyArgs) -> Exit {
    attempt(args).unwrap_or_else(|failure| failure.report())
}

fn attempt(args: &VerifyArgs) -> Result<Exit, Failure> {
    let options = args.compared.options();
    let plugins = Plugins::of(&args.compared.plugins.no_builtin, &args.compared.plugins.plugin)?;
    plugins.check(&options)?;
    let sources = source::read(gather::gather(&args.compared.inputs)?);
    let against = match args.against.as_slice() {
        [] => None,
        given => Some(source::read(gather::gather(given)?)),
    };
    for (name, _) in sources.absent.iter().chain(against.iter().flat_map(|against| &against.absent)) {
        terminal::say(&format!("warning: `{name}` was not read; `gatewright convert` says why\n"));
    }
    if sources.input.files.is_empty() {
        return Ok(Exit::Failed);
    }
    let progress = Progress::of("Asking".to_owned());
    // The hook has told the user of a broken engine already.
    let given = against.as_ref().map(|against| &against.input);
    let work = AssertUnwindSafe(|| account(args, (&sources.input, given), &options, &plugins.list()));
    let Ok((account, report)) = std::panic::catch_unwind(work) else { return Ok(Exit::Failed) };
    drop(progress);
    let text = match args.format {
        AnswerFormat::Json => account.json(),
        AnswerFormat::Text => page::text(&account, &report, Colour::of(args.color)),
    };
    terminal::print(&text)?;
    Ok(match (account.unannounced, account.announced) {
        (1.., _) => Exit::Incomplete,
        (0, 1..) if args.strict => Exit::Warned,
        (0, _) => Exit::Done,
    })
}

fn account(
    args: &VerifyArgs,
    (input, against): (&Input, Option<&Input>),
    options: &Options,
    plugins: &[&dyn Plugin],
) -> (Account, Report) {
    let texts = |input: &Input| input.files.iter().map(|file| file.text.clone()).collect::<Vec<String>>();
    // Findings are about what `convert` writes, and excuse nothing that somebody else wrote.
    let (printed, report) = match against {
        Some(given) => (texts(given), Report::default()),
        None => {
            let (text, report) = after::printed_by(input, options, plugins);
            (vec![text], report)
        }
    };
    let (before_texts, printed) = (texts(input), printed.iter().map(String::as_str).collect::<Vec<&str>>());
    let both: Vec<&str> = before_texts.iter().map(String::as_str).chain(printed.iter().copied()).collect();
    let probes = probes(&both, args.most);
    let model = after::read(&args.compared, &printed, (input, options));
    let findings: Findings<'_> = after::announced(&report);
    let mut account = Account::of(&probes, args.show);
    for batch in probes.requests.chunks(BATCH) {
        let before = before::answers(&args.compared, (input, options), plugins, batch);
        let pairs: Vec<(HttpRequest, _)> = batch.iter().cloned().zip(before).collect();
        for (request, before) in pairs {
            account.take(Traced::of(request, before, (&model, &findings)));
        }
    }
    drop(findings);
    (account, report)
}
