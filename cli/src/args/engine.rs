//! What is converted, for whom, and how closed: what `convert`, `trace` and `verify` have in common.

use super::choice::OpenRoutes;
use super::convert::{GatewayArgs, PluginChoice, TargetArgs, label, name};
use clap::{Args, ValueHint};
use gatewright_core::options::{self, Options, RawPatches};

/// What the engine is given.
#[derive(Debug, Args)]
pub(crate) struct EngineArgs {
    /// Files, directories (searched for .yaml, .yml and .json), globs, or `-` for standard input
    #[arg(value_name = "FILE|DIR|GLOB|-", value_hint = ValueHint::AnyPath, help_heading = "Input")]
    pub(crate) inputs: Vec<String>,
    /// Take only Ingresses of this class
    #[arg(long, value_name = "NAME", help_heading = "Input", value_parser = name)]
    pub(crate) ingress_class: Option<String>,
    /// Namespace of objects that name none [default: default, and none is printed for them]
    #[arg(long, short, value_name = "NAME", help_heading = "Input", value_parser = label)]
    pub(crate) namespace: Option<String>,
    /// What becomes of rules whose guard (authentication, IP list, rate limit ...) cannot be granted
    #[arg(long, value_enum, value_name = "WHAT", default_value = "withhold", help_heading = "Output")]
    pub(crate) open_routes: OpenRoutes,
    /// Write patches of the target's own configuration where no typed field can say it, marked as such
    #[arg(long, help_heading = "Output")]
    pub(crate) allow_raw: bool,

    #[command(flatten)]
    pub(crate) plugins: PluginChoice,
    #[command(flatten)]
    pub(crate) target: TargetArgs,
    #[command(flatten)]
    pub(crate) gateway: GatewayArgs,
}

impl EngineArgs {
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
            raw_patches: if self.allow_raw { RawPatches::Allowed } else { RawPatches::Never },
            ..Options::default()
        }
    }
}
