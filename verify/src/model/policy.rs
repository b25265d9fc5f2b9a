//! Which policies of implementations guard a rule?
//!
//! Policies name what they are for: a Gateway or one of its listeners, a route or one of its rules.

use super::admission::{Admission, admission};
use super::outcome::Context;
use crate::tree::{group, kind, list, name, namespace, text};
use gatewright_contract::{Guard, HttpRequest};
use serde_json::Value;

/// Where a guard stands in a policy or filter: group, kind, place, and what it is.
const GUARDS: [(&str, &str, &str, &str); 8] = [
    ("gateway.envoyproxy.io", "SecurityPolicy", "/spec/basicAuth", "basic-auth"),
    ("gateway.envoyproxy.io", "SecurityPolicy", "/spec/extAuth", "external-auth"),
    ("gateway.envoyproxy.io", "SecurityPolicy", "/spec/authorization", "ip-access"),
    ("gateway.envoyproxy.io", "SecurityPolicy", "/spec/jwt", "jwt"),
    ("gateway.envoyproxy.io", "SecurityPolicy", "/spec/oidc", "oidc"),
    ("gateway.envoyproxy.io", "SecurityPolicy", "/spec/apiKeyAuth", "api-key"),
    ("gateway.envoyproxy.io", "BackendTrafficPolicy", "/spec/rateLimit", "rate-limit"),
    ("gateway.envoyproxy.io", "ClientTrafficPolicy", "/spec/tls/clientValidation", "client-certificate"),
];

/// How closely a policy is bound to a rule; of one kind the closest alone holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Closeness {
    Holder,
    Listener,
    Route,
    Rule,
}

/// The policies that hold for the rule that takes a request: of each kind the closest.
pub(super) fn holding<'a>(context: &Context<'a>) -> Vec<&'a Value> {
    let mut held: Vec<(Closeness, &Value)> = Vec::new();
    for object in context.others {
        let Some(close) = closeness(object, context) else { continue };
        let same = |other: &&mut (Closeness, &Value)| kind(other.1) == kind(object) && group(other.1) == group(object);
        match held.iter_mut().find(same) {
            Some(other) if other.0 < close => *other = (close, object),
            Some(_) => {}
            None => held.push((close, object)),
        }
    }
    held.into_iter().map(|(_, object)| object).collect()
}

fn closeness(policy: &Value, context: &Context<'_>) -> Option<Closeness> {
    let spec = &policy["spec"];
    let references = list(&spec["targetRefs"]).iter().chain(spec.get("targetRef"));
    references.filter_map(|reference| closeness_of(reference, namespace(policy), context)).max()
}

fn closeness_of(reference: &Value, place: &str, context: &Context<'_>) -> Option<Closeness> {
    let is = |target: &super::holder::Name| {
        text(&reference["kind"]) == Some(&target.kind)
            && text(&reference["name"]) == Some(&target.name)
            && place == target.namespace
    };
    let section = text(&reference["sectionName"]);
    let listener = context.listener;
    if is(&context.winner.route.name) {
        let rule = text(&context.winner.rule["name"]);
        return match section {
            None => Some(Closeness::Route),
            Some(_) => (section == rule).then_some(Closeness::Rule),
        };
    }
    if is(&listener.holder) || is(&listener.gateway) {
        return match section {
            None => Some(Closeness::Holder),
            Some(section) => (is(&listener.holder) && section == listener.section).then_some(Closeness::Listener),
        };
    }
    None
}

/// What policies and filters guard, one of each kind. A list that is known to let the client in is behind it.
pub(super) fn guards(objects: &[&Value], asked: &HttpRequest) -> Vec<Guard> {
    let mut guards: Vec<Guard> = Vec::new();
    for object in objects {
        for (owner, of_kind, place, guard) in GUARDS {
            let stands = group(object) == owner && kind(object) == of_kind && object.pointer(place).is_some();
            let stands = stands && (guard != "ip-access" || admission(object, asked) == Some(Admission::Unknown));
            if stands && !guards.iter().any(|held| held.kind == guard) {
                let by = format!("{} {}/{}", kind(object), namespace(object), name(object));
                guards.push(Guard { kind: guard.to_owned(), granted_by: Some(by) });
            }
        }
    }
    guards
}
