//! Would the API server accept what is printed? The engine's check against a second opinion.
//!
//! The second opinion reads the Gateway API's definitions themselves and has their expressions evaluated by an
//! implementation of CEL; it shares nothing with the check. The definitions are no part of this repository: where they
//! are missing, what needs them says so and stops.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop where it is wrong")]
#![allow(
    clippy::wildcard_enum_match_arm,
    clippy::fn_params_excessive_bools,
    reason = "nobody but these tests calls these functions"
)]

mod case;
mod definitions;
mod expression;
mod manifest;
mod mutant;
mod narrowed;
mod object;
mod opinion;
mod snapshot;
mod structure;

use definitions::Definitions;
use gatewright_core::check::{Broken, Rule, check};
use gatewright_core::options::{Channel, GatewayApi};
use opinion::Opinion;
use serde_json::Value;
use std::collections::BTreeSet;

/// A release in a channel.
type Edition = (GatewayApi, Channel);

/// The editions of which there are definitions.
const DEFINED: [Edition; 4] = [
    (GatewayApi::V1_5, Channel::Standard),
    (GatewayApi::V1_5, Channel::Experimental),
    (GatewayApi::V1_6, Channel::Standard),
    (GatewayApi::V1_6, Channel::Experimental),
];

/// Rules that no object can break alone, because something simpler refuses every object that would break them.
const UNREACHABLE: &[(Rule, &str)] = &[
    (Rule::HostnameLabels, "the pattern of a host name asks for the same"),
    (Rule::HostnameWildcard, "the pattern of a host name asks for the same"),
    (Rule::ListenerNameUnique, "the list is keyed by name"),
    (Rule::PathType, "the type is one of a list"),
    (Rule::PortTlsUnique, "the list is keyed by port"),
];

#[test]
fn valid_objects_are_accepted() {
    for object in object::all() {
        let accepted = DEFINED.iter().filter(|edition| refusals(&object, **edition).is_empty()).count();
        let violations: Vec<_> = DEFINED.iter().map(|edition| violations(&object, *edition)).collect();
        assert!(accepted > 0, "{object}\n{violations:#?}");
    }
}

#[test]
fn every_rule_is_broken_by_what_it_is_about() {
    let mut broken = BTreeSet::new();
    for (rule, object) in case::all() {
        let named = |edition: &Edition| refusals(&object, *edition).contains(&Broken::Rule(rule));
        assert!(DEFINED.iter().any(named), "{rule:?} does not refuse {object}");
        broken.insert(rule);
    }
    for (rule, why) in UNREACHABLE {
        assert!(!broken.contains(rule), "{rule:?} was said to be out of reach: {why}");
        broken.insert(*rule);
    }
    let forgotten: Vec<_> = Rule::ALL.iter().filter(|rule| !broken.contains(rule)).collect();
    assert!(forgotten.is_empty(), "no case breaks {forgotten:?}");
}

#[test]
fn the_second_opinion_agrees() {
    let Some(mut definitions) = Definitions::read() else { return };
    let mut tally = Tally::default();
    for object in object::all() {
        DEFINED.iter().for_each(|edition| tally.compare(&mut definitions, &object, *edition));
        // Editions take turns: they differ in little, and every mutation is done to many values.
        let accepted: Vec<_> = DEFINED.into_iter().filter(|edition| refusals(&object, *edition).is_empty()).collect();
        for (mutant, edition) in mutant::all(&object).iter().zip(accepted.iter().cycle()) {
            tally.compare(&mut definitions, mutant, *edition);
        }
    }
    for (_, object) in case::all() {
        for edition in DEFINED {
            tally.compare(&mut definitions, &object, edition);
        }
    }
    println!("{} comparisons, {} accepted, {} refused", tally.accepted + tally.refused, tally.accepted, tally.refused);
    assert!(tally.different.is_empty(), "{} differ:\n{}", tally.different.len(), tally.shown());
    assert!(tally.refused > 1000, "only {} objects were refused", tally.refused);
    let reached: BTreeSet<&str> = tally.rules.iter().map(String::as_str).collect();
    let missed: Vec<_> = Rule::ALL.iter().filter(|rule| !reached.contains(format!("{rule:?}").as_str())).collect();
    let unreachable: Vec<_> = UNREACHABLE.iter().map(|(rule, _)| rule).collect();
    assert_eq!(missed, unreachable, "rules the second opinion never applied");
}

#[test]
fn snapshots_are_accepted_by_both() {
    let mut definitions = Definitions::read();
    for (path, edition, object) in snapshot::all() {
        let found = violations(&object, edition);
        assert!(found.is_empty(), "{}: {found:#?}", path.display());
        if let Some(definitions) = definitions.as_mut().filter(|_| DEFINED.contains(&edition)) {
            let opinion = definitions.judge(&object, edition);
            assert!(opinion.accepts(), "{}: {opinion:#?}", path.display());
        }
    }
}

/// What is written for the oldest release of a target is right for it.
#[test]
fn snapshots_for_the_oldest_release_are_accepted_by_it() {
    let Some(mut definitions) = Definitions::oldest() else { return };
    let mut count = 0;
    for (path, edition, object) in snapshot::all() {
        let options = std::fs::read_to_string(path.with_file_name("options.toml")).unwrap_or_default();
        if options.contains("envoy-gateway@1.8") {
            let opinion = definitions.judge(&object, edition);
            assert!(opinion.accepts(), "{}: {opinion:#?}", path.display());
            count += 1;
        }
    }
    assert!(count > 0, "no case is for an older release");
}

fn violations(object: &Value, (release, channel): Edition) -> Vec<String> {
    check(&manifest::from_json(object), release, channel).iter().map(ToString::to_string).collect()
}

fn refusals(object: &Value, (release, channel): Edition) -> BTreeSet<Broken> {
    check(&manifest::from_json(object), release, channel).into_iter().map(|violation| violation.rule).collect()
}

/// What a comparison of the two opinions came to.
#[derive(Default)]
struct Tally {
    accepted: usize,
    refused: usize,
    rules: BTreeSet<String>,
    different: Vec<String>,
}

impl Tally {
    /// Both must accept, or both refuse; where no single value is at fault, for the same rules at the same places.
    fn compare(&mut self, definitions: &mut Definitions, object: &Value, edition: Edition) {
        let opinion = definitions.judge(object, edition);
        let found = check(&manifest::from_json(object), edition.0, edition.1);
        let rules: BTreeSet<(String, String)> = found.iter().filter_map(broken_rule).collect();
        let same = opinion.accepts() == found.is_empty() && (!opinion.structure.is_empty() || opinion.rules == rules);
        if !same {
            let said: Vec<String> = found.iter().map(ToString::to_string).collect();
            self.different.push(format!("{edition:?} {object}\n  check: {said:#?}\n  opinion: {opinion:#?}"));
        }
        match opinion.accepts() {
            true => self.accepted += 1,
            false => self.refused += 1,
        }
        let Opinion { rules, .. } = opinion;
        self.rules.extend(rules.into_iter().map(|(_, rule)| rule));
    }

    fn shown(&self) -> String {
        self.different.iter().take(8).cloned().collect::<Vec<_>>().join("\n")
    }
}

fn broken_rule(violation: &gatewright_core::check::Violation) -> Option<(String, String)> {
    match violation.rule {
        Broken::Rule(rule) => Some((violation.pointer.clone(), format!("{rule:?}"))),
        _ => None,
    }
}
