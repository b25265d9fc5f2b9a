//! What a user can choose.

pub use crate::plugins::check_settings;

use crate::target::Profile;
use gatewright_contract::collections::SortedMap;

/// The choices of one conversion.
#[derive(Clone, Debug)]
pub struct Options {
    /// The implementation written for.
    pub target: Profile,
    /// The Gateway API release the cluster has.
    pub gateway_api: GatewayApi,
    /// The channel of that release.
    pub channel: Channel,
    /// Names of the Gateways.
    pub gateway: GatewayNaming,
    /// How listeners are spread over Gateways.
    pub layout: Layout,
    /// Namespace of objects that name none; without it they are taken to be in `default`, and none is printed for them.
    pub namespace: Option<String>,
    /// Convert only Ingresses of this class.
    pub ingress_class: Option<String>,
    /// Which plugin serves an ingress class, where the user says so.
    pub class_map: SortedMap<String, String>,
    /// Settings of plugins, by plugin and name.
    pub settings: SortedMap<String, SortedMap<String, String>>,
    /// What becomes of rules whose guard cannot be granted.
    pub open_routes: OpenRoutes,
    /// Whether what no typed field can say may be patched into the target's own configuration.
    pub raw_patches: RawPatches,
    /// YAML or JSON.
    pub format: Format,
    /// Whether the output says for each part where it came from.
    pub provenance: Provenance,
}

/// A Gateway API release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GatewayApi {
    /// 1.4.
    V1_4,
    /// 1.5.
    V1_5,
    /// 1.6.
    V1_6,
    /// 1.7.
    V1_7,
}

/// A release channel of the Gateway API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// Standard.
    Standard,
    /// Experimental.
    Experimental,
}

/// Names of the Gateways.
#[derive(Clone, Debug)]
pub struct GatewayNaming {
    /// GatewayClass; `None` means the target's, or the ingress class's name.
    pub class: Option<String>,
    /// Gateway name; `None` means the ingress class's name.
    pub name: Option<String>,
    /// Namespace of shared Gateways.
    pub namespace: String,
}

/// How listeners are spread over Gateways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layout {
    /// One Gateway for each ingress class.
    Shared,
    /// One Gateway for each ingress class and namespace.
    PerNamespace,
    /// One Gateway for each ingress class, and a ListenerSet in each namespace for its certificates.
    ListenerSets,
}

/// What becomes of rules whose guard cannot be granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OpenRoutes {
    /// They are closed.
    Withhold,
    /// They are emitted without the guard, because the user asked for it by name.
    Emit,
}

/// Whether what no typed field can say may be patched into the configuration that a target makes of its objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RawPatches {
    /// It is left out, and said.
    Never,
    /// It may, because the user asked for it by name: no release of a target promises that such patches fit the next one.
    Allowed,
}

/// The language of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Multi-document YAML.
    Yaml,
    /// A JSON `List`.
    Json,
}

/// How much the output says about where it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Provenance {
    /// The source object above each document.
    Objects,
    /// File, line and setting above each part as well.
    Lines,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            target: Profile::standard(),
            gateway_api: GatewayApi::V1_5,
            channel: Channel::Standard,
            gateway: GatewayNaming { class: None, name: None, namespace: "gateway-system".to_owned() },
            layout: Layout::Shared,
            namespace: None,
            ingress_class: None,
            class_map: SortedMap::new(),
            settings: SortedMap::new(),
            open_routes: OpenRoutes::Withhold,
            raw_patches: RawPatches::Never,
            format: Format::Yaml,
            provenance: Provenance::Objects,
        }
    }
}

impl Options {
    /// The namespace of objects that name none, as every decision sees it.
    pub fn namespace(&self) -> &str {
        self.namespace.as_deref().unwrap_or("default")
    }
}

impl GatewayApi {
    /// Every release known, oldest first.
    pub const ALL: [GatewayApi; 4] = [GatewayApi::V1_4, GatewayApi::V1_5, GatewayApi::V1_6, GatewayApi::V1_7];

    /// `1.5`.
    pub fn name(self) -> &'static str {
        match self {
            GatewayApi::V1_4 => "1.4",
            GatewayApi::V1_5 => "1.5",
            GatewayApi::V1_6 => "1.6",
            GatewayApi::V1_7 => "1.7",
        }
    }
}
