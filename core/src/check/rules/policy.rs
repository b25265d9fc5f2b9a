//! What must hold for the policies of a target?

use crate::check::view::View;

/// Everything a policy is for has one of these kinds.
pub(super) fn target_kinds(this: View<'_>, kinds: &[&str]) -> Option<bool> {
    targets(this, |target| Some(kinds.contains(&target.text_of("kind")?)))
}

/// Everything a policy is for is of the Gateway API.
pub(super) fn target_groups(this: View<'_>) -> Option<bool> {
    targets(this, |target| Some(target.text_of("group")? == "gateway.networking.k8s.io"))
}

fn targets(this: View<'_>, holds: impl Fn(View<'_>) -> Option<bool>) -> Option<bool> {
    match this.get("targetRefs") {
        Some(targets) => Some(targets.items().map(holds).collect::<Option<Vec<bool>>>()?.into_iter().all(|held| held)),
        None => Some(true),
    }
}

/// A member of all references has one of these values.
pub(super) fn references(this: View<'_>, member: &str, values: &[&str]) -> Option<bool> {
    let Some(references) = this.get("backendRefs") else { return Some(true) };
    Some(references.items().all(|reference| reference.text_of(member).is_some_and(|value| values.contains(&value))))
}

/// Who is asked is named.
pub(super) fn backend_needed(this: View<'_>) -> Option<bool> {
    Some(this.get("backendRefs")?.len() > 0)
}

/// Details of a certificate are added only where it is passed on anew.
pub(super) fn certificate_details(this: View<'_>) -> Option<bool> {
    let detailed = this.get("certDetailsToAdd").is_some_and(|details| details.len() > 0);
    Some(!detailed || matches!(this.text_of("mode")?, "AppendForward" | "SanitizeSet"))
}

/// All endpoints have a host name, or none has.
pub(super) fn endpoints_alike(this: View<'_>) -> Option<bool> {
    let named = this.items().filter(|endpoint| endpoint.has("fqdn")).count();
    Some(named == this.len() || named == 0)
}
