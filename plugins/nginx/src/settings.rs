//! The controller's own settings: options of a conversion, and its ConfigMap.

use gatewright_plugin_sdk::contract::FactId;
use gatewright_plugin_sdk::contract::collections::SortedMap;
use gatewright_plugin_sdk::value::{Flag, Value};
use gatewright_plugin_sdk::{Answer, ConfigMapView, Objects, Told};

/// The prefix of annotations, where no option gives another.
pub const PREFIX: &str = "nginx.ingress.kubernetes.io";

/// The prefix that holds.
pub fn prefix(options: &SortedMap<String, String>) -> &str {
    options.get("annotations-prefix").filter(|prefix| !prefix.is_empty()).map_or(PREFIX, String::as_str)
}

/// How paths of a host are taken where one of them is a regular expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RegexHosts {
    /// As nginx took them.
    Faithful,
    /// As their path type says.
    Declared,
}

/// What the controller made of snippets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Snippets {
    /// It pasted them into its configuration.
    Read,
    /// As `Read`, although its release refuses them by default: its ConfigMap is not in the input, and an Ingress that
    /// has one was meant to work.
    Assumed,
    /// It left them out.
    Ignored,
    /// It refused the whole Ingress.
    Refused,
}

/// A release of the controller: `1.15`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// Before the point.
    pub major: u32,
    /// Behind it.
    pub minor: u32,
}

/// The controller's settings.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What stands before the `/` of annotations.
    pub prefix: String,
    /// Its release.
    pub version: Version,
    /// How paths of regex hosts are taken.
    pub regex_hosts: RegexHosts,
    /// Whether TLS may be passed through.
    pub passthrough: bool,
    /// The entries of its ConfigMap.
    entries: SortedMap<String, Told<String>>,
}

impl Settings {
    /// Reads options and ConfigMap. Of several ConfigMaps the first by namespace and name counts.
    pub fn read(options: &SortedMap<String, String>, objects: Objects<'_>, answer: &mut Answer) -> Settings {
        let maps = ConfigMapView::all(objects);
        let mut claimed = maps.values().filter(|map| map.facts().next().is_some());
        let entries = claimed.next().map(|map| {
            map.facts().map(|(key, told)| (key.to_owned(), told.map(str::to_owned))).collect::<SortedMap<_, _>>()
        });
        for (_, told) in claimed.flat_map(|map| map.facts()) {
            answer.inert(told.fact, "another ConfigMap of the controller was read");
        }
        let text = |name: &str| options.get(name).map(String::as_str).unwrap_or_default();
        Settings {
            prefix: prefix(options).to_owned(),
            version: version(text("version")).unwrap_or(Version { major: 1, minor: 15 }),
            regex_hosts: if text("regex-hosts") == "declared" { RegexHosts::Declared } else { RegexHosts::Faithful },
            passthrough: text("ssl-passthrough") == "true",
            entries: entries.unwrap_or_default(),
        }
    }

    /// Whether annotations with letters that their key does not allow were refused (from 1.12 on).
    pub fn validates(&self) -> bool {
        self.version >= Version { major: 1, minor: 12 }
    }

    /// What the controller made of an Ingress with a snippet.
    pub fn snippets(&self) -> Snippets {
        let old = self.version < Version { major: 1, minor: 10 };
        let allows = self.flag("allow-snippet-annotations", old);
        let level = self.text("annotations-risk-level").unwrap_or(if self.validates() { "High" } else { "Critical" });
        match (self.entries.is_empty(), allows, level == "Critical") {
            (true, false, _) | (true, _, false) => Snippets::Assumed,
            (_, _, false) => Snippets::Refused,
            (_, true, true) => Snippets::Read,
            (_, false, true) => Snippets::Ignored,
        }
    }

    /// Whether the controller's ConfigMap is in the input.
    pub fn is_given(&self) -> bool {
        !self.entries.is_empty()
    }

    /// An entry of the ConfigMap.
    pub fn entry(&self, key: &str) -> Option<&Told<String>> {
        self.entries.get(key)
    }

    /// Every entry of the ConfigMap.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &Told<String>)> {
        self.entries.iter().map(|(key, told)| (key.as_str(), told))
    }

    /// A switch of the ConfigMap, or its default; what is neither true nor false counts as absent.
    pub(crate) fn flag(&self, key: &str, default: bool) -> bool {
        self.entry(key).and_then(|told| Flag::parse(&told.value).ok()).map_or(default, |flag| flag.0)
    }

    /// A text of the ConfigMap.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.entry(key).map(|told| told.value.as_str()).filter(|text| !text.is_empty())
    }

    /// A number of the ConfigMap, or its default.
    pub fn number(&self, key: &str, default: u64) -> u64 {
        self.entry(key).and_then(|told| told.value.trim().parse().ok()).unwrap_or(default)
    }

    /// The facts of these entries, where they are there: what a rule was made from beside annotations.
    pub fn facts(&self, keys: &[&str]) -> Vec<FactId> {
        keys.iter().filter_map(|key| self.entry(key)).map(|told| told.fact).collect()
    }
}

/// `1.12`, `v1.12.3`, `0.49`.
fn version(text: &str) -> Option<Version> {
    let mut parts = text.trim_start_matches('v').split('.');
    Some(Version { major: parts.next()?.parse().ok()?, minor: parts.next()?.parse().ok()? })
}
