//! What do `trace` and `verify` have in common: what is compared, and how is it told?

use super::engine::EngineArgs;
use crate::terminal::When;
use clap::{Args, ValueEnum};
use gatewright_verify::Services;

/// What is compared.
#[derive(Debug, Args)]
pub(crate) struct ComparedArgs {
    #[command(flatten)]
    pub(crate) engine: EngineArgs,
    /// The input holds every Service there is: one that is not in it is missing, not somewhere else
    #[arg(long, help_heading = "Input")]
    complete_input: bool,
}

impl ComparedArgs {
    /// What a Service that is not in the input is.
    pub(crate) fn services(&self) -> Services {
        if self.complete_input { Services::Missing } else { Services::Elsewhere }
    }
}

/// How answers are told.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct ToldArgs {
    /// What the answers are written in
    #[arg(long = "output", short = 'o', value_enum, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: AnswerFormat,
    /// End with 1 where some answer differs, announced or not
    #[arg(long)]
    pub(crate) strict: bool,
    /// When the text has colours
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: When,
}

/// `-o`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnswerFormat {
    /// For a person
    Text,
    /// For programs; the shape is stable
    Json,
}
