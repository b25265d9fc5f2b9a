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
use gatewright_contract::Plugin;
use gatewright_core::input::Input;
use gatewright_core::options::Options;
use gatewright_core::report::Report;
use gatewright_verify::probes;
use std::panic::AssertUnwindSafe;

pub(crate) fn run(args: &VerifyArgs) -> Exit {
    attempt(args).unwrap_or_else(|failure| failure.report())
}

fn attempt(args: &VerifyArgs) -> Result<Exit, Failure> {
    let options = args.compared.engine.options();
    let plugins = Plugins::of(&args.compared.engine.plugins.no_builtin, &args.compared.engine.plugins.plugin)?;
    plugins.check(&options)?;
    let sources = source::read(gather::gather(&args.compared.engine.inputs)?);
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
    let text = match args.told.format {
        AnswerFormat::Json => account.json(),
        AnswerFormat::Text => page::text(&account, &report, Colour::of(args.told.color)),
    };
    terminal::print(&text)?;
    Ok(match (account.unannounced, account.announced) {
        (1.., _) => Exit::Incomplete,
        (0, 1..) if args.told.strict => Exit::Warned,
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
    let printed: Vec<&str> = printed.iter().map(String::as_str).collect();
    let read = input.files.iter().map(|file| file.text.as_str());
    let both: Vec<&str> = read.chain(printed.iter().copied()).collect();
    let probes = probes(&both, args.most);
    let model = after::read(&args.compared, &printed, (input, options));
    let findings = after::announced(&report);
    let mut account = Account::of(&probes, args.show);
    let before = before::answers(&args.compared, (input, options), plugins, &probes.requests);
    for (request, before) in probes.requests.into_iter().zip(before) {
        account.take(Traced::of(request, before, (&model, &findings)));
    }
    drop(findings);
    (account, report)
}
