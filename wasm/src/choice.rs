//! Which choices does JavaScript make, and which are there?

use crate::Failure;
use gatewright_contract::collections::SortedMap;
use gatewright_core::options::{
    Channel, Format, GatewayApi, GatewayNaming, Layout, OpenRoutes, Options, Provenance, RawPatches,
};
use gatewright_core::target::{self, Profile};
use serde::{Deserialize, Serialize};

/// Options of a conversion, as JavaScript writes them. What is not said is as on the command line.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Wish {
    target: Option<String>,
    gateway_api: Option<String>,
    channel: Option<String>,
    layout: Option<String>,
    gateway_class: Option<String>,
    gateway_name: Option<String>,
    gateway_namespace: Option<String>,
    namespace: Option<String>,
    ingress_class: Option<String>,
    class_map: SortedMap<String, String>,
    settings: SortedMap<String, SortedMap<String, String>>,
    open_routes: Option<String>,
    raw_patches: Option<String>,
    format: Option<String>,
    provenance: Option<String>,
    /// Built-in plugins that are left out.
    pub(crate) without: Vec<String>,
}

/// What can be chosen.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Choices {
    /// Implementations, with and without their versions.
    pub targets: Vec<&'static str>,
    /// Releases of the Gateway API.
    pub gateway_apis: Vec<&'static str>,
    /// Channels of a release.
    pub channels: Vec<&'static str>,
    /// How listeners are spread over Gateways.
    pub layouts: Vec<&'static str>,
    /// What becomes of rules whose guard cannot be kept.
    pub open_routes: Vec<&'static str>,
    /// Whether the target's own configuration may be patched.
    pub raw_patches: Vec<&'static str>,
    /// The implementations whose configuration can be.
    pub patched: Vec<&'static str>,
    /// Languages of the output.
    pub formats: Vec<&'static str>,
    /// How much the output says about where it came from.
    pub provenances: Vec<&'static str>,
}

const CHANNELS: [(&str, Channel); 2] = [("standard", Channel::Standard), ("experimental", Channel::Experimental)];
const LAYOUTS: [(&str, Layout); 3] =
    [("shared", Layout::Shared), ("per-namespace", Layout::PerNamespace), ("listenersets", Layout::ListenerSets)];
const OPEN_ROUTES: [(&str, OpenRoutes); 2] = [("withhold", OpenRoutes::Withhold), ("emit", OpenRoutes::Emit)];
const RAW_PATCHES: [(&str, RawPatches); 2] = [("never", RawPatches::Never), ("allowed", RawPatches::Allowed)];
const FORMATS: [(&str, Format); 2] = [("yaml", Format::Yaml), ("json", Format::Json)];
const PROVENANCES: [(&str, Provenance); 2] = [("objects", Provenance::Objects), ("lines", Provenance::Lines)];

