//! What can be asked of `plugin`?

use clap::{Args, Subcommand, ValueHint};
use std::path::PathBuf;

/// Arguments of `plugin`.
#[derive(Debug, Args)]
#[command(subcommand_required = true, arg_required_else_help = true, disable_help_subcommand = true)]
pub(crate) struct PluginArgs {
    #[command(subcommand)]
    pub(crate) verb: PluginVerb,
}

/// What to do about plugins.
#[derive(Debug, Subcommand)]
pub(crate) enum PluginVerb {
    /// Write the crate of a new plugin: one annotation, its document, and tests
    New(PluginNewArgs),
    /// Say whether a file is a plugin, how large and how quick it is, and run the examples of its documents
    Check(PluginCheckArgs),
    /// Say which plugins there are and what they claim
    List(PluginListArgs),
}

/// Arguments of `plugin check`.
#[derive(Debug, Args)]
pub(crate) struct PluginCheckArgs {
    /// The plugin
    #[arg(value_name = "FILE.wasm", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
}

/// Arguments of `plugin list`.
#[derive(Debug, Args)]
pub(crate) struct PluginListArgs {
    /// A plugin to list as well; give it once for each
    #[arg(long, value_name = "FILE.wasm", value_hint = ValueHint::FilePath)]
    pub(crate) plugin: Vec<PathBuf>,
    /// Leave a built-in plugin out
    #[arg(long, value_name = "NAME")]
    pub(crate) no_builtin: Vec<String>,
}

/// Arguments of `plugin new`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright plugin new team
  gatewright plugin new team --prefix team.example.com --dir plugins/team
")]
pub(crate) struct PluginNewArgs {
    /// The plugin's name: lower-case letters, digits and `-`
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// What stands before the `/` of its annotations [default: NAME.example]
    #[arg(long, value_name = "PREFIX")]
    pub(crate) prefix: Option<String>,
    /// Folder to write; it must not be there, or be empty [default: NAME]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) dir: Option<PathBuf>,
    /// Folder `plugin-sdk` of a clone of Gatewright [default: that of the clone around DIR]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) sdk: Option<PathBuf>,
}
