//! Who gets a request, and may the route send it there?

use super::outcome::Context;
use crate::tree::{at, group, kind, list, namespace, number, text};
use gatewright_contract::AnswerBackend;
use serde_json::Value;

/// A reference that leads somewhere.
pub(super) struct Target<'a> {
    /// Where.
    pub(super) backend: AnswerBackend,
    /// The reference, for its filters.
    pub(super) reference: &'a Value,
}

/// The references of a rule that may be followed; equal ones apart.
pub(super) fn targets<'a>(context: &Context<'a>) -> Vec<Target<'a>> {
    let references = list(&context.winner.rule["backendRefs"]).iter();
    references.filter_map(|reference| target(reference, context)).collect()
}

fn target<'a>(reference: &'a Value, context: &Context<'a>) -> Option<Target<'a>> {
    let own = &context.winner.route.name;
    let place = text(&reference["namespace"]).unwrap_or(&own.namespace).to_owned();
    let name = text(&reference["name"])?.to_owned();
    let allowed = place == own.namespace || granted(reference, (&own.kind, &own.namespace), &place, context.others);
    let is_service = text(&reference["kind"]).unwrap_or("Service") == "Service";
    let weight = reference["weight"].as_u64().map_or(1, |weight| u32::try_from(weight).unwrap_or(u32::MAX));
    if text(&reference["kind"]) == Some("Backend") {
        let (namespace, service, port) = stood_for(reference, &place, context.others)?;
        let backend = AnswerBackend { namespace, service, port, weight };
        return allowed.then_some(Target { backend, reference });
    }
    let there =
        context.services.is_none_or(|services| !is_service || services.contains(&(place.clone(), name.clone())));
    let port = number(&reference["port"]).unwrap_or_default();
    (allowed && there)
        .then_some(Target { backend: AnswerBackend { namespace: place, service: name, port, weight }, reference })
}

/// The Service that a Backend of Envoy Gateway stands for, by its name in the cluster; a name outside of it goes by that
/// of the Backend.
fn stood_for(reference: &Value, place: &str, others: &[Value]) -> Option<(String, String, u16)> {
    let named = |object: &&Value| {
        kind(object) == "Backend" && namespace(object) == place && at(object, "/metadata/name") == &reference["name"]
    };
    let backend = others.iter().find(named)?;
    let endpoint = at(backend, "/spec/endpoints/0/fqdn");
    let (host, port) = (text(&endpoint["hostname"])?, number(&endpoint["port"])?);
    let own = (place.to_owned(), text(&reference["name"])?.to_owned(), port);
    let inside = host.strip_suffix(".svc.cluster.local").and_then(|name| name.split_once('.'));
    Some(inside.map_or(own, |(service, namespace)| (namespace.to_owned(), service.to_owned(), port)))
}

/// Whether a ReferenceGrant in the other namespace lets a route of this kind and namespace in.
fn granted(reference: &Value, (route_kind, route_namespace): (&str, &str), place: &str, others: &[Value]) -> bool {
    let wanted_group = text(&reference["group"]).unwrap_or_default();
    let wanted_kind = text(&reference["kind"]).unwrap_or("Service");
    let from = |one: &Value| {
        text(&one["group"]) == Some("gateway.networking.k8s.io")
            && text(&one["kind"]) == Some(route_kind)
            && text(&one["namespace"]) == Some(route_namespace)
    };
    let to = |one: &Value| {
        text(&one["group"]).unwrap_or_default() == wanted_group
            && text(&one["kind"]) == Some(wanted_kind)
            && (one["name"].is_null() || one["name"] == reference["name"])
    };
    let grants = others.iter().filter(|object| {
        kind(object) == "ReferenceGrant" && group(object) == "gateway.networking.k8s.io" && namespace(object) == place
    });
    grants
        .into_iter()
        .any(|grant| list(at(grant, "/spec/from")).iter().any(from) && list(at(grant, "/spec/to")).iter().any(to))
}

/// Equal backends once, their weights together.
pub(super) fn together(targets: &[Target<'_>]) -> Vec<AnswerBackend> {
    let mut all: Vec<AnswerBackend> = Vec::new();
    for Target { backend, .. } in targets {
        let same = |held: &&mut AnswerBackend| {
            held.namespace == backend.namespace && held.service == backend.service && held.port == backend.port
        };
        match all.iter_mut().find(same) {
            Some(held) => held.weight = held.weight.saturating_add(backend.weight),
            None => all.push(backend.clone()),
        }
    }
    all
}
