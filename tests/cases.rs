//! An input a user could have, and the answer a user would see: `cases/VENDOR/FEATURE/CASE/input.yaml`, beside it
//! `output.snap` (what is printed), `report.snap` (what the terminal shows) and, where needed, `options.toml`, whose keys
//! are the flags of the command line. `cargo insta review`, or `INSTA_UPDATE=always`, accepts new answers.

use crate::typed;
use crate::wanting::WANTING;
use gatewright_contract::Plugin;
use gatewright_core::check::check;
use gatewright_core::options::{Channel, Format, GatewayApi, Layout, OpenRoutes, Options, Provenance, RawPatches};
use gatewright_core::target::Profile;
use gatewright_plugin_nginx::Nginx;
use std::path::Path;
use support::conversion::{Conversion, file};

#[test]
fn cases() {
    insta::glob!("cases/**/input.yaml", |path| {
        let folder = path.parent().unwrap();
        // Plain Ingress is what nobody's plugin reads.
        let is_below = |name: &str| folder.to_string_lossy().contains(name);
        let plugins: &[&dyn Plugin] = match (is_below("cases/plain/"), is_below("cases/envoy-gateway/")) {
            (true, _) => &[],
            (false, true) => &[&Nginx, &WANTING],
            (false, false) => &[&Nginx],
        };
        let options = options(&read(&folder.join("options.toml")));
        let conversion = Conversion::by(file(read(path)), options, plugins);
        holds(&conversion, plugins, folder);
        let mut settings = insta::Settings::new();
        settings.set_snapshot_path(folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.remove_snapshot_suffix();
        settings.set_omit_expression(true);
        settings.bind(|| {
            insta::assert_snapshot!("output", conversion.manifests);
            insta::assert_snapshot!("report", conversion.findings());
        });
    });
}

/// What holds for every case, whatever its snapshots say.
fn holds(conversion: &Conversion, plugins: &[&dyn Plugin], folder: &Path) {
    let at = folder.display();
    let options = &conversion.options;
    for manifest in &conversion.report.outputs {
        let refused = check(manifest, options.gateway_api, options.channel);
        assert!(refused.is_empty(), "{at}: {} {} would be refused: {refused:?}", manifest.kind, manifest.name);
    }
    let bug = conversion.report.diagnostics.iter().find(|finding| finding.code == "core/output-refused");
    assert!(bug.is_none(), "{at}: {bug:?}");
    let documents = typed::documents(&conversion.manifests);
    assert_eq!(documents.len(), conversion.report.outputs.len(), "{at}: documents printed");
    documents.iter().for_each(typed::check);
    let again = Conversion::by(conversion.input.clone(), options.clone(), plugins);
    assert_eq!(conversion.manifests, again.manifests, "{at}: a second run prints something else");
    assert_eq!(conversion.findings(), again.findings(), "{at}: a second run says something else");
}

fn read(path: &Path) -> String {
    if path.exists() { std::fs::read_to_string(path).unwrap() } else { String::new() }
}

/// Reads lines such as `gateways = "per-namespace"`.
fn options(text: &str) -> Options {
    let mut options = Options::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (key, value) = line.split_once('=').unwrap_or_else(|| panic!("options.toml: {line}"));
        let value = value.trim().trim_matches('"');
        let unknown = || -> ! { panic!("options.toml: {line}") };
        match key.trim() {
            "gateway-api" => {
                let named = GatewayApi::ALL.into_iter().find(|release| release.name() == value);
                options.gateway_api = named.unwrap_or_else(|| unknown());
            }
            "channel" => {
                options.channel = if value == "experimental" { Channel::Experimental } else { Channel::Standard }
            }
            "gateway-class" => options.gateway.class = Some(value.to_owned()),
            "gateway-name" => options.gateway.name = Some(value.to_owned()),
            "gateway-namespace" => value.clone_into(&mut options.gateway.namespace),
            "gateways" => {
                options.layout = match value {
                    "shared" => Layout::Shared,
                    "per-namespace" => Layout::PerNamespace,
                    "listenersets" => Layout::ListenerSets,
                    _ => unknown(),
                }
            }
            "target" => {
                let (name, version) = value.split_once('@').map_or((value, None), |(name, at)| (name, Some(at)));
                options.target = Profile::by_name(name, version).unwrap_or_else(|_| unknown());
            }
            "output" => options.format = if value == "json" { Format::Json } else { Format::Yaml },
            "namespace" => options.namespace = Some(value.to_owned()),
            "ingress-class" => options.ingress_class = Some(value.to_owned()),
            "open-routes" => {
                options.open_routes = if value == "emit" { OpenRoutes::Emit } else { OpenRoutes::Withhold }
            }
            "allow-raw" => options.raw_patches = if value == "true" { RawPatches::Allowed } else { RawPatches::Never },
            "set" => {
                let (name, value) = value.split_once('=').unwrap_or_else(|| unknown());
                let (plugin, name) = name.split_once('.').unwrap_or_else(|| unknown());
                let settings = options.settings.entry(plugin.to_owned()).or_default();
                settings.insert(name.to_owned(), value.to_owned());
            }
            "explain" => options.provenance = if value == "true" { Provenance::Lines } else { Provenance::Objects },
            _ => unknown(),
        }
    }
    options
}
