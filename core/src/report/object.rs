//! What is an object called?

use super::Report;
use gatewright_contract::{ObjectId, ObjectRef};

/// The reference of an object.
pub(crate) fn reference(report: &Report, id: ObjectId) -> Option<&ObjectRef> {
    Some(&report.objects.get(usize::try_from(id.0).ok()?)?.reference)
}

/// `Ingress shop/web`.
pub(crate) fn name(report: &Report, id: ObjectId) -> Option<String> {
    reference(report, id).map(spell)
}

/// `Ingress shop/web`.
pub(crate) fn spell(reference: &ObjectRef) -> String {
    let name = reference.name.as_deref().unwrap_or("(no name)");
    match &reference.namespace {
        Some(namespace) => format!("{} {namespace}/{name}", reference.kind),
        None => format!("{} {name}", reference.kind),
    }
}
