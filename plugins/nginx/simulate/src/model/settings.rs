//! What holds for every Ingress? The controller's ConfigMap, its version and its flags.

use gatewright_plugin_sdk::contract::SimRequest;
use gatewright_plugin_sdk::contract::collections::SortedMap;
use gatewright_plugin_sdk::value::Flag;
use gatewright_plugin_sdk::{ConfigMapView, Objects, Value};

/// The controller's settings.
#[derive(Clone, Debug)]
pub(super) struct Settings<'r> {
    entries: SortedMap<&'r str, &'r str>,
    /// Major and minor.
    version: (u32, u32),
    /// What annotations begin with.
    pub(super) prefix: &'r str,
    /// Whether TLS can be passed on unterminated.
    pub(super) passthrough: bool,
    /// Whether what is not in the input is not in the cluster.
    pub(super) complete: bool,
}

/// How dangerous an annotation is, or may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Risk {
    /// Low.
    Low,
    /// Medium.
    Medium,
    /// High.
    High,
    /// Critical.
    Critical,
}

impl<'r> Settings<'r> {
    /// Reads the settings of a request.
    pub(super) fn read(request: &'r SimRequest) -> Settings<'r> {
        let option = |name: &str| request.options.get(name).map(String::as_str).filter(|text| !text.is_empty());
        let on = |name: &str| option(name).and_then(|text| Flag::parse(text).ok()).is_some_and(|flag| flag.0);
        Settings {
            entries: controller(request).map(|map| map.entries().collect()).unwrap_or_default(),
            version: option("version").and_then(version).unwrap_or((1, 15)),
            prefix: option("annotations-prefix").unwrap_or("nginx.ingress.kubernetes.io"),
            passthrough: on("ssl-passthrough"),
            complete: on("complete-input"),
        }
    }

    /// A text of the ConfigMap.
    pub(super) fn text(&self, key: &str) -> Option<&'r str> {
        self.entries.get(key).map(|text| text.trim()).filter(|text| !text.is_empty())
    }

    /// A switch of the ConfigMap.
    pub(super) fn flag(&self, key: &str) -> Option<bool> {
        self.text(key).and_then(|text| Flag::parse(text).ok()).map(|flag| flag.0)
    }

    /// A switch of the ConfigMap that is on where it is not set.
    pub(super) fn unless_off(&self, key: &str) -> bool {
        self.flag(key).unwrap_or(true)
    }

    /// A switch of the ConfigMap that is off where it is not set.
    pub(super) fn on(&self, key: &str) -> bool {
        self.flag(key).unwrap_or(false)
    }

    /// The words of a list of the ConfigMap.
    pub(super) fn words(&self, key: &str) -> Vec<&'r str> {
        words(self.text(key).unwrap_or_default())
    }

    /// A status code of the ConfigMap.
    pub(super) fn status(&self, key: &str, otherwise: u16) -> u16 {
        self.text(key).and_then(|text| text.parse().ok()).unwrap_or(otherwise)
    }

    /// Whether annotations are checked before they are used.
    pub(super) fn validates(&self) -> bool {
        self.version >= (1, 12)
    }

    /// Whether requests can be counted across controllers.
    pub(super) fn counts_together(&self) -> bool {
        self.version < (1, 12) && self.text("global-rate-limit-memcached-host").is_some()
    }

    /// Whether snippets of annotations are used.
    pub(super) fn allows_snippets(&self) -> bool {
        self.flag("allow-snippet-annotations").unwrap_or(self.version < (1, 10))
    }

    /// Whether annotations may name objects of other namespaces.
    pub(super) fn crosses_namespaces(&self) -> bool {
        self.flag("allow-cross-namespace-resources").unwrap_or(self.version < (1, 12))
    }

    /// The most dangerous annotation that is accepted.
    pub(super) fn risk(&self) -> Risk {
        match self.text("annotations-risk-level") {
            Some("Critical") => Risk::Critical,
            Some("High") => Risk::High,
            Some("Medium") => Risk::Medium,
            Some("Low") => Risk::Low,
            Some(_) | None if self.version >= (1, 12) => Risk::High,
            Some(_) | None => Risk::Critical,
        }
    }

    /// Status of the redirect from http to https and to the other host name.
    pub(super) fn redirect_code(&self) -> u16 {
        match self.status("http-redirect-code", 308) {
            code @ (301 | 302 | 307 | 308) => code,
            _ => 308,
        }
    }
}

/// Words separated by commas.
pub(super) fn words(text: &str) -> Vec<&str> {
    text.split(',').map(str::trim).filter(|word| !word.is_empty()).collect()
}

/// The controller's own ConfigMap.
fn controller(request: &SimRequest) -> Option<ConfigMapView<'_>> {
    let maps = ConfigMapView::all(Objects::new(&request.objects));
    if let Some(named) = request.options.get("configmap").filter(|name| !name.is_empty()) {
        return maps.into_values().find(|map| format!("{}/{}", map.view.namespace(), map.view.name()) == *named);
    }
    let usual = |map: &ConfigMapView<'_>| {
        let name = map.view.name();
        name == "nginx-configuration"
            || name == "ingress-nginx-controller"
            || name.ends_with("-ingress-nginx-controller")
    };
    let told = |map: &ConfigMapView<'_>| map.view.has_facts();
    maps.values().copied().find(|map| usual(map)).or_else(|| maps.values().copied().find(|map| told(map)))
}

/// `v1.15`, `1.9.5`.
fn version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.trim().trim_start_matches('v').split(['.', '-', '+']);
    Some((parts.next()?.parse().ok()?, parts.next().unwrap_or("0").parse().ok()?))
}