impl Choices {
    /// All of them, in the words of the command line.
    pub fn all() -> Choices {
        fn words<T, const N: usize>(table: &[(&'static str, T); N]) -> Vec<&'static str> {
            table.iter().map(|(word, _)| *word).collect()
        }
        Choices {
            targets: target::names().collect(),
            gateway_apis: GatewayApi::ALL.iter().map(|release| release.name()).collect(),
            channels: words(&CHANNELS),
            layouts: words(&LAYOUTS),
            open_routes: words(&OPEN_ROUTES),
            raw_patches: words(&RAW_PATCHES),
            patched: target::names().filter(|name| target(name).is_ok_and(|one| one.own.raw.is_some())).collect(),
            formats: words(&FORMATS),
            provenances: words(&PROVENANCES),
        }
    }
}

impl Wish {
    /// As the engine takes them.
    ///
    /// # Errors
    /// When a word is none of the choices.
    pub fn options(&self) -> Result<Options, Failure> {
        let usual = Options::default();
        Ok(Options {
            target: self.target.as_deref().map_or(Ok(usual.target), target)?,
            gateway_api: match &self.gateway_api {
                None => usual.gateway_api,
                Some(name) => {
                    let found = GatewayApi::ALL.into_iter().find(|release| release.name() == name);
                    found.ok_or_else(|| unknown("gatewayApi", name, &Choices::all().gateway_apis))?
                }
            },
            channel: word("channel", self.channel.as_deref(), &CHANNELS, usual.channel)?,
            gateway: GatewayNaming {
                class: named("gatewayClass", self.gateway_class.as_deref())?,
                name: named("gatewayName", self.gateway_name.as_deref())?,
                namespace: named("gatewayNamespace", self.gateway_namespace.as_deref())?
                    .unwrap_or(usual.gateway.namespace),
            },
            layout: word("layout", self.layout.as_deref(), &LAYOUTS, usual.layout)?,
            namespace: named("namespace", self.namespace.as_deref())?,
            ingress_class: named("ingressClass", self.ingress_class.as_deref())?,
            class_map: self.class_map.clone(),
            settings: self.settings.clone(),
            open_routes: word("openRoutes", self.open_routes.as_deref(), &OPEN_ROUTES, usual.open_routes)?,
            raw_patches: word("rawPatches", self.raw_patches.as_deref(), &RAW_PATCHES, usual.raw_patches)?,
            format: word("format", self.format.as_deref(), &FORMATS, usual.format)?,
            provenance: word("provenance", self.provenance.as_deref(), &PROVENANCES, usual.provenance)?,
        })
    }
}

fn target(text: &str) -> Result<Profile, Failure> {
    let (name, version) = text.split_once('@').map_or((text, None), |(name, version)| (name, Some(version)));
    Profile::by_name(name, version).map_err(|error| Failure::option(format!("target `{text}`: {error}")))
}

fn word<T: Copy>(option: &str, said: Option<&str>, table: &[(&str, T)], usual: T) -> Result<T, Failure> {
    let Some(said) = said else { return Ok(usual) };
    let found = table.iter().find(|(word, _)| *word == said).map(|(_, value)| *value);
    let words: Vec<&str> = table.iter().map(|(word, _)| *word).collect();
    found.ok_or_else(|| unknown(option, said, &words))
}

fn unknown(option: &str, said: &str, words: &[&str]) -> Failure {
    Failure::option(format!("{option} is `{said}`, and may be {}", words.join(", ")))
}

/// A name as Kubernetes has them; an empty one is none.
fn named(option: &str, said: Option<&str>) -> Result<Option<String>, Failure> {
    let Some(name) = said.filter(|name| !name.is_empty()) else { return Ok(None) };
    let part = |part: &str| {
        let inner = part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        inner && !part.is_empty() && !part.starts_with('-') && !part.ends_with('-')
    };
    if name.len() <= 253 && name.split('.').all(part) {
        return Ok(Some(name.to_owned()));
    }
    Err(Failure::option(format!("{option} is `{name}`; a name has lower-case letters, digits, `-` and `.`")))
}

#[cfg(test)]
mod tests {
    use super::{Choices, Wish};

    fn wish(json: &str) -> Wish {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn nothing_said_is_as_on_the_command_line() {
        let options = wish("{}").options().unwrap();
        assert_eq!(format!("{options:?}"), format!("{:?}", gatewright_core::options::Options::default()));
    }

    #[test]
    fn every_choice_is_taken() {
        let all = Choices::all();
        for target in &all.targets {
            assert!(wish(&format!(r#"{{"target": "{target}"}}"#)).options().is_ok(), "{target}");
        }
        let rows: [(&str, &[&str]); 7] = [
            ("gatewayApi", &all.gateway_apis),
            ("channel", &all.channels),
            ("layout", &all.layouts),
            ("openRoutes", &all.open_routes),
            ("rawPatches", &all.raw_patches),
            ("format", &all.formats),
            ("provenance", &all.provenances),
        ];
        for (option, words) in rows {
            for word in words {
                assert!(wish(&format!(r#"{{"{option}": "{word}"}}"#)).options().is_ok(), "{option} {word}");
            }
            let failure = wish(&format!(r#"{{"{option}": "else"}}"#)).options().unwrap_err();
            assert_eq!(failure.code, "engine/bad-option");
            assert!(failure.message.contains(words[0]), "{failure:?}");
        }
    }

    #[test]
    fn names_are_those_of_kubernetes_and_empty_ones_are_none() {
        assert!(wish(r#"{"ingressClass": "", "gatewayName": "a.b-1"}"#).options().is_ok());
        assert!(wish(r#"{"gatewayClass": "No\nname"}"#).options().is_err());
        assert!(serde_json::from_str::<Wish>(r#"{"gatewayclass": "x"}"#).is_err());
    }
}
