//! Printed objects of which a real Envoy is asked.

use gatewright_verify::{FallThrough, HeaderValues, RegexRank, Traits};
use support::conversion::Conversion;
use support::repo;

/// Printed objects.
pub(super) struct Sample {
    /// What they are called in a failure.
    pub(super) name: String,
    /// YAML.
    pub(super) text: String,
    /// Whether values of headers are written for Envoy Gateway, where `%%` is one `%`.
    pub(super) formatted: bool,
    /// Requests asked at most.
    pub(super) most: usize,
}

impl Sample {
    /// The specification's reading, as the translator writes it.
    pub(super) fn traits(&self) -> Traits {
        Traits {
            regex_rank: RegexRank::AbovePrefix,
            fall_through: FallThrough::Yes,
            header_values: if self.formatted { HeaderValues::Formatted } else { HeaderValues::Plain },
            ..Traits::default()
        }
    }
}

/// The shop, what the cases print, and routes written by hand for what cases do not print.
pub(super) fn all() -> Vec<Sample> {
    let plain = |name: &str, text: String| Sample { name: name.to_owned(), text, formatted: false, most: 400 };
    let shop = std::fs::read_to_string(repo::root().join("examples/shop.yaml")).unwrap();
    let mut samples = vec![plain("examples/shop.yaml", Conversion::plain(shop).manifests)];
    for (name, text) in [
        ("precedence", PRECEDENCE),
        ("hosts", HOSTS),
        ("filters", FILTERS),
        ("redirects", REDIRECTS),
        ("weights", WEIGHTS),
    ] {
        samples.push(plain(name, text.to_owned()));
    }
    let folders = ["tests/cases/nginx", "tests/cases/plain", "tests/cases/envoy-gateway"];
    for file in repo::files() {
        if !file.path.ends_with("/output.snap") || !folders.iter().any(|folder| file.is_below(folder)) {
            continue;
        }
        let options = repo::root().join(&file.path).with_file_name("options.toml");
        let formatted = std::fs::read_to_string(options).is_ok_and(|text| text.contains("envoy-gateway"));
        let text = file.text.splitn(3, "---\n").nth(2).unwrap().to_owned();
        samples.push(Sample { name: file.path, text, formatted, most: 120 });
    }
    samples
}

const PRECEDENCE: &str = include_str!("routes/precedence.yaml");
const HOSTS: &str = include_str!("routes/hosts.yaml");
const FILTERS: &str = include_str!("routes/filters.yaml");
const REDIRECTS: &str = include_str!("routes/redirects.yaml");
const WEIGHTS: &str = include_str!("routes/weights.yaml");
