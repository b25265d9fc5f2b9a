//! Which source owns an Ingress?

use crate::options::Options;
use crate::plugins::Plugins;
use crate::source::{Ingress, Set};
use gatewright_contract::{Role, Severity};
use std::collections::BTreeSet;

/// The source of an Ingress of this class, and the class it is taken to have; none is plain Ingress.
pub(crate) fn owner(
    ingress: &Ingress,
    class: Option<&str>,
    (set, options): (&mut Set, &Options),
    plugins: &Plugins<'_>,
) -> Option<(usize, Option<String>)> {
    if plugins.is_empty() {
        return None;
    }
    if let Some(class) = class {
        if let Some(plugin) = options.class_map.get(class) {
            return plugins.by_id(plugin).map(|at| (at, None));
        }
        let known = set.classes.get(class);
        let controller = known.and_then(|class| class.controller.as_ref()).map(|told| told.value.as_str());
        let claimed = match controller {
            Some(controller) => plugins.controller(controller),
            None => plugins.class(class),
        };
        if let Some(at) = claimed {
            return Some((at, None));
        }
    }
    let claims = ingress.annotations.iter().filter_map(|annotation| plugins.annotation(&annotation.key));
    let sources: BTreeSet<usize> =
        claims.filter(|claim| claim.role == Role::Source).map(|claim| claim.plugin).collect();
    let (Some(only), 1) = (sources.first().copied(), sources.len()) else { return None };
    let member = plugins.members.get(only)?;
    let taken = match (class, member.manifest.claims.classes.as_slice()) {
        (None, [one]) => Some(one.clone()),
        (Some(_) | None, _) => None,
    };
    let fact = ingress
        .annotations
        .iter()
        .find(|annotation| plugins.annotation(&annotation.key).is_some_and(|claim| claim.plugin == only))
        .map(|annotation| annotation.fact);
    let id = &member.manifest.id;
    let text = match class {
        Some(class) => format!("nothing says whose class `{class}` is; its annotations say {id}"),
        None => format!("the Ingress names no class; its annotations say {id}"),
    };
    let help = "name its class in spec.ingressClassName, or say whose it is with --class-map CLASS=PLUGIN";
    let at: Vec<_> = fact.into_iter().collect();
    set.ledger.say(Severity::Info, "core/class-inferred", &at, (text, help));
    Some((only, taken))
}
