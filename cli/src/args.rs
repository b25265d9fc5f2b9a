//! What can be asked for?

mod choice;
mod compared;
mod convert;
mod engine;
mod plugin;
mod targets;
mod trace;
mod verify;

pub(crate) use choice::{ReportFormat, Split};
pub(crate) use compared::AnswerFormat;
pub(crate) use convert::{ConvertArgs, ReportArgs};
pub(crate) use plugin::{PluginArgs, PluginCheckArgs, PluginListArgs, PluginNewArgs, PluginVerb};
pub(crate) use targets::TargetsArgs;
pub(crate) use trace::TraceArgs;
pub(crate) use verify::VerifyArgs;

use clap::builder::Styles;
use clap::builder::styling::AnsiColor;
use clap::{Args, Parser, Subcommand};

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::BrightBlue.on_default().bold())
    .usage(AnsiColor::BrightBlue.on_default().bold())
    .literal(AnsiColor::Green.on_default())
    .placeholder(AnsiColor::Cyan.on_default());

/// Turns Kubernetes Ingress configuration into Gateway API configuration, and says for every single setting it read
/// what became of it.
#[derive(Debug, Parser)]
#[command(
    name = "gatewright",
    version,
    styles = STYLES,
    subcommand_required = true,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    max_term_width = 110,
    after_help = "\
Examples:
  gatewright convert ingress.yaml > gateway.yaml
  kubectl get ingress,ingressclass,service -A -o yaml | gatewright convert > gateway.yaml
  gatewright explain core/possible-guard
"
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Convert Ingress manifests to Gateway API manifests
    Convert(Box<ConvertArgs>),
    /// Say what a request was answered before, what it is answered now, and which finding told the difference
    Trace(Box<TraceArgs>),
    /// Hold what is answered now against what was answered before, request by request
    Verify(Box<VerifyArgs>),
    /// Say what a code means, why it is raised and what to do
    Explain(ExplainArgs),
    /// Say what each target can keep, as which object and with what difference
    Targets(TargetsArgs),
    /// Write, check and list plugins
    Plugin(PluginArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright explain core/possible-guard
  gatewright explain            list every code
")]
pub(crate) struct ExplainArgs {
    /// A code such as `core/possible-guard`, or an annotation; without it every code is listed
    #[arg(value_name = "CODE|ANNOTATION")]
    pub(crate) topic: Option<String>,
    /// A plugin whose documents to look into as well, a .wasm file
    #[arg(long, value_name = "FILE.wasm", value_hint = clap::ValueHint::FilePath)]
    pub(crate) plugin: Vec<std::path::PathBuf>,
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright completions bash > ~/.local/share/bash-completion/completions/gatewright
  gatewright completions fish > ~/.config/fish/completions/gatewright.fish
")]
pub(crate) struct CompletionsArgs {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}
