//! What can be asked of `targets`?

use super::choice::{Channel, GatewayApi, Target, TargetParser};
use clap::Args;

/// Arguments of `targets`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright targets
  gatewright targets envoy-gateway
  gatewright targets standard --channel experimental
")]
pub(crate) struct TargetsArgs {
    /// A target, to see as which object it keeps each want and with what difference; without it all are compared
    #[arg(value_name = "NAME[@VERSION]", value_parser = TargetParser)]
    pub(crate) target: Option<Target>,
    /// The Gateway API release of the cluster
    #[arg(long, value_enum, value_name = "RELEASE", default_value = "1.5")]
    pub(crate) gateway_api: GatewayApi,
    /// The channel of that release
    #[arg(long, value_enum, value_name = "CHANNEL", default_value = "standard")]
    pub(crate) channel: Channel,
}
