//! What can be asked of `trace`?

use super::compared::{ComparedArgs, ToldArgs};
use clap::{ArgGroup, Args, ValueHint};
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
    #[command(flatten)]
    pub(crate) compared: ComparedArgs,

    /// A request: `GET https://shop.example/cart`; without a method it is GET. May be given again
    #[arg(long, value_name = "REQUEST", group = "asked", help_heading = "Requests")]
    pub(crate) request: Vec<String>,
    /// A header of every --request: `Name: value`. May be given again
    #[arg(long = "header", short = 'H', value_name = "HEADER", requires = "request", help_heading = "Requests")]
    pub(crate) header: Vec<String>,
    /// A JSON file with a list of {method, scheme, host, path, headers, clientAddress, clientCert, bodyBytes}
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, group = "asked", help_heading = "Requests")]
    pub(crate) requests: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) told: ToldArgs,
}
