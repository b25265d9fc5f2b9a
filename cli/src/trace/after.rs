//! What is answered now, by what is printed?

use crate::args::Services;
use gatewright_contract::Plugin;
use gatewright_core::convert;
use gatewright_core::emit::Manifest;
use gatewright_core::input::Input;
use gatewright_core::options::Options;
use gatewright_core::report::{Report, printed};
use gatewright_core::target::{HeaderValues, HostFallThrough, Paths, Profile, RegexRank};
use gatewright_verify::{Announced, FallThrough, Findings, Model, Traits, source};

/// Converts, and reads what is printed.
pub(crate) fn model(
    services: Services,
    (input, options): (&Input, &Options),
    plugins: &[&dyn Plugin],
) -> (Model, Report) {
    let report = convert(input, options, plugins);
    let text = printed_of(&report, input, options);
    (read(services, &[&text], (input, options)), report)
}

/// What is printed.
pub(crate) fn printed_of(report: &Report, input: &Input, options: &Options) -> String {
    let manifests: Vec<&Manifest> = report.outputs.iter().collect();
    let mut text = String::new();
    // Writing to a String does not fail.
    let _ = printed::print(&manifests, (report, input), options, &mut text);
    text
}

/// Reads Gateway API manifests, for the target and the Services of the input.
pub(crate) fn read(services: Services, texts: &[&str], (input, options): (&Input, &Options)) -> Model {
    let model = Model::read(texts, traits(&options.target));
    if services == Services::Elsewhere {
        return model;
    }
    let texts: Vec<&str> = input.files.iter().map(|file| file.text.as_str()).collect();
    let objects = source::share(&texts, options.namespace(), &[]).plain.into_iter();
    let services = objects.filter(|object| object.reference.kind == "Service");
    let names = services
        .map(|object| (object.reference.namespace.unwrap_or_default(), object.reference.name.unwrap_or_default()));
    model.with_services(names.collect())
}

fn traits(profile: &Profile) -> Traits {
    Traits {
        regex_rank: match profile.regex_rank {
            RegexRank::Unknown => gatewright_verify::RegexRank::Unknown,
            RegexRank::AbovePrefix => gatewright_verify::RegexRank::AbovePrefix,
            RegexRank::BelowPrefix => gatewright_verify::RegexRank::BelowPrefix,
        },
        regex_anchoring: profile.regex_anchoring,
        fall_through: match profile.host_fall_through {
            HostFallThrough::Unknown => FallThrough::Unknown,
            HostFallThrough::Yes => FallThrough::Yes,
            HostFallThrough::No => FallThrough::No,
        },
        wildcard_depth: profile.wildcard_depth,
        paths: match profile.paths {
            Paths::AsSent => gatewright_verify::Paths::AsSent,
            Paths::Normal => gatewright_verify::Paths::Normal,
        },
        header_values: match profile.own.header_values {
            HeaderValues::Plain => gatewright_verify::HeaderValues::Plain,
            HeaderValues::Formatted => gatewright_verify::HeaderValues::Formatted,
        },
    }
}

/// The findings that speak of requests.
pub(crate) fn announced(report: &Report) -> Findings<'_> {
    let findings = report.diagnostics.iter();
    findings
        .filter_map(|finding| Some(Announced { code: &finding.code, announces: finding.announces.as_deref()? }))
        .collect()
}
