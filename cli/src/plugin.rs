//! `gatewright plugin`: what can be done about plugins themselves?

mod check;
mod kit;
mod list;
mod name;
mod new;

use crate::args::{PluginArgs, PluginVerb};
use crate::exit::Exit;

pub(crate) fn run(args: &PluginArgs) -> Exit {
    match &args.verb {
        PluginVerb::New(args) => new::run(args),
        PluginVerb::Check(args) => check::run(args),
        PluginVerb::List(args) => list::run(args),
    }
}
