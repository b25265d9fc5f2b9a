//! How are choices spelled on the command line?

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Command, ValueEnum};
use gatewright_core::options;
use gatewright_core::target::Profile;
use std::ffi::OsStr;

/// `-o`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// Multi-document YAML
    Yaml,
    /// One JSON `List`
    Json,
}

/// `--split`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Split {
    /// A file for each object: `shop/httproute-web.yaml`
    Object,
    /// A file for each namespace: `shop.yaml`
    Namespace,
    /// A file for each kind: `httproute.yaml`
    Kind,
}

/// `--gateway-api`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum GatewayApi {
    #[value(name = "1.4")]
    V1_4,
    #[value(name = "1.5")]
    V1_5,
    #[value(name = "1.6")]
    V1_6,
    #[value(name = "1.7")]
    V1_7,
}

/// `--channel`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Channel {
    /// The fields every installation has
    Standard,
    /// Experimental fields as well
    Experimental,
}

/// `--gateways`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Layout {
    /// One Gateway for each ingress class: one controller was one address
    Shared,
    /// One Gateway for each ingress class and namespace
    PerNamespace,
    /// One Gateway for each ingress class, and a ListenerSet in each namespace
    #[value(name = "listenersets")]
    ListenerSets,
}

/// `--open-routes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OpenRoutes {
    /// They are closed: the same requests, no backend
    Withhold,
    /// They are written without their guard, open to everybody
    Emit,
}

/// `--report`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For a person at a terminal
    Text,
    /// For programs; the shape is stable
    Json,
    /// SARIF 2.1.0, for code scanners
    Sarif,
    /// One page for a browser
    Html,
}

/// `--stage`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stage {
    /// The documents, with the place of every node
    Tree,
    /// The objects that were read, and their settings
    Source,
    /// The rules, in the order in which the source decides
    Table,
    /// The rules, with every want settled
    Granted,
    /// The routes, before they are objects
    Routes,
    /// The manifests
    Output,
}

impl Stage {
    /// The pass; `None` is the last one, which is what `convert` prints.
    pub(crate) fn core(self) -> Option<gatewright_core::Stage> {
        match self {
            Stage::Tree => Some(gatewright_core::Stage::Tree),
            Stage::Source => Some(gatewright_core::Stage::Source),
            Stage::Table => Some(gatewright_core::Stage::Table),
            Stage::Granted => Some(gatewright_core::Stage::Granted),
            Stage::Routes => Some(gatewright_core::Stage::Routes),
            Stage::Output => None,
        }
    }
}

/// `--target`: a known implementation.
#[derive(Clone, Debug)]
pub(crate) struct Target(pub(crate) Profile);

impl Target {
    /// Reads `NAME` or `NAME@VERSION`.
    pub(crate) fn parse(text: &str) -> Result<Target, String> {
        let (name, version) = text.split_once('@').map_or((text, None), |(name, version)| (name, Some(version)));
        Profile::by_name(name, version).map(Target).map_err(|unknown| unknown.to_string())
    }
}

/// Reads a [`Target`], and knows the names that a shell may complete.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TargetParser;

impl TypedValueParser for TargetParser {
    type Value = Target;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<Target, clap::Error> {
        let parser = |text: &str| Target::parse(text);
        TypedValueParser::parse_ref(&parser, command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(gatewright_core::target::names().map(PossibleValue::new)))
    }
}

impl From<OutputFormat> for options::Format {
    fn from(format: OutputFormat) -> options::Format {
        match format {
            OutputFormat::Yaml => options::Format::Yaml,
            OutputFormat::Json => options::Format::Json,
        }
    }
}

impl From<GatewayApi> for options::GatewayApi {
    fn from(release: GatewayApi) -> options::GatewayApi {
        match release {
            GatewayApi::V1_4 => options::GatewayApi::V1_4,
            GatewayApi::V1_5 => options::GatewayApi::V1_5,
            GatewayApi::V1_6 => options::GatewayApi::V1_6,
            GatewayApi::V1_7 => options::GatewayApi::V1_7,
        }
    }
}

impl From<Channel> for options::Channel {
    fn from(channel: Channel) -> options::Channel {
        match channel {
            Channel::Standard => options::Channel::Standard,
            Channel::Experimental => options::Channel::Experimental,
        }
    }
}

impl From<Layout> for options::Layout {
    fn from(layout: Layout) -> options::Layout {
        match layout {
            Layout::Shared => options::Layout::Shared,
            Layout::PerNamespace => options::Layout::PerNamespace,
            Layout::ListenerSets => options::Layout::ListenerSets,
        }
    }
}

impl From<OpenRoutes> for options::OpenRoutes {
    fn from(open: OpenRoutes) -> options::OpenRoutes {
        match open {
            OpenRoutes::Withhold => options::OpenRoutes::Withhold,
            OpenRoutes::Emit => options::OpenRoutes::Emit,
        }
    }
}

/// `--verify`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Depth {
    /// Try nothing
    Off,
    /// Try some requests where that costs less than the conversion, and always under --strict
    Quick,
    /// Try every request that `gatewright verify` would
    Full,
}
