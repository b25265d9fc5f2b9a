//! IngressClasses: which controller a class name stands for, and which class is the default.

use super::reader::{Reader, Told};
use crate::report::Outcome;
use crate::yaml::NodeId;
use gatewright_contract::{ObjectId, Severity};

const DEFAULT: &str = "ingressclass.kubernetes.io/is-default-class";

/// An IngressClass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IngressClass {
    /// The object.
    pub object: ObjectId,
    /// Its controller's name.
    pub controller: Option<Told<String>>,
    /// Whether Ingresses without a class belong to it, and the fact that says so.
    pub default: Option<Told<bool>>,
}

impl IngressClass {
    pub(super) fn read(reader: &mut Reader<'_, '_>, node: NodeId) -> IngressClass {
        let mut class = IngressClass { object: reader.object, controller: None, default: None };
        let tree = reader.tree;
        if let Some(annotations) = tree.get(node, "metadata").and_then(|metadata| tree.get(metadata, "annotations"))
            && let Some(value) = tree.get(annotations, DEFAULT)
        {
            class.default = reader
                .within("metadata", |reader| {
                    reader.within("annotations", |reader| reader.within(DEFAULT, |reader| reader.scalar(value)))
                })
                .map(|told| told.map(|text| text == "true"));
        }
        if let Some(spec) = tree.get(node, "spec") {
            reader.within("spec", |reader| {
                reader.mapping(spec, &mut |reader, key, value| match key {
                    "controller" => class.controller = reader.string(value),
                    "parameters" => parameters(reader, value),
                    other => reader.unknown(other, value),
                });
            });
        }
        for fact in [class.controller.as_ref().map(|told| told.fact), class.default.as_ref().map(|told| told.fact)] {
            let why = "it decides which Ingresses belong to this class; a GatewayClass takes its place";
            if let Some(fact) = fact {
                reader.ledger.settle(fact, Outcome::Inert, why, None);
            }
        }
        class
    }
}

fn parameters(reader: &mut Reader<'_, '_>, node: NodeId) {
    let why = "parameters of an ingress controller are its own; a Gateway has others";
    let facts = reader.leaves(node, Outcome::Unsupported, why);
    let text = "the class's parameters are settings of its controller and are not converted".to_owned();
    let help = "look up what they do, and set the same in the GatewayClass or Gateway of the new implementation";
    reader.ledger.say(Severity::Warning, "core/class-parameters", &facts, (text, help));
}
