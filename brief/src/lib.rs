//! What are the models of traffic told of a conversion?
//!
//! They share no code with the engine, so somebody must carry what it read, printed and said from one to the other.

use gatewright_core::emit::Manifest;
use gatewright_core::input::Input;
use gatewright_core::options::Options;
use gatewright_core::report::{Report, printed};
use gatewright_core::target::{HeaderValues, HostFallThrough, Paths, Profile, RegexRank};
use gatewright_verify::{Brief, FallThrough, Told, Traits};
use std::borrow::Cow;

/// What was read and chosen; nothing is printed, and nothing said.
pub fn of_input<'a>(input: &'a Input, options: &'a Options) -> Brief<'a> {
    Brief {
        read: input.files.iter().map(|file| Cow::Borrowed(file.text.as_str())).collect(),
        traits: traits(&options.target),
        namespace: Cow::Borrowed(options.namespace()),
        ingress_class: options.ingress_class.as_deref().map(Cow::Borrowed),
        class_map: Cow::Borrowed(&options.class_map),
        settings: Cow::Borrowed(&options.settings),
        ..Brief::default()
    }
}

/// The same, with a text that is printed and what was said of it.
pub fn of_conversion<'a>(
    (input, options): (&'a Input, &'a Options),
    (report, printed): (&'a Report, &'a str),
) -> Brief<'a> {
    let told = report.diagnostics.iter().filter_map(|finding| {
        let announces = Cow::Borrowed(finding.announces.as_deref()?);
        let (code, message) = (Cow::Borrowed(&*finding.code), Cow::Borrowed(finding.message.as_str()));
        Some(Told { code, message, announces })
    });
    Brief { printed: vec![Cow::Borrowed(printed)], told: told.collect(), ..of_input(input, options) }
}

/// What is printed.
pub fn printed_of(report: &Report, input: &Input, options: &Options) -> String {
    let manifests: Vec<&Manifest> = report.outputs.iter().collect();
    let mut text = String::new();
    // Writing to a String does not fail.
    let _ = printed::print(&manifests, (report, input), options, &mut text);
    text
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
