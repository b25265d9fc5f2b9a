//! `allowlist-source-range`, `denylist-source-range` and `satisfy`: who gets through by address, and what is enough.

use super::input::{deny, filled};
use crate::effects::Effects;
use crate::site::Site;
use gatewright_plugin_sdk::contract::{FactId, IpAccess, OnLoss, Severity, Want, Wanted};
use gatewright_plugin_sdk::value::{Cidrs, Text, Value};
use gatewright_plugin_sdk::{Answer, Feature, Key, Told};

const ALLOW: Key<Text> = Key::new("allowlist-source-range", "", "addresses and ranges that alone get through");
const ALIAS: Key<Text> = Key::new("whitelist-source-range", "", "older name of allowlist-source-range");
const DENY: Key<Text> = Key::new("denylist-source-range", "", "addresses and ranges that do not get through");
const SATISFY: Key<Text> = Key::new("satisfy", "all", "any: address, password or external service, one is enough");

/// The family. It is read after passwords and external services: `satisfy` looks at them.
pub(super) const FEATURE: Feature =
    Feature { name: "access", keys: &[&ALLOW, &ALIAS, &DENY, &SATISFY], doc: document!("access.md") };

/// Ranges, and what named them.
type Ranges = (Vec<String>, Vec<FactId>);

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    let allow = allowed(site, effects, answer);
    let own = site.text(DENY.name);
    let denied = match own {
        Some(told) => list(DENY.name, told, effects, answer),
        None => global(site, "denylist-source-range", answer),
    };
    let (allow, mut from) = allow.unwrap_or_default();
    let (mut deny, more) = denied.unwrap_or_default();
    from.extend(more);
    if allow.is_empty() && deny.is_empty() {
        // nginx inherits the list of all hosts only where a path has none of its own.
        (deny, from) = global(site, "block-cidrs", answer).unwrap_or_default();
    }
    if !(allow.is_empty() && deny.is_empty()) {
        effects.guard(Want::IpAccess(IpAccess { allow, deny }), from);
    }
    satisfy(site, effects, answer);
}

/// Who alone gets through. The older name counts where the newer is absent or empty.
fn allowed(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) -> Option<Ranges> {
    let newer = site.text(ALLOW.name);
    let written = newer.filter(|told| !told.value.trim().is_empty());
    if let Some(told) = written {
        if let Some(alias) = site.text(ALIAS.name) {
            answer.inert(alias.fact, "allowlist-source-range wins over its older name");
        }
        return list(ALLOW.name, told, effects, answer);
    }
    let alias = site.text(ALIAS.name);
    if let Some(told) = alias.filter(|told| !told.value.trim().is_empty()) {
        if let Some(empty) = newer {
            answer.inert(empty.fact, "it is empty, and whitelist-source-range counts");
        }
        return list(ALIAS.name, told, effects, answer);
    }
    if let Some(told) = alias {
        answer.inert(told.fact, "an empty list let everybody through");
    }
    match newer {
        Some(told) => list(ALLOW.name, told, effects, answer),
        None => global(site, "whitelist-source-range", answer),
    }
}

/// A list of an Ingress. One that is empty or has a slip closed its paths.
fn list(name: &str, told: Told<&str>, effects: &mut Effects, answer: &mut Answer) -> Option<Ranges> {
    match Cidrs::parse(told.value) {
        Ok(Cidrs(ranges)) if !ranges.is_empty() => Some((ranges, vec![told.fact])),
        Ok(_) => {
            let why = format!("{name} is empty");
            deny(told.fact, (why, "list addresses or ranges, or remove it to let everybody in"), effects, answer);
            None
        }
        Err(why) => {
            deny(told.fact, (format!("{name}: {why}"), "correct the list"), effects, answer);
            None
        }
    }
}

/// A list of the ConfigMap; what cannot be read did not count.
fn global(site: &Site<'_>, key: &str, answer: &mut Answer) -> Option<Ranges> {
    let told = site.settings.entry(key)?;
    match Cidrs::parse(&told.value) {
        Ok(Cidrs(ranges)) => Some((ranges, vec![told.fact])).filter(|(ranges, _)| !ranges.is_empty()),
        Err(why) => {
            answer.invalid(told.fact, &why, Some("correct the list"));
            None
        }
    }
}

/// Joins the guards so far into one that any of them satisfies.
fn satisfy(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    let Some(told) = filled(site, &SATISFY, answer) else { return };
    match told.value.as_str() {
        "any" => {}
        "all" => return answer.inert(told.fact, "it is the default"),
        _ => return answer.invalid(told.fact, "the controller took its default, all", Some("write any or all")),
    }
    let (mut joined, rest): (Vec<Wanted>, Vec<Wanted>) =
        std::mem::take(&mut effects.wants).into_iter().partition(is_way);
    effects.wants = rest;
    if joined.len() > 1 {
        // A list that only keeps out lets nobody in by itself, and whom it keeps out may still show a password.
        joined.retain(|wanted| {
            let only_denies = matches!(&wanted.want, Want::IpAccess(access) if access.allow.is_empty());
            if only_denies {
                tell_denylist(&wanted.from, told.fact, answer);
            }
            !only_denies
        });
    }
    if joined.len() < 2 {
        answer.inert(told.fact, "there are no two ways in of which one could be enough");
        effects.wants.extend(joined);
        return;
    }
    let from = joined.iter().flat_map(|wanted| wanted.from.clone()).chain([told.fact]).collect();
    let ways = joined.into_iter().map(|wanted| wanted.want).collect();
    effects.wants.push(Wanted { want: Want::AnyOf(ways), on_loss: OnLoss::Close, from });
}

fn is_way(wanted: &Wanted) -> bool {
    matches!(wanted.want, Want::BasicAuth(_) | Want::ExternalAuth(_) | Want::IpAccess(_))
}

fn tell_denylist(list: &[FactId], satisfy: FactId, answer: &mut Answer) {
    let why = "satisfy: any let whom it keeps out in by another way, and everybody else had to take that way too";
    for fact in list {
        answer.inert(*fact, why);
    }
    answer
        .find(Severity::Warning, "denylist-without-effect", format!("the denylist kept nobody out: {why}"))
        .at(list.iter().copied().chain([satisfy]))
        .help("remove satisfy if the listed addresses must stay out");
}
