//! What can be asked of `convert`?

use super::choice::{
    Channel, Depth, GatewayApi, Layout, OutputFormat, ReportFormat, Split, Stage, Target, TargetParser,
};
use super::engine::EngineArgs;
use super::verify::MANY;
use crate::exit::Strictness;
use crate::terminal::When;
use clap::{Args, ValueHint};
use gatewright_contract::collections::SortedMap;
use gatewright_core::options::{self, Options};
use std::path::PathBuf;

/// Bytes of input for which a quick check costs less than the rest of the run.
const CHEAP: usize = 6 << 10;
/// Requests of a quick check.
const FEW: usize = 200;

/// Arguments of `convert`.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes:
  0   done
  1   done, with warnings under --strict
  2   some object could not be converted, or some rule was withheld; the rest was written
  3   nothing could be read or written
  64  wrong usage

Examples:
  gatewright convert ingress.yaml > gateway.yaml
  gatewright convert manifests/ --out-dir gateway/
  kubectl get ingress,ingressclass,service -A -o yaml | gatewright convert --report-file report.html
")]
pub(crate) struct ConvertArgs {
    #[command(flatten)]
    pub(crate) engine: EngineArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) report: ReportArgs,
}

/// Who understands the input.
#[derive(Debug, Args)]
#[command(next_help_heading = "Plugins")]
pub(crate) struct PluginChoice {
    /// A plugin to use as well, a .wasm file; give it once for each
    #[arg(long, value_name = "FILE.wasm", value_hint = ValueHint::FilePath)]
    pub(crate) plugin: Vec<PathBuf>,
    /// Leave a built-in plugin out
    #[arg(long, value_name = "NAME")]
    pub(crate) no_builtin: Vec<String>,
    /// A setting that a plugin's vendor keeps outside objects, such as nginx.version=1.11
    #[arg(long, value_name = "PLUGIN.KEY=VALUE", value_parser = setting)]
    pub(crate) set: Vec<(String, String, String)>,
    /// Which plugin serves an ingress class, where nothing in the input says so
    #[arg(long, value_name = "CLASS=PLUGIN", value_parser = class)]
    pub(crate) class_map: Vec<(String, String)>,
}

/// Where manifests go.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputArgs {
    /// Language of the manifests
    #[arg(long = "output", short = 'o', value_enum, value_name = "FORMAT", default_value = "yaml")]
    pub(crate) format: OutputFormat,
    /// Write files to this directory instead of standard output; files that gatewright did not write are left alone
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out_dir: Option<PathBuf>,
    /// How manifests are spread over files [default: object]
    #[arg(long, value_enum, value_name = "BY", requires = "out_dir")]
    pub(crate) split: Option<Split>,
    /// Say what must be installed and set before the output is applied, on standard error
    #[arg(long)]
    pub(crate) notes: bool,
    /// Say in comments from which line and setting every part came
    #[arg(long)]
    pub(crate) explain: bool,
    /// Print what a pass of the engine gives instead of manifests, to see where something goes wrong
    #[arg(long, value_enum, value_name = "PASS", default_value = "output", conflicts_with = "out_dir")]
    pub(crate) stage: Stage,
}

/// What manifests are written for.
#[derive(Debug, Args)]
#[command(next_help_heading = "Target")]
pub(crate) struct TargetArgs {
    /// The implementation written for
    #[arg(long, value_name = "NAME[@VERSION]", default_value = "standard", value_parser = TargetParser)]
    pub(crate) target: Target,
    /// The Gateway API release of the cluster
    #[arg(long, value_enum, value_name = "RELEASE", default_value = "1.5")]
    pub(crate) gateway_api: GatewayApi,
    /// The channel of that release
    #[arg(long, value_enum, value_name = "CHANNEL", default_value = "standard")]
    pub(crate) channel: Channel,
}

/// What Gateways are called.
#[derive(Debug, Args)]
#[command(next_help_heading = "Gateways")]
pub(crate) struct GatewayArgs {
    /// GatewayClass of the Gateways [default: the target's, or the ingress class's name]
    #[arg(long, value_name = "NAME", value_parser = name)]
    pub(crate) gateway_class: Option<String>,
    /// Name of the Gateways [default: the ingress class's name, or `gateway`]
    #[arg(long, value_name = "NAME", value_parser = name)]
    pub(crate) gateway_name: Option<String>,
    /// Namespace of shared Gateways
    #[arg(long, value_name = "NAME", default_value = "gateway-system", value_parser = label)]
    pub(crate) gateway_namespace: String,
    /// How listeners are spread over Gateways
    #[arg(long, value_enum, value_name = "HOW", default_value = "shared")]
    pub(crate) gateways: Layout,
}

