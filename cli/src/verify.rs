//! `gatewright verify`: is everything that was answered before answered the same now, or said to differ?

pub(crate) mod page;

use crate::args::{AnswerFormat, VerifyArgs};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::plugins::Plugins;
use crate::progress::Progress;
use crate::trace::page::Colour;
use crate::trace::{json, tell};
use crate::{gather, source, terminal};
use gatewright_brief as brief;
use gatewright_contract::Plugin;
use gatewright_core::convert;
use gatewright_core::input::Input;
use gatewright_core::options::Options;
use gatewright_core::report::Report;
use gatewright_verify::{Account, Asked, Brief, Check};
use std::borrow::Cow;
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
        AnswerFormat::Json => json(&account),
        AnswerFormat::Text => page::text(&account, &report, Colour::of(args.told.color)),
    };
    terminal::print(&text)?;
    Ok(match (account.counts.unannounced, account.counts.announced) {
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
    let check = Check { most: args.most, show: args.show };
    let services = args.compared.services();
    let (Asked { answer, silent }, report) = match against {
        Some(given) => {
            let printed = given.files.iter().map(|file| Cow::Borrowed(file.text.as_str())).collect();
            // Findings are about what `convert` writes, and excuse nothing that somebody else wrote.
            let brief = Brief { printed, services, ..brief::of_input(input, options) };
            (check.account(&brief, plugins), Report::default())
        }
        None => {
            let report = convert(input, options, plugins);
            let printed = brief::printed_of(&report, input, options);
            let brief = Brief { services, ..brief::of_conversion((input, options), (&report, &printed)) };
            let asked = check.account(&brief, plugins);
            drop(brief);
            (asked, report)
        }
    };
    tell(&silent);
    (answer, report)
}
