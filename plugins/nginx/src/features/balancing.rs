//! `load-balance`, `upstream-hash-by*` and `service-upstream`: how an endpoint is chosen.

use crate::effects::Effects;
use crate::site::Site;
use gatewright_plugin_sdk::contract::{LoadBalancing, Want};
use gatewright_plugin_sdk::value::{Count, Flag, Text};
use gatewright_plugin_sdk::{Answer, Feature, Key, Reading};

const ALGORITHM: Key<Text> = Key::new("load-balance", "round_robin", "round_robin or ewma");
const HASH: Key<Text> = Key::new("upstream-hash-by", "", "what requests of one endpoint have in common");
const SUBSET: Key<Flag> = Key::new("upstream-hash-by-subset", "false", "several endpoints for each hash");
const SUBSET_SIZE: Key<Count> = Key::new("upstream-hash-by-subset-size", "3", "how many");
const SERVICE: Key<Flag> = Key::new("service-upstream", "false", "the Service's address is the only endpoint");

/// The family.
pub(super) const FEATURE: Feature = Feature {
    name: "load-balancing",
    keys: &[&ALGORITHM, &HASH, &SUBSET, &SUBSET_SIZE, &SERVICE],
    doc: document!("balancing.md"),
};

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    if let Some(told) = site.take(&SERVICE, answer) {
        if told.value.0 {
            effects.wish(Want::LoadBalancing(LoadBalancing::ServiceAddress), [told.fact]);
        } else {
            answer.inert(told.fact, "it is off, as without it");
        }
    }
    let sticky = site.text("affinity").is_some_and(|told| told.value == "cookie");
    let hash = site.take(&HASH, answer).filter(|told| {
        if told.value.0.is_empty() {
            answer.inert(told.fact, "it is empty, as without it");
        }
        !told.value.0.is_empty()
    });
    if let Some(told) = &hash {
        if site.settings.validates()
            && !told.value.0.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_${}".contains(&byte))
        {
            let why = format!("`{}` is no value that upstream-hash-by takes", told.value.0);
            answer.invalid(told.fact, &why, Some("name one variable, such as $request_uri"));
            effects.drop_ingress(why, [told.fact]);
        } else if sticky {
            answer.inert(told.fact, "affinity: cookie wins over it");
        } else {
            effects.want(Want::LoadBalancing(hashed(&told.value.0)), [told.fact]);
        }
    }
    subset(site, hash.is_some(), answer);
    let Some(told) = site.take(&ALGORITHM, answer) else { return };
    match told.value.0.as_str() {
        "round_robin" | "" => answer.inert(told.fact, "it is the default"),
        "ewma" | "chash" | "chashsubset" | "sticky_balanced" | "sticky_persistent" if sticky || hash.is_some() => {
            answer.inert(told.fact, "affinity or upstream-hash-by wins over it");
        }
        "ewma" => effects.want(Want::LoadBalancing(LoadBalancing::PeakEwma), [told.fact]),
        "chash" | "chashsubset" | "sticky_balanced" | "sticky_persistent" => {
            answer.inert(told.fact, "without a key to hash it chose endpoints in turn");
        }
        other => {
            let why = format!("`{other}` is no algorithm the controller knows");
            answer.invalid(told.fact, &why, Some("write round_robin or ewma"));
            if site.settings.validates() {
                effects.drop_ingress(why, [told.fact]);
            }
        }
    }
}

fn subset(site: &Site<'_>, hashes: bool, answer: &mut Answer) {
    for reading in [site.read(&SUBSET).on(), site.read(&SUBSET_SIZE).on()].into_iter().flatten() {
        let (fact, bad) = reading;
        match (bad, hashes) {
            (Some(why), _) => answer.invalid(fact, &why, None),
            (None, true) => {
                let why = "no target chooses among several endpoints for each hash";
                answer.unsupported(
                    fact,
                    why,
                    Some("each hash has one endpoint now; nothing to do unless one is too few"),
                );
            }
            (None, false) => answer.inert(fact, "without upstream-hash-by it means nothing"),
        }
    }
}

/// Whether a key is there, and what is wrong with it.
trait On {
    fn on(self) -> Option<(gatewright_plugin_sdk::contract::FactId, Option<String>)>;
}

impl<T> On for Reading<T> {
    fn on(self) -> Option<(gatewright_plugin_sdk::contract::FactId, Option<String>)> {
        match self {
            Reading::Absent => None,
            Reading::Value(told) => Some((told.fact, None)),
            Reading::Bad(told) => Some((told.fact, Some(told.value))),
        }
    }
}

/// A hash key that targets know.
fn hashed(text: &str) -> LoadBalancing {
    let name = text.trim_start_matches('$').trim_start_matches('{').trim_end_matches('}');
    if text.matches('$').count() != 1 || !text.starts_with('$') {
        return LoadBalancing::HashOther(text.to_owned());
    }
    match name {
        "binary_remote_addr" | "remote_addr" | "the_real_ip" => LoadBalancing::HashAddress,
        "request_uri" | "uri" => LoadBalancing::HashPath,
        "host" | "http_host" => LoadBalancing::HashHeader("Host".to_owned()),
        _ => match (name.strip_prefix("http_"), name.strip_prefix("cookie_"), name.strip_prefix("arg_")) {
            (Some(header), _, _) => LoadBalancing::HashHeader(header.replace('_', "-")),
            (_, Some(cookie), _) => LoadBalancing::HashCookie(cookie.to_owned()),
            (_, _, Some(parameter)) => LoadBalancing::HashQuery(parameter.to_owned()),
            (None, None, None) => LoadBalancing::HashOther(text.to_owned()),
        },
    }
}
