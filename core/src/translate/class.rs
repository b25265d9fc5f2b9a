//! Which ingress class an Ingress belongs to, and so which gateway.

use crate::options::{Layout, Options};
use crate::plugins::Plugins;
use crate::report::Outcome;
use crate::source::{Ingress, Set};
use crate::target::Part;
use gatewright_contract::collections::SortedMap;
use gatewright_contract::{FactId, Severity, Sourced};

/// The annotation that named the class before the field did.
pub(super) const ANNOTATION: &str = "kubernetes.io/ingress.class";

/// A gateway to be: one controller was one address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GatewayOf {
    /// The ingress class; `None` where no Ingress of it names one.
    pub class: Option<String>,
    /// The namespace it serves, where each has its own.
    pub namespace: Option<String>,
    /// The facts that named the class.
    pub from: Vec<FactId>,
    /// What it gets as a whole, once that is settled.
    pub parts: Vec<Sourced<Part>>,
}

/// Decides the gateway of an Ingress; `None` where the user asked for another class.
pub(super) fn assign(
    ingress: &Ingress,
    (set, options): (&mut Set, &Options),
    plugins: (&Plugins<'_>, Option<usize>),
    gateways: &mut SortedMap<String, GatewayOf>,
) -> Option<(String, Option<usize>)> {
    let (class, facts) = class_of(ingress, set);
    let owner = super::plugin::owner(ingress, class.as_deref(), (set, options), plugins);
    let class = owner.as_ref().and_then(|(_, taken)| taken.clone()).or(class);
    if options.ingress_class.is_some() && options.ingress_class != class {
        let first = ingress.annotations.iter().map(|annotation| annotation.fact);
        let why = "the Ingress is of another class than --ingress-class asks for";
        for fact in first.chain(facts_of(ingress)) {
            set.ledger.settle(fact, Outcome::Inert, why, None);
        }
        return None;
    }
    let namespace = (options.layout == Layout::PerNamespace).then(|| ingress.namespace.clone());
    let name = class.clone().unwrap_or_default();
    let key = match &namespace {
        Some(namespace) => format!("{name}/{namespace}"),
        None => name,
    };
    set.ledger.used(&facts);
    let gateway = gateways.entry(key.clone()).or_insert(GatewayOf { class, namespace, ..GatewayOf::default() });
    gateway.from.extend(facts);
    Some((key, owner.map(|(plugin, _)| plugin)))
}

/// Whether an Ingress says its class itself.
pub(super) fn names_class(ingress: &Ingress) -> bool {
    let annotation = ingress.annotations.iter().find(|annotation| annotation.key == ANNOTATION);
    ingress.class.as_ref().is_some_and(|told| !told.value.is_empty())
        || annotation.is_some_and(|annotation| !annotation.value.is_empty())
}

/// The class by field, by annotation, by default, or none.
fn class_of(ingress: &Ingress, set: &mut Set) -> (Option<String>, Vec<FactId>) {
    let annotation = ingress.annotations.iter().find(|annotation| annotation.key == ANNOTATION);
    if let Some(field) = ingress.class.as_ref().filter(|told| !told.value.is_empty()) {
        if let Some(annotation) = annotation {
            let why = "spec.ingressClassName decides where both are given";
            set.ledger.settle(annotation.fact, Outcome::Inert, why, None);
            if annotation.value != field.value {
                let text = format!("the annotation names class `{}`, the field `{}`", annotation.value, field.value);
                let help = "the field decides; remove the annotation";
                set.ledger.say(Severity::Warning, "core/class-conflict", &[annotation.fact, field.fact], (text, help));
            }
        }
        return (Some(field.value.clone()), vec![field.fact]);
    }
    let empty = ingress.class.iter().map(|told| told.fact);
    if let Some(annotation) = annotation.filter(|annotation| !annotation.value.is_empty()) {
        return (Some(annotation.value.clone()), std::iter::once(annotation.fact).chain(empty).collect());
    }
    let empty: Vec<FactId> = empty.chain(annotation.map(|annotation| annotation.fact)).collect();
    for fact in &empty {
        set.ledger.settle(*fact, Outcome::Inert, "an empty class names no class", None);
    }
    let defaults = set.classes.iter().filter(|(_, class)| class.default.as_ref().is_some_and(|told| told.value));
    let defaults: Vec<(String, Option<FactId>)> =
        defaults.map(|(name, class)| (name.clone(), class.default.as_ref().map(|told| told.fact))).collect();
    if defaults.len() > 1 {
        let facts: Vec<FactId> = defaults.iter().filter_map(|(_, fact)| *fact).collect();
        let known = set.ledger.diagnostics.iter().any(|diagnostic| diagnostic.code == "core/several-default-classes");
        if !known {
            let text = format!("{} IngressClasses call themselves the default", defaults.len());
            let help = "mark one as default; the first by name was taken";
            set.ledger.say(Severity::Warning, "core/several-default-classes", &facts, (text, help));
        }
    }
    (defaults.into_iter().next().map(|(name, _)| name), Vec::new())
}

pub(super) fn facts_of(ingress: &Ingress) -> Vec<FactId> {
    let mut facts: Vec<FactId> = ingress.class.iter().map(|told| told.fact).collect();
    facts.extend(ingress.default_backend.iter().flat_map(|backend| backend.facts()));
    for rule in &ingress.rules {
        facts.extend(rule.host.iter().map(|told| told.fact));
        facts.extend(rule.paths.iter().flatten().flat_map(|path| path.facts()));
    }
    for tls in &ingress.tls {
        facts.extend(tls.hosts.iter().map(|told| told.fact));
        facts.extend(tls.secret.iter().map(|told| told.fact));
    }
    facts
}
