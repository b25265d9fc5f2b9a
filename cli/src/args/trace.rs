//! What can be asked of `trace`?

use super::choice::OpenRoutes;
use super::convert::{GatewayArgs, PluginChoice, TargetArgs, label, name};
use crate::terminal::When;
use clap::{ArgGroup, Args, ValueEnum, ValueHint};
use gatewright_core::options::{self, Options};
use std::path::PathBuf;

/// Arguments of `trace`.
#[derive(Debug, Args)]
#[command(
    group = ArgGroup::new("asked").required(true).multiple(true),
    after_help = "\
Exit codes:
  0   every request was answered
  1   some answer differs, under --strict
  3   nothing could be read
  64  wrong usage

Examples:
  gatewright trace ingress.yaml --request 'GET https://shop.example/cart'
  gatewright trace manifests/ --request 'http://shop.example/' -H 'Cookie: beta=always' --target envoy-gateway
  gatewright trace ingress.yaml --requests requests.json -o json
"
)]
pub(crate) struct TraceArgs {
    /// Files, directories (searched for .yaml, .yml and .json), globs, or `-` for standard input
    #[arg(value_name = "FILE|DIR|GLOB|-", value_hint = ValueHint::AnyPath, help_heading = "Input")]
    pub(crate) inputs: Vec<String>,
    /// Look only at Ingresses of this class
    #[arg(long, value_name = "NAME", help_heading = "Input", value_parser = name)]
    pub(crate) ingress_class: Option<String>,
    /// Namespace of objects that name none [default: default]
    #[arg(long, short, value_name = "NAME", help_heading = "Input", value_parser = label)]
    pub(crate) namespace: Option<String>,
    /// The input holds every Service there is: one that is not in it is missing, not somewhere else
    #[arg(long, help_heading = "Input")]
    pub(crate) complete_input: bool,

    /// A request: `GET https://shop.example/cart`; without a method it is GET. May be given again
    #[arg(long, value_name = "REQUEST", group = "asked", help_heading = "Requests")]
    pub(crate) request: Vec<String>,
    /// A header of every --request: `Name: value`. May be given again
    #[arg(long = "header", short = 'H', value_name = "HEADER", requires = "request", help_heading = "Requests")]
    pub(crate) header: Vec<String>,
    /// A JSON file with a list of {method, scheme, host, path, headers, clientAddress, clientCert, bodyBytes}
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, group = "asked", help_heading = "Requests")]
    pub(crate) requests: Option<PathBuf>,

    /// What the answers are written in
    #[arg(
        long = "output",
        short = 'o',
        value_enum,
        value_name = "FORMAT",
        default_value = "text",
        help_heading = "Output"
    )]
    pub(crate) format: TraceFormat,
    /// What becomes of rules whose guard cannot be granted
    #[arg(long, value_enum, value_name = "WHAT", default_value = "withhold", help_heading = "Output")]
    pub(crate) open_routes: OpenRoutes,
    /// End with 1 where some answer differs, announced or not
    #[arg(long, help_heading = "Output")]
    pub(crate) strict: bool,
    /// When the text has colours
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto", help_heading = "Output")]
    pub(crate) color: When,

    #[command(flatten)]
    pub(crate) plugins: PluginChoice,
    #[command(flatten)]
    pub(crate) target: TargetArgs,
    #[command(flatten)]
    pub(crate) gateway: GatewayArgs,
}

/// `-o`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TraceFormat {
    /// For a person
    Text,
    /// For programs; the shape is stable
    Json,
}

impl TraceArgs {
    /// What the engine is asked for.
    pub(crate) fn options(&self) -> Options {
        Options {
            target: self.target.target.0.clone(),
            gateway_api: self.target.gateway_api.into(),
            channel: self.target.channel.into(),
            gateway: options::GatewayNaming {
                class: self.gateway.gateway_class.clone(),
                name: self.gateway.gateway_name.clone(),
                namespace: self.gateway.gateway_namespace.clone(),
            },
            layout: self.gateway.gateways.into(),
            namespace: self.namespace.clone(),
            ingress_class: self.ingress_class.clone(),
            class_map: self.plugins.class_map.iter().cloned().collect(),
            settings: self.plugins.settings(),
            open_routes: self.open_routes.into(),
            ..Options::default()
        }
    }
}
