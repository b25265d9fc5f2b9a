//! What is answered now, by what is printed?

use crate::args::TraceArgs;
use gatewright_contract::Plugin;
use gatewright_core::convert;
use gatewright_core::emit::Manifest;
use gatewright_core::input::Input;
use gatewright_core::options::Options;
use gatewright_core::report::{Report, printed};
use gatewright_core::target::{HostFallThrough, Profile, RegexRank};
use gatewright_verify::{Announced, FallThrough, Model, Traits, source};

/// Converts, and reads what is printed.
pub(crate) fn model(
    args: &TraceArgs,
    (input, options): (&Input, &Options),
    plugins: &[&dyn Plugin],
) -> (Model, Report) {
    let report = convert(input, options, plugins);
    let manifests: Vec<&Manifest> = report.outputs.iter().collect();
    let mut text = String::new();
    // Writing to a String does not fail.
    let _ = printed::print(&manifests, (&report, input), options, &mut text);
    let model = Model::read(&[&text], traits(&options.target));
    if !args.complete_input {
        return (model, report);
    }
    let texts: Vec<&str> = input.files.iter().map(|file| file.text.as_str()).collect();
    let objects = source::share(&texts, options.namespace(), &[]).plain.into_iter();
    let services = objects.filter(|object| object.reference.kind == "Service");
    let names = services
        .map(|object| (object.reference.namespace.unwrap_or_default(), object.reference.name.unwrap_or_default()));
    (model.with_services(names.collect()), report)
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
    }
}

/// The findings that speak of requests.
pub(crate) fn announced(report: &Report) -> Vec<Announced<'_>> {
    let findings = report.diagnostics.iter();
    findings
        .filter_map(|finding| Some(Announced { code: &finding.code, announces: finding.announces.as_deref()? }))
        .collect()
}
