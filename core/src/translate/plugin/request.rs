//! What a plugin is given.

use super::{Owned, body};
use crate::plugins::Member;
use crate::report::Owner;
use crate::source::{Extra, Ingress, Set};
use gatewright_contract::collections::Arrange;
use gatewright_contract::{CONTRACT, Object, ObjectId, ObjectRef, Request};

/// The request for a source: its Ingresses, and what it claims and needs.
pub(crate) fn request((at, member): (usize, &Member<'_>), owned: &[&Owned<'_>], set: &mut Set) -> Request {
    let mut objects: Vec<Object> = Vec::with_capacity(owned.len());
    for one in owned {
        let object = ingress(one.ingress, member, set);
        object.body.each_fact(&mut |fact| set.ledger.own(fact, at));
        objects.push(Object { gateway: Some(one.gateway.clone()), ..object });
    }
    objects.extend(extras((at, member), set));
    objects.arrange_by_key(|object| object.id);
    Request { contract: CONTRACT.to_owned(), objects, options: member.settings.clone(), rules: Vec::new() }
}

/// An Ingress, without a gateway.
pub(super) fn ingress(ingress: &Ingress, member: &Member<'_>, set: &Set) -> Object {
    let mine =
        |key: &str| key.rsplit_once('/').is_some_and(|(prefix, _)| member.prefixes.iter().any(|own| own == prefix));
    let body = body::of(ingress, &mine);
    Object { id: ingress.object, reference: reference(ingress.object, set), gateway: None, body }
}

/// Objects of other kinds that a plugin claims or needs.
pub(super) fn extras((at, member): (usize, &Member<'_>), set: &Set) -> Vec<Object> {
    let wanted = |extra: &&Extra| {
        let kind = set.ledger.objects.get(extra.object.0 as usize).map(|object| object.reference.kind.as_str());
        extra.owner == Some(at)
            || member.manifest.needs.iter().any(|needed| Some(needed.as_str()) == kind)
            || extra.facts.iter().any(|fact| is_of(*fact, at, set))
    };
    set.extras
        .iter()
        .filter(wanted)
        .map(|extra| {
            let mut body = extra.body.clone();
            body.keep_facts(&mut |fact| is_of(fact, at, set));
            Object { id: extra.object, reference: reference(extra.object, set), gateway: None, body }
        })
        .collect()
}

fn is_of(fact: gatewright_contract::FactId, at: usize, set: &Set) -> bool {
    let owner = set.ledger.get(fact).and_then(|record| record.owner);
    matches!(owner, Some(Owner::Plugin(plugin)) if usize::from(plugin) == at)
}

fn reference(object: ObjectId, set: &Set) -> ObjectRef {
    let record = set.ledger.objects.get(object.0 as usize);
    record.map(|record| record.reference.clone()).unwrap_or_else(|| ObjectRef {
        api_version: String::new(),
        kind: String::new(),
        namespace: None,
        name: None,
    })
}