/// What is said about it all.
#[derive(Debug, Args)]
#[command(next_help_heading = "Report")]
pub(crate) struct ReportArgs {
    /// Form of the report [default: text, or what the name of the report file says]
    #[arg(long = "report", value_enum, value_name = "FORM")]
    pub(crate) form: Option<ReportFormat>,
    /// Write the report to this file instead of standard error
    #[arg(long = "report-file", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: Option<PathBuf>,
    /// Try requests on the old controller's model and on the manifests, and say where answers differ without a finding
    #[arg(long, value_enum, value_name = "DEPTH", default_value = "quick")]
    pub(crate) verify: Depth,
    /// End with 1 where there are warnings
    #[arg(long)]
    pub(crate) strict: bool,
    /// Say nothing on standard error; the exit code and the report file still tell
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// When the report has colours
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: When,
}

impl ConvertArgs {
    /// What the engine is asked for.
    pub(crate) fn options(&self) -> Options {
        Options {
            format: self.output.format.into(),
            provenance: if self.output.explain { options::Provenance::Lines } else { options::Provenance::Objects },
            ..self.engine.options()
        }
    }
}

impl ReportArgs {
    /// Whether warnings count.
    pub(crate) fn strictness(&self) -> Strictness {
        if self.strict { Strictness::Strict } else { Strictness::Lenient }
    }

    /// How many requests are tried, for an input of so many bytes; `None` is no check.
    pub(crate) fn requests(&self, bytes: usize) -> Option<usize> {
        match self.verify {
            Depth::Off => None,
            Depth::Quick if bytes > CHEAP && !self.strict => None,
            Depth::Quick => Some(FEW),
            Depth::Full => Some(MANY),
        }
    }

    /// The form asked for, or else the one that the file's name says.
    pub(crate) fn form(&self) -> ReportFormat {
        let extension = self.file.as_deref().and_then(|file| file.extension()).and_then(|extension| extension.to_str());
        self.form.unwrap_or(match extension {
            Some("json") => ReportFormat::Json,
            Some("sarif") => ReportFormat::Sarif,
            Some("html" | "htm") => ReportFormat::Html,
            Some(_) | None => ReportFormat::Text,
        })
    }
}

impl PluginChoice {
    /// Settings by plugin and name; of two for one name the last counts.
    pub(super) fn settings(&self) -> SortedMap<String, SortedMap<String, String>> {
        let mut settings: SortedMap<String, SortedMap<String, String>> = SortedMap::new();
        for (plugin, name, value) in &self.set {
            settings.entry(plugin.clone()).or_default().insert(name.clone(), value.clone());
        }
        settings
    }
}

/// `plugin.key=value`.
fn setting(text: &str) -> Result<(String, String, String), String> {
    let parts = text.split_once('=').and_then(|(name, value)| Some((name.split_once('.')?, value)));
    match parts {
        Some(((plugin, name), value)) if !plugin.is_empty() && !name.is_empty() => {
            Ok((plugin.to_owned(), name.to_owned(), value.to_owned()))
        }
        Some(_) | None => Err("write PLUGIN.KEY=VALUE".to_owned()),
    }
}

/// `class=plugin`.
fn class(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((class, plugin)) if !class.is_empty() && !plugin.is_empty() => Ok((class.to_owned(), plugin.to_owned())),
        Some(_) | None => Err("write CLASS=PLUGIN".to_owned()),
    }
}

/// A DNS label, as namespaces are named.
pub(super) fn label(text: &str) -> Result<String, String> {
    if text.contains('.') {
        return Err("a namespace has no dots".to_owned());
    }
    if text.len() > 63 {
        return Err("a namespace has at most 63 characters".to_owned());
    }
    name(text)
}

/// A DNS subdomain, as most objects are named.
pub(super) fn name(text: &str) -> Result<String, String> {
    let part = |part: &str| {
        !part.is_empty()
            && !part.starts_with('-')
            && !part.ends_with('-')
            && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    if text.len() <= 253 && text.split('.').all(part) {
        return Ok(text.to_owned());
    }
    Err("a name has lower-case letters, digits, `-` and `.`, and begins and ends with a letter or digit".to_owned())
}
