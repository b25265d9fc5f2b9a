//! What becomes of an Ingress' annotations when no plugin reads them: accounted for, carried, or closing their rules.

use super::class::ANNOTATION as CLASS;
use super::well_known::{WellKnown, lookup, may_guard};
use crate::options::{OpenRoutes, Options};
use crate::plugins::Plugins;
use crate::report::Outcome;
use crate::source::{Annotation, Ingress, Set, is_annotation_key};
use gatewright_contract::{FactId, ObjectId, OnLoss, Role, Severity, Want, Wanted};

/// An annotation that another tool will read from what is made of the Ingress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The Ingress it stood on.
    pub object: ObjectId,
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: String,
    /// Its fact.
    pub fact: FactId,
    /// Where it is read.
    pub to: CarriedTo,
}

/// Where a tool reads its annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CarriedTo {
    /// On the routes of the Ingress.
    Routes,
    /// On the object that holds the listeners with its certificates.
    Certificates,
    /// On the Gateway, and on ListenerSets.
    Gateway,
}

/// Settles what needs no output, collects what is carried, and answers the guards nobody understands.
pub(super) fn read(
    ingress: &Ingress,
    (set, options): (&mut Set, &Options),
    (plugins, owner): (&Plugins<'_>, Option<usize>),
    carried: &mut Vec<Carried>,
) -> Vec<Wanted> {
    let mut guards = Vec::new();
    for annotation in ingress.annotations.iter().filter(|annotation| annotation.key != CLASS) {
        if let Some(claim) = plugins.annotation(&annotation.key) {
            set.ledger.own(annotation.fact, claim.plugin);
            match owner {
                Some(owner) if claim.role == Role::Source && owner != claim.plugin => {
                    let why = "the Ingress is of another class, whose controller did not read it";
                    set.ledger.settle(annotation.fact, Outcome::Inert, why, None);
                }
                // Nobody knows whose Ingress it is: what may guard it must not be lost.
                None if claim.role == Role::Source && may_guard(&annotation.key) => {
                    guards.push(guard(annotation, set, options));
                }
                None if claim.role == Role::Source => {
                    let help = "say whose its class is with --class-map CLASS=PLUGIN";
                    let why = "nothing says that the Ingress is of the annotation's controller";
                    set.ledger.settle(annotation.fact, Outcome::Unsupported, why, Some(help));
                }
                Some(_) | None => {}
            }
            continue;
        }
        match lookup(&annotation.key) {
            Some(_) if !is_annotation_key(&annotation.key) => refuse_key(annotation, set),
            Some(WellKnown::NotRouting) => {
                set.ledger.settle(annotation.fact, Outcome::Inert, "it is not about routing", None);
            }
            Some(WellKnown::CertificatesOnIngress) => on_ingress_only(annotation, set),
            Some(WellKnown::Certificates) => carried.push(carry(ingress, annotation, CarriedTo::Certificates)),
            Some(WellKnown::DnsOnRoute) => carried.push(carry(ingress, annotation, CarriedTo::Routes)),
            Some(WellKnown::DnsOnGateway) => carried.push(carry(ingress, annotation, CarriedTo::Gateway)),
            None => {
                set.ledger.disown(annotation.fact);
                if may_guard(&annotation.key) {
                    guards.push(guard(annotation, set, options));
                } else {
                    unknown(annotation, set);
                }
            }
        }
    }
    guards
}

fn carry(ingress: &Ingress, annotation: &Annotation, to: CarriedTo) -> Carried {
    let (key, value) = (annotation.key.clone(), annotation.value.clone());
    Carried { object: ingress.object, key, value, fact: annotation.fact, to }
}

fn on_ingress_only(annotation: &Annotation, set: &mut Set) {
    let help = "cert-manager reads cert-manager.io/issuer or cluster-issuer on a Gateway or ListenerSet; name the issuer there";
    set.ledger.settle(annotation.fact, Outcome::Unsupported, "cert-manager reads it on an Ingress only", Some(help));
    let text = format!("cert-manager reads `{}` on an Ingress only", annotation.key);
    set.ledger.say(Severity::Warning, "core/certificate-on-ingress-only", &[annotation.fact], (text, help));
}

fn refuse_key(annotation: &Annotation, set: &mut Set) {
    let help = "a key is a domain, a `/`, and at most 63 letters, digits, `-`, `_` and `.`";
    set.ledger.settle(annotation.fact, Outcome::Invalid, "no annotation can have this key", Some(help));
    let text = format!("the API server refuses the annotation `{}`", annotation.key);
    set.ledger.say(Severity::Error, "core/invalid-annotation-key", &[annotation.fact], (text, help));
}

fn unknown(annotation: &Annotation, set: &mut Set) {
    let help = "load the plugin that owns it, or check that its controller's effect is not needed";
    set.ledger.settle(annotation.fact, Outcome::Unsupported, "no loaded plugin owns this annotation", Some(help));
    let text = format!("no loaded plugin owns `{}`", annotation.key);
    set.ledger.say(Severity::Warning, "core/unknown-annotation", &[annotation.fact], (text, help));
}

/// Nobody understands it, and its name says that it may keep somebody out.
fn guard(annotation: &Annotation, set: &mut Set, options: &Options) -> Wanted {
    let why = "no loaded plugin owns this annotation, and its name says that it may guard";
    let (on_loss, severity, text, help) = match options.open_routes {
        OpenRoutes::Withhold => (
            OnLoss::Close,
            Severity::Error,
            format!(
                "`{}` may keep somebody out and no loaded plugin owns it: the Ingress' rules are closed",
                annotation.key
            ),
            "load the plugin that owns it; or, once the routes may be open, pass --open-routes emit",
        ),
        OpenRoutes::Emit => (
            OnLoss::Warn,
            Severity::Warning,
            format!(
                "`{}` may have kept somebody out; the Ingress' rules are open because --open-routes says so",
                annotation.key
            ),
            "protect these routes by other means before traffic moves",
        ),
    };
    set.ledger.settle(annotation.fact, Outcome::Unsupported, why, Some(help));
    set.ledger.say(severity, "core/possible-guard", &[annotation.fact], (text, help));
    Wanted { want: Want::PossibleGuard { key: annotation.key.clone() }, on_loss, from: vec![annotation.fact] }
}
