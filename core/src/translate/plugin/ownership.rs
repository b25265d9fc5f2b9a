//! Which source owns an Ingress?

use crate::options::Options;
use crate::plugins::Plugins;
use crate::source::{Ingress, Set};
use crate::translate::class::{facts_of, names_class};
use gatewright_contract::collections::SortedSet;
use gatewright_contract::{Role, Severity};

/// The source of an Ingress of this class, and the class it is taken to have; none is plain Ingress.
pub(crate) fn owner(
    ingress: &Ingress,
    class: Option<&str>,
    (set, options): (&mut Set, &Options),
    (plugins, classless): (&Plugins<'_>, Option<usize>),
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
    let sources = sources(ingress, plugins);
    let only = match (sources.first(), sources.len(), class) {
        (Some(only), 1, _) => *only,
        // One controller serves all that name no class.
        (None, _, None) => classless?,
        (Some(_) | None, _, _) => return None,
    };
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
    let text = match (class, fact) {
        (Some(class), _) => format!("nothing says whose class `{class}` is; its annotations say {id}"),
        (None, Some(_)) => format!("the Ingress names no class; its annotations say {id}"),
        (None, None) => format!("the Ingress names no class; annotations of others that name none say {id}"),
    };
    let help = "name its class in spec.ingressClassName, or say whose it is with --class-map CLASS=PLUGIN";
    let at: Vec<_> = fact.or_else(|| facts_of(ingress).first().copied()).into_iter().collect();
    set.ledger.say(Severity::Info, "core/class-inferred", &at, (text, help));
    Some((only, taken))
}

/// The source of Ingresses that name no class, where the annotations of those that have any agree on one.
pub(crate) fn classless(ingresses: &[Ingress], set: &Set, plugins: &Plugins<'_>) -> Option<usize> {
    let defaults = set.classes.values().any(|class| class.default.as_ref().is_some_and(|told| told.value));
    let without = ingresses.iter().filter(|ingress| !defaults && !names_class(ingress));
    let agreed: SortedSet<usize> = without.flat_map(|ingress| sources(ingress, plugins)).collect();
    agreed.first().copied().filter(|_| agreed.len() == 1)
}

/// The sources whose annotations an Ingress has.
fn sources(ingress: &Ingress, plugins: &Plugins<'_>) -> SortedSet<usize> {
    let claims = ingress.annotations.iter().filter_map(|annotation| plugins.annotation(&annotation.key));
    claims.filter(|claim| claim.role == Role::Source).map(|claim| claim.plugin).collect()
}
