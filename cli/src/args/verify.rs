//! What can be asked of `verify`?

use super::compared::{ComparedArgs, ToldArgs};
use clap::{Args, ValueHint};

/// Requests of a whole check.
pub(super) const MANY: usize = 250_000;

/// Arguments of `verify`.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes:
  0   every answer is the same, or a finding says otherwise
  1   some answer differs as a finding says, under --strict
  2   some answer differs and no finding says so
  3   nothing could be read
  64  wrong usage

Examples:
  gatewright verify ingress.yaml
  kubectl get ingress,ingressclass,service -A -o yaml | gatewright verify --target envoy-gateway -
  gatewright verify ingress.yaml --against gateway-api/ -o json > report.json
")]
pub(crate) struct VerifyArgs {
    #[command(flatten)]
    pub(crate) compared: ComparedArgs,

    /// Hold these Gateway API manifests against the Ingresses, instead of what `convert` would write. May be given again
    #[arg(long, value_name = "FILE|DIR|GLOB", value_hint = ValueHint::AnyPath, help_heading = "Input")]
    pub(crate) against: Vec<String>,
    /// Ask at most so many requests; where more were derived, every so many-th is asked
    #[arg(long, value_name = "COUNT", default_value_t = MANY, help_heading = "Requests")]
    pub(crate) most: usize,
    /// Show at most so many requests whose answers differ and no finding says so
    #[arg(long, value_name = "COUNT", default_value_t = 10, help_heading = "Output")]
    pub(crate) show: usize,

    #[command(flatten)]
    pub(crate) told: ToldArgs,
}
